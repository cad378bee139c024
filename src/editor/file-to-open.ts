import { absolutePath, isWithin } from '../lib/paths.js';

/**
 * The path of a file that the page names: relative to the folder, `../` for what a function loads from beside it, or absolute below it. Nothing
 * for another absolute path: a page has no business there.
 */
export function fileToOpen(file: string, folder: string): string | undefined {
  const root = folder.replace(/(?<=.)\/$/, '');
  const name = file.replaceAll('\\', '/');
  const path = absolutePath(root, name);
  return path === name && !isWithin(path, root) ? undefined : path;
}
