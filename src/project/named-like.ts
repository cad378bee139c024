import { posix } from 'node:path';
import { groupBy } from '../lib/group.js';
import { oncePer } from '../lib/memoise.js';
import { isTestFile } from '../lib/test-file.js';
import type { HandlerParts } from './handler-string.js';
import { isSourcePath, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** Folders in which the code of a folder's function commonly stands. */
const INSIDE = ['', 'src', 'lib'];

/**
 * Files that an archive may be made of, going by its name: the handler's file in a folder of that name, or else a file of that
 * name. Whoever asks takes one only where no other has the export as well.
 */
export function filesNamedLike(workspace: Workspace, archive: string, { file }: HandlerParts): readonly string[] {
  const { byFolder, byName } = sourcesOf(workspace);
  const inFolders = (byFolder.get(archive) ?? []).filter((path) => isHandlerFile(path, archive, file));
  return inFolders.length > 0 ? inFolders : (byName.get(archive) ?? []);
}

function isHandlerFile(path: string, archive: string, handlerFile: string): boolean {
  const stem = withoutExtension(path);
  return INSIDE.some((inside) => stem.endsWith(posix.join('/', archive, inside, handlerFile)));
}

const sourcesOf = oncePer((workspace: Workspace) => {
  const files = workspace.files.filter((file) => isSourcePath(file) && !isTestFile(file));
  return {
    byName: groupBy(files, (file) => posix.basename(withoutExtension(file))),
    byFolder: foldersOf(workspace, files),
  };
});

/** By the name of every folder above a file. */
function foldersOf(workspace: Workspace, files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    for (const name of new Set(posix.dirname(workspace.relative(file)).split('/'))) {
      const list = found.get(name);
      if (list) list.push(file);
      else found.set(name, [file]);
    }
  }
  return found;
}

/**
 * What the code of an archive may be called, going by its path: of `builds/orders.zip`, `orders`; of `orders/lambda.zip` the folder,
 * where nothing has the first name. Nothing where the path ends with what is not static.
 */
export function archiveNames(path: string | undefined): readonly string[] {
  if (path === undefined || !/\.(zip|jar|tgz)$/.test(path)) return [];
  const folders = posix.dirname(path).split('/');
  const names = [
    posix.basename(path).replace(/\.\w+$/, ''),
    folders.length > 1 || path.startsWith('/') ? folders.at(-1)! : '',
  ];
  return names.filter((name) => /^[\w@-][\w@.-]*$/.test(name));
}
