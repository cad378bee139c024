import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import type { FileTree, TreeFile } from '../model/host.js';
import { toSlashes } from './paths.js';

/** Lambda takes 250 MB; a tree with more files than this is something else, such as a home folder. */
const MAX_FILES = 200_000;

interface Folder {
  readonly path: string;
  readonly realPath: string;
  /** Real paths of the folders around it: a link back to one of them leads round in a circle. */
  readonly above: readonly string[];
}

/** See `Host.listTree`. */
export function listTree(root: string, enters: (folder: string) => boolean = () => true): FileTree {
  const files: TreeFile[] = [];
  const problems: { path: string; message: string }[] = [];
  const single = sizeOf(root);
  if (single !== undefined) return { files: [{ path: root, realPath: realPath(root), bytes: single }], problems };
  const pending: Folder[] = [{ path: root, realPath: realPath(root), above: [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const entry of readFolder(next, problems)) {
      const path = `${next.path}/${entry.name}`;
      const real = entry.isSymbolicLink() ? realPath(path) : `${next.realPath}/${entry.name}`;
      const bytes = entry.isDirectory() ? undefined : sizeOf(real);
      const folder = { path, realPath: real, above: [...next.above, next.realPath] };
      if (bytes !== undefined) files.push({ path, realPath: real, bytes });
      else if (isFolder(entry, real) && !folder.above.includes(real) && enters(path)) pending.push(folder);
    }
    if (files.length > MAX_FILES) {
      problems.push({ path: root, message: `The folder holds more than ${MAX_FILES.toLocaleString('en')} files` });
      break;
    }
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

/** See `Host.realPath`. */
export function realPath(path: string): string {
  try {
    return toSlashes(realpathSync(path));
  } catch {
    return path;
  }
}

function readFolder({ path }: Folder, problems: { path: string; message: string }[]): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    problems.push({ path, message: `The folder cannot be read: ${(error as NodeJS.ErrnoException).code}` });
    return [];
  }
}

function isFolder(entry: Dirent, real: string): boolean {
  if (entry.isDirectory()) return true;
  try {
    return entry.isSymbolicLink() && statSync(real).isDirectory();
  } catch {
    return false;
  }
}

/** Of a file; nothing for what is none, or a link that leads nowhere. */
function sizeOf(path: string): number | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}
