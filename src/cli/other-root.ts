import { absolutePath, commonFolder, folderOf, isOutside, relativePath } from '../lib/paths.js';
import { UsageError } from '../model/errors.js';
import type { CliIo } from './io.js';
import { tell } from './tell.js';

/** Paths that are given may move the root, which paths in reports are relative to. Who reads them has to know. */
export async function tellOtherRoot(root: string, { cwd, stderr }: CliIo): Promise<void> {
  const name = relativePath(cwd, root);
  if (name !== '.') await tell(stderr, `coldlens: Paths are relative to the folder ${name}`);
}

/** @throws {UsageError} for a root beside the current folder: with paths from there, a patch would change files of the same name here. */
export function checkPatchable(root: string, cwd: string): void {
  const name = relativePath(cwd, root);
  if (isOutside(name) && !isUp(name))
    throw new UsageError(`A patch for ${name} cannot be applied here. Run --fix-dry-run in that folder.`);
}

/**
 * The folder that a patch names files from and is applied in, as no patch may lead out of it: the current one, or the one around it that
 * is the root or holds all of the files.
 *
 * @param files relative to the root, which is no folder beside the current one.
 */
export function patchFolder(root: string, cwd: string, files: readonly string[]): string {
  const start = isUp(relativePath(cwd, root)) ? root : cwd;
  return files.map((file) => folderOf(absolutePath(root, file))).reduce(commonFolder, start);
}

/** `..` or `../..`. */
function isUp(name: string): boolean {
  return /^\.\.(\/\.\.)*$/.test(name);
}
