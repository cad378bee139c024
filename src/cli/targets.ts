import { resolve } from 'node:path';
import { basename, dirname } from 'node:path/posix';
import { toSlashes } from '../host/paths.js';
import { absolutePath, isWithin } from '../lib/paths.js';
import { NOT_REGULAR, UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import { filesHighUp } from './declares-functions.js';
import { findRoot } from './find-root.js';

/** What the arguments ask to look at, absolute. */
export interface Targets {
  readonly root: string;
  /** Empty when the whole root is meant. */
  readonly paths: readonly string[];
  /** Of these, what only a link leads to. */
  readonly linkedPaths?: readonly string[];
}

/**
 * The root is the current folder, so that results carry paths that the reader can open and code outside of `paths` still counts as
 * a way to the code inside, or what `findRoot` takes for the folder of all of it.
 *
 * @param known the root, where it is known.
 * @throws {UsageError} for a path that does not exist, or is neither a file nor a folder.
 */
export function findTargets(args: readonly string[], cwd: string, host: Host, known?: string): Targets {
  const typed = args.map((arg) => absolute(arg, cwd));
  const missing = args.find((_, index) => !host.isDirectory(typed[index]!) && !host.isFile(typed[index]!));
  if (missing !== undefined) {
    const isThere = host.isSpecial(absolute(missing, cwd));
    throw new UsageError(isThere ? `"${missing}" ${NOT_REGULAR}.` : `There is no file or folder "${missing}".`);
  }
  const real = typed.map((path) => realTarget(path, host));
  const root = known ?? findRoot({ typed, real }, cwd, host);
  // The root among others asks for all of it.
  if (real.includes(root) && real.every((path) => isWithin(path, root))) return { root, paths: [] };
  const linked = real.filter((path) => host.isDirectory(path)).flatMap((path) => linkedIn(path, host));
  // What a link leads to is asked for by both names.
  const named = real.flatMap((path) => [path, host.realPath(path)]);
  // By where they are, whoever typed them knows where they are.
  const certain = typed.filter((path) => path === host.realPath(path));
  const linkedPaths = [...linked, ...named.filter((path) => !isWithin(path, root))].filter(
    (path) => !certain.some((each) => isWithin(path, each)),
  );
  return {
    root,
    paths: [...new Set([...named, ...linked, ...typed])],
    ...(linkedPaths.length > 0 && { linkedPaths }),
  };
}

/** Code in a folder finds its neighbours where the folder is, whatever links lead there. The project of a file is that of the link to it. */
function realTarget(path: string, host: Host): string {
  return host.isDirectory(path) ? host.realPath(path) : absolutePath(host.realPath(dirname(path)), basename(path));
}

/** Folders elsewhere to which links in a folder lead: their code is known by where it is. */
function linkedIn(folder: string, host: Host): readonly string[] {
  const folders = new Set(filesHighUp(folder, host).map(({ path }) => dirname(path)));
  return [...folders].map((path) => host.realPath(path)).filter((path) => !isWithin(path, folder));
}

export function absolute(path: string, cwd: string): string {
  return toSlashes(resolve(cwd, path));
}
