import { type Dirent, readdirSync } from 'node:fs';
import { absolutePath } from '../lib/paths.js';
import { type IgnoreFile, isIgnored, type OnProblem, readIgnoreFile, readIgnoreFilesAbove } from './ignore-files.js';
import { isSpecial } from './read-file.js';

/** Files of one folder tree, before any glob is asked about them. */
export interface Tree {
  readonly files: readonly WalkedEntry[];
  /** What can be no file to read, as pipes, devices and links to them. */
  readonly specials: readonly WalkedEntry[];
  /** Other symbolic links. */
  readonly links: readonly WalkedEntry[];
  /** Folders and `.gitignore` files that could not be read, with the reason. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

interface WalkedEntry {
  readonly path: string;
  /** The `.gitignore` files that have a say about it. */
  readonly ignoreFiles: readonly IgnoreFile[];
}

const neverEntered: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

/**
 * Every file below `root`, without following symbolic links, and without `node_modules` and, when asked, folders that `.gitignore` names
 * and those that `enters` keeps out.
 *
 * Files are not checked against `.gitignore` here, because the check costs more than the walk and most callers want few of them.
 */
export function walkTree(
  root: string,
  respectGitIgnore: boolean,
  enters: (folder: string) => boolean = () => true,
): Tree {
  const files: WalkedEntry[] = [];
  const specials: WalkedEntry[] = [];
  const links: WalkedEntry[] = [];
  const problems: { path: string; message: string }[] = [];
  const onProblem: OnProblem = (path, message) => void problems.push({ path, message });
  const pending = [{ folder: root, ignoreFiles: respectGitIgnore ? readIgnoreFilesAbove(root, onProblem) : [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { folder } = next;
    const entries = readFolder(folder, problems);
    const own = respectGitIgnore ? ignoreFileOf(folder, entries, onProblem) : undefined;
    const ignoreFiles = own ? [...next.ignoreFiles, own] : next.ignoreFiles;
    for (const entry of entries) {
      const path = absolutePath(folder, entry.name);
      if (entry.isFile()) {
        files.push({ path, ignoreFiles });
      } else if (entry.isDirectory() && !neverEntered.has(entry.name) && !isIgnored(path, true, ignoreFiles)) {
        if (enters(path)) pending.push({ folder: path, ignoreFiles });
      } else if (!entry.isDirectory()) {
        (isSpecial(path) ? specials : links).push({ path, ignoreFiles });
      }
    }
  }
  return { files, specials, links, problems };
}

function readFolder(folder: string, problems: { path: string; message: string }[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    problems.push({ path: folder, message: folderReason(error as NodeJS.ErrnoException) });
    return [];
  }
}

function folderReason({ code }: NodeJS.ErrnoException): string {
  return code === 'EACCES' || code === 'EPERM'
    ? 'The folder cannot be read: no permission'
    : `The folder cannot be read: ${code}`;
}

function ignoreFileOf(folder: string, entries: readonly Dirent[], onProblem: OnProblem): IgnoreFile | undefined {
  return entries.some(({ name }) => name === '.gitignore') ? readIgnoreFile(folder, onProblem) : undefined;
}
