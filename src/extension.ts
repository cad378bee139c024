import type { ExtensionContext } from 'vscode';

/** Runs in VS Code's extension host. Whatever costs time is loaded when it is needed. */
export async function activate(context: ExtensionContext): Promise<void> {
  const { start } = await import('./editor/start.js');
  await start(context);
}
