import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { UnreadableFileError } from '../model/errors.js';
import { isMadeUp } from './made-up.js';

/**
 * What a regular file holds; `undefined` where there is none, be it nothing, a folder, or what may never come to an end: a pipe, a device. A link to one
 * survives a clone. This is the only place that opens files of a project; it trusts no size either, as files of `/proc` say that they are empty.
 *
 * @throws {UnreadableFileError} when the file is larger than that, or cannot be read.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer | undefined {
  try {
    // Opening a device can do something by itself.
    if (!isWanted(path, statSync(path), maxBytes)) return undefined;
    const descriptor = openSync(path, FLAGS);
    try {
      // It may have become something else in between.
      const stats = fstatSync(descriptor);
      return isWanted(path, stats, maxBytes) ? readUpTo(descriptor, stats.size, maxBytes, path) : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return explain(path, error);
  }
}

/** Without waiting for somebody to write into a pipe, or to ring at a terminal. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

function isWanted(path: string, stats: Stats, maxBytes: number): boolean {
  if (stats.isFile() && stats.size > maxBytes) throw tooLarge(path, maxBytes);
  return stats.isFile();
}

/** A byte more than expected tells whether there is more. */
function readUpTo(descriptor: number, expected: number, maxBytes: number, path: string): Buffer {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > maxBytes) throw tooLarge(path, maxBytes);
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.max(4096, length))]);
  }
}

/**
 * Whether something is there that is neither a regular file nor a folder, links followed; also what the kernel makes up, and a link that leads round
 * in a circle, or below a file.
 */
export function isSpecial(path: string): boolean {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && !stats.isDirectory() && (!stats.isFile() || isMadeUp(stats));
  } catch {
    return isLink(path);
  }
}

/** Whether a symbolic link is there, and nothing where it leads. */
export function isBrokenLink(path: string): boolean {
  return isLink(path) && !existsSync(path);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function tooLarge(path: string, maxBytes: number): UnreadableFileError {
  return new UnreadableFileError(path, `is larger than ${maxBytes / 1024 / 1024} MB`);
}

function explain(path: string, error: unknown): undefined {
  if (error instanceof UnreadableFileError) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw new UnreadableFileError(path, code === 'EACCES' ? 'cannot be read: no permission' : `cannot be read: ${code}`);
}
