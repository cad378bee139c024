import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { COMMANDS, type InitializationOptions } from '../model/protocol.js';
import { DOCUMENTS, isOfTheProject } from './documents.js';

/** Large monorepos need more than the default heap of an Electron process; it is a limit, not what is taken. */
const heapLimitMb = 3072;

/** `onEnd` is called when the server ended and nobody had asked it to. */
export function createClient(context: ExtensionContext, log: LogOutputChannel, onEnd: () => void): LanguageClient {
  return new QuietClient('coldlens', 'Coldlens', serverOptions(context), clientOptions(log, onEnd));
}

/** Faults of its own go to the log only; what a user must know of them is told once, by `tell-crash.ts`. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function serverOptions(context: ExtensionContext): ServerOptions {
  return {
    module: context.asAbsolutePath('bin/coldlens.js'),
    args: ['lsp'],
    transport: TransportKind.ipc,
    options: { execArgv: [`--max-old-space-size=${heapLimitMb}`] },
  };
}

/** The server registers by itself for settings and for changes of files, in any editor. */
function clientOptions(log: LogOutputChannel, onEnd: () => void): LanguageClientOptions {
  return {
    documentSelector: [...DOCUMENTS],
    initializationOptions: (): InitializationOptions => ({ hasCommands: true, isTrusted: workspace.isTrusted }),
    initializationFailedHandler: () => false,
    // The card of a function leads to its map and its cold start.
    markdown: { isTrusted: { enabledCommands: [COMMANDS.showBundle, COMMANDS.showColdStart] } },
    outputChannel: log,
    traceOutputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler: errorHandler(onEnd),
    middleware: {
      workspace: {
        didChangeWatchedFile: async (event, next) => {
          if (isOfTheProject(event.uri)) await next(event);
        },
      },
    },
  };
}

/** The client's own restart would keep what was registered before, and would speak up each time. */
function errorHandler(onEnd: () => void): ErrorHandler {
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed() {
      onEnd();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
