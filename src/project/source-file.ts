import { posix } from 'node:path';
import type { NonEmpty } from '../lib/non-empty.js';
import { foldersUpwards } from '../lib/paths.js';
import type { Workspace } from './workspace.js';

/** TypeScript before JavaScript: where both are there, the second is the output of the first. */
const EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** The source file with that path without extension, if there is one. */
export function findWithExtension(workspace: Workspace, stem: string): string | undefined {
  return EXTENSIONS.map((extension) => stem + extension).find((path) => workspace.isFile(path));
}

/** The file that a path without extension means to a module loader: the file itself, or its folder's index. */
function findModule(workspace: Workspace, stem: string): string | undefined {
  return findWithExtension(workspace, stem) ?? findWithExtension(workspace, posix.join(stem, 'index'));
}

/** Like `findModule`, for a path that may have an extension, which may be that of the compiled file. */
export function findSourcePath(workspace: Workspace, path: string): string | undefined {
  const extension = posix.extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const sources = (SOURCE_OF[extension] ?? []).map((other) => stem + other);
  return (
    [...sources, path].find((candidate) => isImportable(candidate) && workspace.isFile(candidate)) ??
    findModule(workspace, path)
  );
}

export function isSourcePath(path: string): boolean {
  return EXTENSIONS.includes(posix.extname(path)) && !/\.d\.[cm]?ts$/.test(path);
}

function isImportable(path: string): boolean {
  return isSourcePath(path) || path.endsWith('.json');
}

export function withoutExtension(path: string): string {
  const extension = posix.extname(path);
  return EXTENSIONS.includes(extension) ? path.slice(0, -extension.length) : path;
}

/** The nearest folder upwards that holds a file of that name; the root when none does. */
export function nearestFolderWith(workspace: Workspace, folder: string, name: string): string {
  const found = foldersUpwards(folder, workspace.root).find((each) => workspace.isFile(posix.join(each, name)));
  return found ?? workspace.root;
}

/** The folders that a code path may mean: itself, or for an archive that the build makes the ones it is commonly made from. */
export function toFolders(path: string): NonEmpty<string> {
  const stem = path.replace(/\.(zip|jar)$/, '');
  return stem === path ? [path] : [stem, posix.dirname(path)];
}
