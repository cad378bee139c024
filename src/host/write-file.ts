import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KnownError } from '../model/errors.js';

/**
 * Writes a whole file or nothing: into a neighbour first, then renamed over the target. Makes missing folders.
 *
 * @throws {KnownError} with the reason when the place cannot be written.
 */
export function writeFileAtomically(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new KnownError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
