import { FileChangeType, type FileEvent, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Context, targetOf } from './context.js';
import { publish } from './publish.js';
import { pathOf } from './uris.js';

const CODE = /\.[cm]?[jt]sx?$/;
const CONFIG = /(^|\/)(coldlens\.config\.\w+|package\.json)$/;

/** Keeps the analysis up with what is opened, typed, saved and closed. */
export function followDocuments(documents: TextDocuments<TextDocument>, context: () => Context): void {
  documents.onDidChangeContent(({ document }) => {
    const { documents: open, workspace } = context();
    const path = pathOf(document.uri);
    const isNew = open.get(path) === undefined;
    const isOther = open.put(document);
    workspace.admit(path);
    const target = targetOf(document.uri, context());
    if (!target) return;
    if (isOther) textChanged(path, context());
    if (isNew && target.folder.state.isReady) publish(target.folder, context());
  });
  documents.onDidSave(({ document }) => {
    const { client, disk } = context();
    // Without a watcher, a save is the best sign that the files of a project are others now.
    if (!client.canWatch) disk.forgetAll();
    void targetOf(document.uri, context())?.folder.runner.saved();
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    const { documents: open, workspace } = context();
    const folder = targetOf(document.uri, context())?.folder;
    const isOther = open.remove(document.uri);
    if (isOther) textChanged(path, context());
    if (folder) publish(folder, context());
    workspace.release(path);
  });
}

function textChanged(path: string, { workspace }: Context): void {
  if (CONFIG.test(path)) workspace.forgetOptions();
  const folders = workspace.folders().filter(({ root }) => path.startsWith(`${root}/`));
  for (const folder of folders) {
    if (CODE.test(path)) folder.runner.changed(path);
    else folder.runner.stale();
  }
}

/** What happened on disk, to files that the editor holds or not. */
export function filesChanged(events: readonly FileEvent[], context: Context): void {
  const { disk, documents, workspace } = context;
  for (const { uri, type } of events) {
    const path = pathOf(uri);
    disk.forgetText(path);
    if (type !== FileChangeType.Changed || path.endsWith('/.gitignore')) {
      disk.forgetTree();
      for (const { root, runner } of workspace.folders()) if (path.startsWith(`${root}/`)) runner.stale();
      if (CONFIG.test(path)) workspace.forgetOptions();
    } else if (!documents.get(path)) textChanged(path, context);
  }
}
