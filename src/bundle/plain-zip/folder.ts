import { basename } from 'node:path/posix';
import { relativePath } from '../../lib/paths.js';
import type { FileTree, Host } from '../../model/host.js';
import type { DeployedFile } from './deployed-file.js';

/** What tools let into a package, by paths relative to its folder. */
export interface Selection {
  /** Asked first of every folder on the way. */
  enters(folder: string): boolean;
  takes(file: string): boolean;
}

export interface ListedFolder {
  readonly files: readonly DeployedFile[];
  /** What could not be read; paths are absolute. */
  readonly unread: FileTree['problems'];
}

/** `lib: The folder cannot be read: EACCES.` */
export function unreadTexts(folder: string, { unread }: Pick<ListedFolder, 'unread'>): readonly string[] {
  return unread.map(({ path, message }) => `${relativePath(folder, path)}: ${message}.`);
}

/** The selected files of a folder, named as they are in it. Of a path that is a file, the file. */
export function listFolder(folder: string, { enters, takes }: Selection, host: Host): ListedFolder {
  const nameOf = (path: string): string => relativePath(folder, path);
  if (host.isFile(folder)) {
    const name = basename(folder);
    return { files: host.listTree(folder).files.map((file) => ({ ...file, name })), unread: [] };
  }
  const tree = host.listTree(folder, (path) => enters(nameOf(path)));
  const files = tree.files
    .filter(({ path }) => takes(nameOf(path)))
    .map((file) => ({ ...file, name: nameOf(file.path) }));
  // Of a pipe or a device, the walk does not know whether it is taken.
  const unread = tree.problems.filter(({ path }) => !host.isSpecial(path) || takes(nameOf(path)));
  return { files, unread };
}

/** Everything but folders of these names. */
export function allBut(...names: readonly string[]): Selection {
  const isOut = (path: string): boolean => names.includes(basename(path));
  return { enters: (folder) => !isOut(folder), takes: (file) => !isOut(file) };
}

/** Of a package, these stand for all: tools leave out documentation or source maps of what they take. */
const TYPICAL = ['package.json', 'index.js', 'dist/index.js'];

/** Would a package be taken if it were installed in the folder's `node_modules`? */
export function takesPackage({ enters, takes }: Selection, name: string): boolean {
  const folder = `node_modules/${name}`;
  const onTheWay = [...folder.matchAll(/\/|$/g)].map(({ index }) => folder.slice(0, index));
  return onTheWay.every(enters) && TYPICAL.some((file) => takes(`${folder}/${file}`));
}
