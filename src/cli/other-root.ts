import { absolutePath, isOutside, relativePath } from '../lib/paths.js';
import { UsageError } from '../model/errors.js';
import type { CliIo } from './io.js';
import { tell } from './tell.js';

/** Paths that are given may move the root, which paths in reports are relative to. Who reads them has to know. */
export async function tellOtherRoot(root: string, { cwd, stderr }: CliIo): Promise<void> {
  const name = relativePath(cwd, root);
  if (name !== '.') await tell(stderr, `coldlens: Paths are relative to the folder ${name}`);
}

/**
 * How a patch names a file: from the current folder, where it is applied, or from the root where that is around it.
 *
 * @throws {UsageError} for a root beside the current folder, as no patch may lead out of where it is applied: with paths from the root, it
 * would change files of the same name here.
 */
export function namesInPatch(root: string, cwd: string): (file: string) => string {
  const name = relativePath(cwd, root);
  if (!isOutside(name)) return (file) => relativePath(cwd, absolutePath(root, file));
  if (/^\.\.(\/\.\.)*$/.test(name)) return (file) => file;
  throw new UsageError(`A patch for ${name} cannot be applied here. Run --fix-dry-run in that folder.`);
}
