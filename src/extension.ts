import type { ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerCommands } from './editor/commands.js';
import { Launcher } from './editor/launcher.js';

/** What tests, and other extensions, may ask. */
export interface ColdlensApi {
  /** What `activate` took of the extension host's time. */
  readonly activationMs: number;
  /** Settles when the workspace has been searched for Lambda code once and, where there is some, a server is being started. */
  searched(): Promise<void>;
  /** Absent until a server was needed, and after it was given up. */
  client(): LanguageClient | undefined;
}

let launcher: Launcher | undefined;

/** Runs in every folder with TypeScript in it, so whatever costs time is loaded when there is something to analyse. */
export function activate(context: ExtensionContext): ColdlensApi {
  const begin = performance.now();
  const own = new Launcher(context);
  launcher = own;
  registerCommands(context, own);
  own.search();
  return {
    activationMs: performance.now() - begin,
    searched: () => own.whenSearched(),
    client: () => own.launched?.server.client,
  };
}

export async function deactivate(): Promise<void> {
  await launcher?.stop();
}
