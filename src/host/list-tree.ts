import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { groupedText } from '../lib/grouped-text.js';
import { NOT_REGULAR } from '../model/errors.js';
import type { FileTree, TreeFile } from '../model/host.js';
import { isMadeUp } from './made-up.js';
import { toSlashes } from './paths.js';

/** Files and folders. Lambda takes 250 MB; a tree of more is something else, such as a home folder. */
const MOST = 200_000;

interface FolderToList {
  readonly path: string;
  readonly realPath: string;
  /** Real paths of the folders around it: a link back to one of them leads round in a circle. */
  readonly above: readonly string[];
}

type Problems = { path: string; message: string }[];

/** See `Host.listTree`. */
export function listTree(root: string, enters: (folder: string) => boolean = () => true): FileTree {
  const files: TreeFile[] = [];
  const problems: Problems = [];
  const pending: FolderToList[] = [];
  const addFolder = (folder: FolderToList, stats?: Stats): void => {
    const { path, realPath, above } = folder;
    if (above.includes(realPath) || (path !== root && !enters(path))) return;
    if (!stats || !isMadeUp(stats)) pending.push(folder);
    else problems.push({ path, message: 'It leads into a virtual file system, such as /proc' });
  };
  const add = (path: string, real: string, above: readonly string[]): void => {
    const stats = statOf(real);
    if (stats?.isDirectory() || (path === root && !stats)) addFolder({ path, realPath: real, above }, stats);
    else if (stats?.isFile() && !isMadeUp(stats)) files.push({ path, realPath: real, bytes: stats.size });
    else if (stats) problems.push({ path, message: `It ${NOT_REGULAR}` });
  };
  add(root, realPath(root), []);
  for (let next = pending.pop(), count = 1; next; next = pending.pop(), count++) {
    const above = [...next.above, next.realPath];
    for (const entry of readFolder(next, problems)) {
      const path = `${next.path}/${entry.name}`;
      add(path, entry.isSymbolicLink() ? realPath(path) : `${next.realPath}/${entry.name}`, above);
    }
    // Links from folder to folder make any number of ways.
    if (files.length + count > MOST) {
      problems.push({
        path: root,
        message: `The folder contains more than ${groupedText(MOST)} files and folders`,
      });
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

function readFolder({ path }: FolderToList, problems: Problems): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    problems.push({ path, message: `The folder cannot be read: ${(error as NodeJS.ErrnoException).code}` });
    return [];
  }
}

/** Nothing for a link that leads nowhere. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
