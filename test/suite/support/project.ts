import { FileType, Uri, workspace } from 'vscode';
import { closeAll, readFile, writeFile } from './files.js';
import { newServer } from './server.js';

type Files = ReadonlyMap<string, string>;

/** Each test of the suite begins with the files as they are in the repository, no editor open, and a server that knows nothing else. */
export function useProject(): void {
  let files: Files = new Map();
  before(async () => {
    files = await readProject();
    await newServer();
  });
  afterEach(async () => {
    await closeAll();
    if (await restore(files)) await newServer();
  });
}

/** Gives back what a test has changed on disk; whether there was anything. */
async function restore(files: Files): Promise<boolean> {
  const found = await readProject();
  const lost = [...files].filter(([uri, text]) => found.get(uri) !== text);
  const added = [...found.keys()].filter((uri) => !files.has(uri));
  for (const [uri, text] of lost) await writeFile(Uri.parse(uri), text);
  for (const uri of added) await workspace.fs.delete(Uri.parse(uri));
  return lost.length + added.length > 0;
}

async function readProject(): Promise<Files> {
  const uris = await Promise.all((workspace.workspaceFolders ?? []).map(({ uri }) => filesBelow(uri)));
  const entries = uris.flat().map(async (uri) => [uri.toString(), await readFile(uri)] as const);
  return new Map(await Promise.all(entries));
}

async function filesBelow(folder: Uri): Promise<readonly Uri[]> {
  const entries = await workspace.fs.readDirectory(folder);
  const uris = entries.map(async ([name, type]) => {
    const uri = Uri.joinPath(folder, name);
    return type === FileType.Directory ? filesBelow(uri) : [uri];
  });
  return (await Promise.all(uris)).flat();
}
