import { posix } from 'node:path';

/**
 * A path as reports name it: relative to the root also where it lies outside, as `../shared/index.ts`, so that it is the same wherever
 * the project stands. Takes absolute paths.
 */
export function relativePath(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : posix.relative(root, path) || '.';
}
