import { NOT_REGULAR, UnreadableFileError } from '../model/errors.js';
import { readRegularFile } from './read-file.js';

/** Larger texts are generated ones; reading a few of them would cost more than the rest of a project. */
export const MAX_TEXT_BYTES = 5 * 1024 * 1024;
/** Twice what Lambda takes of a function; a source map can be as large. */
export const MAX_BYTES = 512 * 1024 * 1024;

/**
 * The text of a file without its byte order mark, line ends as they are; `undefined` when there is no such regular file.
 *
 * @throws {UnreadableFileError} when the file is there and is no text that we could analyse.
 */
export function readTextFile(path: string): string | undefined {
  const bytes = readRegularFile(path, MAX_TEXT_BYTES);
  return bytes && decode(path, bytes);
}

/** What a file holds. @throws {UnreadableFileError} */
export async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = readRegularFile(path, MAX_BYTES);
  if (bytes === undefined) throw new UnreadableFileError(path, NOT_REGULAR);
  return bytes;
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
