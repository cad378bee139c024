import { posix } from 'node:path';

/** The path of a file that the page names, relative to the folder or absolute; nothing for what stands outside of the folder. */
export function fileToOpen(file: string, folder: string): string | undefined {
  const root = folder.replace(/\/$/, '');
  const path = posix.resolve(root, file.replaceAll('\\', '/'));
  return path.startsWith(`${root}/`) ? path : undefined;
}
