import { resolve } from 'node:path';
import { dirname } from 'node:path/posix';
import { toSlashes } from '../host/paths.js';
import { UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';

/** What the arguments ask to look at, absolute. */
export interface Targets {
  readonly root: string;
  /** Empty when the whole root is meant. */
  readonly paths: readonly string[];
}

/**
 * The root is the current folder, so that results carry paths that the reader can open and code outside of `paths` still counts as
 * a way to the code inside. Only paths that lie elsewhere move it: to their common folder.
 *
 * @throws {UsageError} for a path that does not exist.
 */
export function findTargets(args: readonly string[], cwd: string, host: Host): Targets {
  const paths = args.map((arg) => absolute(arg, cwd));
  const missing = args.find((_, index) => !host.isDirectory(paths[index]!) && !host.isFile(paths[index]!));
  if (missing !== undefined) {
    throw new UsageError(`There is no file or folder "${missing}".`);
  }
  if (paths.every((path) => isWithin(path, cwd))) {
    return { root: cwd, paths: paths.filter((path) => path !== cwd) };
  }
  const root = paths.map((path) => (host.isDirectory(path) ? path : dirname(path))).reduce(commonFolder);
  return { root, paths: paths.filter((path) => path !== root) };
}

export function absolute(path: string, cwd: string): string {
  return toSlashes(resolve(cwd, path));
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (!isWithin(b, folder)) {
    folder = dirname(folder);
  }
  return folder;
}
