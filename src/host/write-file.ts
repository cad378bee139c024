import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KnownError } from '../model/errors.js';

/**
 * Writes a whole file or nothing: into a neighbour first, then renamed over the target. Makes missing folders. The mode is that
 * of new files unless one is given.
 *
 * @throws {KnownError} with the reason when the place cannot be written.
 */
export function writeFileAtomically(path: string, text: string, mode?: number): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new KnownError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
