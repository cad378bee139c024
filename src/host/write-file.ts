import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KnownError } from '../model/errors.js';

/**
 * Writes a whole file or nothing: into a neighbour first, then renamed over the target. Makes missing folders. Mode and owner are
 * those of new files unless there is a file to resemble.
 *
 * @throws {KnownError} with the reason when the place cannot be written.
 */
export function writeFileAtomically(path: string, text: string, like?: Stats): void {
  // A name that nobody can know, so that no file or link of somebody else is written or removed.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    if (like) resemble(temporary, like);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new KnownError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Only the superuser can give files away, and is the one whose runs would otherwise take them over. */
function resemble(path: string, { mode, uid, gid }: Stats): void {
  if (process.geteuid?.() === 0) chownSync(path, uid, gid);
  chmodSync(path, mode);
}
