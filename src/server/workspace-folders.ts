import type { InitializeParams } from 'vscode-languageserver';
import { isBelow } from '../lib/paths.js';
import type { ServerContext } from './context.js';
import { publish } from './publish.js';
import { noteLink, pathOfUri } from './uris.js';

/** What the editor has opened when it connects. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

export function followFolders(context: ServerContext): void {
  const { connection, client, documents, disk, folderUris } = context;
  if (!client.canFollowFolders) return;
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    for (const { uri } of removed) folderUris.delete(uri);
    for (const { uri } of added) {
      // What is open in it already has its name.
      if (![...documents.paths()].some((path) => isBelow(path, pathOfUri(uri)))) noteLink(uri, disk);
      folderUris.add(uri);
    }
    await syncFolders(context);
  });
}

/** Analyses the folders that are open and not switched off, and lets go of the others. One call after the other. */
export function syncFolders(context: ServerContext): Promise<void> {
  context.started = context.started.then(() => sync(context));
  return context.started;
}

async function sync(context: ServerContext): Promise<void> {
  const { workspace, publisher, settings, folderUris, announce } = context;
  const enabled = new Set<string>();
  for (const uri of [...folderUris]) if ((await settings.of(uri)).enable) enabled.add(uri);
  // Some may have gone while their settings were asked for.
  const isWanted = (uri: string): boolean => enabled.has(uri) && folderUris.has(uri);
  for (const folder of workspace.folders()) {
    if (folder.isGuest || isWanted(folder.uri)) continue;
    workspace.removeFolder(folder.uri);
    publisher.withdraw(folder);
  }
  for (const uri of folderUris) if (isWanted(uri)) workspace.addFolder(uri);
  // Who answers for a file may be another one now.
  for (const folder of workspace.folders()) if (folder.state.isReady) publish(folder, context);
  announce();
}
