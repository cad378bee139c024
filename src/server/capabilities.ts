import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { packageVersion } from '../host/paths.js';
import { COMMANDS, type InitializationOptions } from '../model/protocol.js';
import type { EditorClient } from './context.js';
import { FIX_ALL } from './features/code-actions.js';

/** Whatever an analysis reads. */
const WATCHED = [
  '**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,json,yaml,yml,template,tf}',
  '**/.gitignore',
  '**/{yarn.lock,bun.lock,bun.lockb}',
];

export function clientOf({ capabilities, initializationOptions }: InitializeParams): EditorClient {
  const { hasCommands, isTrusted }: Partial<InitializationOptions> = initializationOptions ?? {};
  const { workspace, window } = capabilities;
  return {
    hasCommands: hasCommands === true,
    // Trust is never taken from a value that only looks like it, as "false" does.
    isTrusted: isTrusted === true,
    canConfigure: workspace?.configuration === true,
    canFollowFolders: workspace?.workspaceFolders === true,
    canWatch: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    canRefreshLenses: workspace?.codeLens?.refreshSupport === true,
    canShowDocuments: window?.showDocument?.support === true,
  };
}

export function initializeResult({ hasCommands }: EditorClient): InitializeResult {
  return {
    serverInfo: { name: 'Coldlens', version: packageVersion() },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
      codeLensProvider: { resolveProvider: true },
      hoverProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      // An editor that runs them itself must not get them twice.
      ...(!hasCommands && {
        executeCommandProvider: {
          commands: [COMMANDS.showFunction, COMMANDS.showBundle, COMMANDS.showColdStart, COMMANDS.openRule],
        },
      }),
    },
  };
}

/** Asks to be told of what changes outside of documents. */
export function register(connection: Connection, { canConfigure, canWatch }: EditorClient): void {
  if (canConfigure) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'coldlens' });
  const watchers = WATCHED.map((globPattern) => ({ globPattern }));
  if (canWatch) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}
