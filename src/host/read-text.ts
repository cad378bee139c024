import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { UnreadableFileError } from '../model/errors.js';

/** Larger files are generated ones; reading a few of them would cost more than the rest of a project. */
const maxFileBytes = 5 * 1024 * 1024;

/**
 * The text of a file without its byte order mark, line ends as they are; `undefined` when there is no such file.
 *
 * @throws {UnreadableFileError} when the file is there and is no text that we could analyse.
 */
export function readTextFile(path: string): string | undefined {
  const bytes = readSmallFile(path);
  return bytes && decode(path, bytes);
}

function readSmallFile(path: string): Buffer | undefined {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) {
      return undefined;
    }
    if (stats.size > maxFileBytes) {
      throw new UnreadableFileError(path, `is larger than ${maxFileBytes / 1024 / 1024} MB`);
    }
    return readFileSync(path);
  } catch (error) {
    return explainReadError(path, error);
  }
}

/** What a file holds, whatever its size. @throws {UnreadableFileError} */
export function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error) => {
    throw unreadable(path, error);
  });
}

function explainReadError(path: string, error: unknown): undefined {
  if (error instanceof UnreadableFileError) {
    throw error;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return undefined;
  }
  throw unreadable(path, error as NodeJS.ErrnoException);
}

function unreadable(path: string, { code }: NodeJS.ErrnoException): UnreadableFileError {
  return new UnreadableFileError(path, code === 'EACCES' ? 'cannot be read: no permission' : `cannot be read: ${code}`);
}

function decode(path: string, bytes: Buffer): string {
  if (bytes.includes(0)) {
    throw new UnreadableFileError(path, 'is binary');
  }
  try {
    // The decoder drops a byte order mark by itself.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFileError(path, 'is not UTF-8 text');
  }
}
