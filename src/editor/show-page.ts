import { commands, type ExtensionContext, Uri } from 'vscode';

/** Shows a page that ships with the extension. */
export async function showPage(context: ExtensionContext, path: string): Promise<void> {
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(context.extensionUri, path));
}
