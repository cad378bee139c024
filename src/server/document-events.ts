import { FileChangeType, type FileEvent, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isCodeFile } from '../lib/code-file.js';
import { escapeGlob } from '../lib/escape-glob.js';
import { isBelow, relativePath } from '../lib/paths.js';
import { affectsAllBundles } from './bundles/affects-all-bundles.js';
import { fileOfDocument, type ServerContext } from './context.js';
import type { Folder } from './folder.js';
import { publish } from './publish.js';
import { isServed, noteFile, pathOfUri } from './uris.js';

const CONFIG = /(^|\/)(coldlens\.config\.\w+|package\.json)$/;

/** Keeps the analysis up with what is opened, typed, saved and closed. */
export function followDocuments(documents: TextDocuments<TextDocument>, context: () => ServerContext): void {
  documents.onDidChangeContent(({ document }) => {
    if (!isServed(document.uri)) return;
    const { documents: open, workspace, settings, disk } = context();
    if (open.get(pathOfUri(document.uri)) === undefined) noteFile(document.uri, disk);
    const path = pathOfUri(document.uri);
    const isNew = open.get(path) === undefined;
    open.hold(document);
    workspace.admit(path);
    const folder = fileOfDocument(document.uri, context())?.folder;
    if (!folder) return;
    if (!isNew) folder.bundler?.edited();
    // Without a file there is nothing that could be saved first.
    const isWanted = settings.known(folder.uri).run === 'onType' || document.uri.startsWith('untitled:');
    if (isWanted) takeDocument(document.uri, context());
    if (isNew && folder.state.isReady) publish(folder, context());
  });
  documents.onDidSave(({ document }) => {
    const { client, disk } = context();
    const folder = fileOfDocument(document.uri, context())?.folder;
    disk.forgetText(pathOfUri(document.uri));
    diskChanged(pathOfUri(document.uri), context());
    takeDocument(document.uri, context());
    if (client.canWatch) return void folder?.runner.settled();
    // Without a watcher, a save is the best sign that the files of a project are others now.
    disk.forgetAll();
    folder?.runner.stale();
  });
  documents.onDidClose(({ document }) => {
    if (!isServed(document.uri)) return;
    const path = pathOfUri(document.uri);
    const { documents: open, workspace, publisher } = context();
    const folder = fileOfDocument(document.uri, context())?.folder;
    const isOther = open.remove(document.uri);
    if (isOther) textChanged(path, context());
    const guest = workspace.release(path);
    if (guest) publisher.withdraw(guest);
    else if (folder) publish(folder, context());
  });
}

/** Hands what an open document holds to the analysis. */
export function takeDocument(uri: string, context: ServerContext): void {
  const path = pathOfUri(uri);
  const document = context.documents.get(path);
  if (!document) return;
  const isOther = context.documents.take(document);
  // A file that was saved before it was given may be on disk already as it is here.
  if (isOther || isAnalyzedOtherwise(path, context)) textChanged(path, context);
}

function isAnalyzedOtherwise(path: string, context: ServerContext): boolean {
  const text = context.documents.texts.get(path);
  return foldersAround(path, context).some((folder) => {
    const analyzed = folder.textOf(relativePath(folder.root, path));
    return analyzed !== undefined && analyzed !== text;
  });
}

function textChanged(path: string, context: ServerContext): void {
  if (CONFIG.test(path)) context.workspace.forgetOptions();
  for (const { runner } of foldersAround(path, context)) {
    if (isCodeFile(path)) runner.changed(path);
    else runner.stale();
  }
}

function diskChanged(path: string, context: ServerContext, hasComeOrGone = false): void {
  const around = foldersAround(path, context);
  for (const { bundler } of around) bundler?.changed(path, hasComeOrGone);
  // Functions of another folder may load the file, too.
  if (affectsAllBundles(path)) return;
  for (const folder of context.workspace.folders()) {
    const isLoaded = !around.includes(folder) && (folder.bundles?.loading(path).length ?? 0) > 0;
    if (isLoaded) folder.bundler?.changed(path);
  }
}

function foldersAround(path: string, { workspace }: ServerContext): readonly Folder[] {
  return workspace.folders().filter((folder) => folder.knows(path));
}

/** What happened on disk, to files that the editor holds or not. */
export async function filesChanged(events: readonly FileEvent[], context: ServerContext): Promise<void> {
  const { disk, documents } = context;
  if (events.some(isOfTree)) disk.forgetTree();
  // Which package.json an install has changed, nobody tells.
  if (events.some(({ uri }) => affectsAllBundles(uri))) disk.forgetAll();
  for (const event of events) {
    const path = pathOfUri(event.uri);
    disk.forgetText(path);
    diskChanged(path, context, event.type !== FileChangeType.Changed);
    // What the editor holds is what counts.
    if (documents.texts.has(path)) continue;
    if (!isOfTree(event)) {
      if (isKnown(path, context)) textChanged(path, context);
    } else if (isKnown(path, context) || (await isListed(path, context))) {
      if (CONFIG.test(path)) context.workspace.forgetOptions();
      for (const { runner } of foldersAround(path, context)) runner.stale();
    }
  }
}

/** Does it change which files there are? */
function isOfTree({ uri, type }: FileEvent): boolean {
  return type !== FileChangeType.Changed || uri.endsWith('/.gitignore');
}

/** What no analysis has read, such as the output of a compiler, changes nothing. A config is read by the settings. */
function isKnown(path: string, context: ServerContext): boolean {
  if (CONFIG.test(path) || path.endsWith('/.gitignore')) return true;
  return foldersAround(path, context).some((folder) => folder.textOf(relativePath(folder.root, path)) !== undefined);
}

/** Would an analysis see it? Not what `.gitignore` names. */
async function isListed(path: string, context: ServerContext): Promise<boolean> {
  const roots = context.workspace.folders().flatMap(({ root }) => (isBelow(path, root) ? [root] : []));
  const lists = await Promise.all(
    roots.map((root) => context.disk.listFiles(root, [escapeGlob(relativePath(root, path))])),
  );
  return lists.some((list) => list.length > 0);
}
