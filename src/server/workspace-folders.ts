import type { InitializeParams } from 'vscode-languageserver';
import type { Context } from './context.js';

/** What the editor has opened when it connects. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

export function followFolders(context: Context): void {
  const { connection, client, folderUris } = context;
  if (!client.canFollowFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    for (const { uri } of removed) folderUris.delete(uri);
    for (const { uri } of added) folderUris.add(uri);
    await syncFolders(context);
  });
}

/** Analyses the folders that are open and not switched off, and lets go of the others. */
export async function syncFolders({ workspace, publisher, settings, folderUris, announce }: Context): Promise<void> {
  const wanted: string[] = [];
  for (const uri of folderUris) if ((await settings.of(uri)).enable) wanted.push(uri);
  for (const folder of workspace.folders()) {
    if (folder.isGuest || wanted.includes(folder.uri)) continue;
    workspace.removeFolder(folder.uri);
    publisher.withdraw(folder);
  }
  for (const uri of wanted) workspace.addFolder(uri);
  announce();
}
