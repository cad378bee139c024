import { type ExtensionContext, window } from 'vscode';

export async function start(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(window.createOutputChannel('Coldlens', { log: true }));
}
