import { closeSync, existsSync, openSync, realpathSync, statSync } from 'node:fs';
import { KnownError } from '../model/errors.js';
import { toSlashes } from './paths.js';
import { readRegularFile } from './read-file.js';
import { MAX_BYTES } from './read-text.js';
import { writeFileAtomically } from './write-file.js';

const BYTE_ORDER_MARK = '\uFEFF';

/** Where a path really leads, and the byte order mark that the text there begins with, if any. */
export interface WriteTarget {
  readonly path: string;
  readonly mark: string;
}

/** Is there anything at the path, links followed? */
export function isThere(path: string): boolean {
  return existsSync(path);
}

/** The path without symbolic links on the way. @throws {KnownError} when there is nothing. */
export function existingRealPath(path: string): string {
  return attempt(path, () => toSlashes(realpathSync(path)));
}

/** @throws {KnownError} when the file cannot be read, or is no longer what it was. */
export function placeOf(path: string, before: string): WriteTarget {
  const target = existingRealPath(path);
  const current = attempt(path, () => readRegularFile(target, MAX_BYTES)?.toString());
  const mark = current?.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  if (current !== mark + before) throw new KnownError(`Cannot write ${path}: it has changed meanwhile`);
  return { path: target, mark };
}

/**
 * Puts a new text in the place of an old one, whole or not at all. Mode, owner and byte order mark stay; a symbolic link stays one.
 *
 * @throws {KnownError} when the file is no longer what it was, or cannot be written.
 */
export function writeChange(path: string, before: string, after: string): void {
  const { path: target, mark } = placeOf(path, before);
  // Replacing a file needs no permission to write it, but who took that permission away meant it.
  attempt(path, () => closeSync(openSync(target, 'r+')));
  writeFileAtomically(target, mark + after, statSync(target));
}

function attempt<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new KnownError(`Cannot write ${path}: ${code ?? message}`);
  }
}
