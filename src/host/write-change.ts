import { readFileSync, realpathSync, statSync } from 'node:fs';
import { KnownError } from '../model/errors.js';
import { writeFileAtomically } from './write-file.js';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Puts a new text in the place of an old one, whole or not at all. Mode and byte order mark stay; a symbolic link stays one.
 *
 * @throws {KnownError} when the file is no longer what it was, leads out of the root, or cannot be written.
 */
export function writeChange(root: string, path: string, before: string, after: string): void {
  const target = targetOf(path);
  if (!`${target}/`.startsWith(`${realpathSync(root)}/`)) throw new KnownError(`${path} leads out of ${root}`);
  const current = readFileSync(target, 'utf8');
  const mark = current.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  if (current !== mark + before) throw new KnownError(`${path} has changed meanwhile`);
  writeFileAtomically(target, mark + after, statSync(target).mode);
}

/** @throws {KnownError} when the file is gone. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new KnownError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
