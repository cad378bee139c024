import { absolutePath, folderOf, foldersUpwards } from '../lib/paths.js';
import type { Host } from '../model/host.js';

/** The folders around the root, from the inside out, up to the top of its checkout; never the home folder. */
export function foldersAround(root: string, host: Host): readonly string[] {
  const folders = foldersUpwards(root);
  const ends = [folders.findIndex((folder) => isCheckout(folder, host)) + 1, folders.indexOf(host.home ?? '')].filter(
    (end) => end > 0,
  );
  return folders.slice(1, Math.min(...ends, folders.length));
}

/** In a work tree of git, and in a submodule, `.git` is a file. */
export function isCheckout(folder: string, host: Host): boolean {
  const mark = absolutePath(folder, '.git');
  return host.isDirectory(mark) || host.isFile(mark);
}

/** The outermost folder whose tsconfig and package.json may hold for the root: what is in the top of everything is nobody's. */
export function topAround(root: string, host: Host): string {
  return foldersAround(root, host).findLast((folder) => folder !== folderOf(folder)) ?? root;
}
