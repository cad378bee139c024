import { dirname, join } from 'node:path';
import { Disposable, type TextDocument, type Uri, workspace } from 'vscode';
import { mentionsLambda } from '../derived/deployment-files.js';
import { readRegularFile } from '../host/read-file.js';
import { CERTAIN_FILES, dependsOnLambda, NOT_THE_PROJECT, POSSIBLE_FILES } from './lambda-signs.js';

/** Reading more would cost a folder of Terraform without functions too much. */
const possibleFilesRead = 200;

const codeLanguages = new Set(['typescript', 'javascript', 'typescriptreact', 'javascriptreact']);

export interface LambdaSearch extends Disposable {
  /** Settles when all that was there at the start has been looked at. */
  readonly whenLooked: Promise<void>;
}

/** Calls back once, when a deployment file or a package.json of the workspace speaks of Lambda: now, or when it comes to be there. */
export function searchForLambda(onFound: () => void): LambdaSearch {
  const packageFolders = new Map<string, Promise<boolean>>();
  let isOver = false;

  async function settle(search: Promise<boolean>): Promise<void> {
    if ((await search) && !isOver) {
      isOver = true;
      onFound();
    }
  }

  const folderDepends = (folder: string): Promise<boolean> => {
    const known = packageFolders.get(folder) ?? readOr(join(folder, 'package.json')).then(dependsOnLambda);
    packageFolders.set(folder, known);
    return known;
  };
  const search = () => settle(anyDeploymentFile()).then(searchPackages);
  const searchPackages = async () => {
    packageFolders.clear();
    const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => settle(folderDepends(uri.fsPath)));
    await Promise.all([...folders, ...workspace.textDocuments.map(searchAbove)]);
  };
  const searchAbove = async (document: TextDocument) => {
    if (isOver || !codeLanguages.has(document.languageId)) return;
    await Promise.all(foldersAbove(document.uri).map((folder) => settle(folderDepends(folder))));
  };

  const whenLooked = search();
  const watching = Disposable.from(
    new Disposable(() => {
      isOver = true;
    }),
    workspace.onDidOpenTextDocument(searchAbove),
    workspace.onDidChangeWorkspaceFolders(search),
    onFile(CERTAIN_FILES, () => settle(Promise.resolve(true))),
    onFile(POSSIBLE_FILES, ({ fsPath }) => settle(readOr(fsPath).then(mentionsLambda))),
    onFile('**/package.json', ({ fsPath }) => settle(readOr(fsPath).then(dependsOnLambda))),
  );
  return { whenLooked, dispose: () => watching.dispose() };
}

async function anyDeploymentFile(): Promise<boolean> {
  if ((await workspace.findFiles(CERTAIN_FILES, NOT_THE_PROJECT, 1)).length > 0) {
    return true;
  }
  for (const { fsPath } of await workspace.findFiles(POSSIBLE_FILES, NOT_THE_PROJECT, possibleFilesRead)) {
    if (mentionsLambda(await readOr(fsPath))) {
      return true;
    }
  }
  return false;
}

/** From a file's own folder to its workspace folder; none for a file outside of the workspace. */
function foldersAbove(file: Uri): readonly string[] {
  const root = workspace.getWorkspaceFolder(file)?.uri.fsPath;
  const folders: string[] = [];
  for (let folder = dirname(file.fsPath); root !== undefined && folder.startsWith(root); folder = dirname(folder)) {
    folders.push(folder);
    if (folder === root) break;
  }
  return folders;
}

function onFile(glob: string, listener: (file: Uri) => unknown): Disposable {
  const watcher = workspace.createFileSystemWatcher(glob, false, false, true);
  const ours = (file: Uri) => {
    if (!/[\\/]node_modules[\\/]/.test(file.fsPath)) listener(file);
  };
  return Disposable.from(watcher, watcher.onDidCreate(ours), watcher.onDidChange(ours));
}

/** A file that is gone again, or that nobody may read, speaks of nothing. */
async function readOr(path: string): Promise<string> {
  try {
    return readRegularFile(path, MAX_BYTES)?.toString() ?? '';
  } catch {
    return '';
  }
}

/** Deployment files are smaller. */
const MAX_BYTES = 5 * 1024 * 1024;
