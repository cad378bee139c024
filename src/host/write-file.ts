import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KnownError } from '../model/errors.js';

/**
 * Writes a whole file or nothing: into a neighbour first, then renamed over the target. Makes missing folders. Mode and owner are
 * those of new files unless there is a file to resemble. What is no file, such as `/dev/null` or a pipe, is written to as it is: the
 * superuser could put a file in its place.
 *
 * @throws {KnownError} with the reason when the place cannot be written.
 */
export function writeFileAtomically(path: string, text: string, like?: Stats): void {
  // A name that nobody can know, so that no file or link of somebody else is written or removed.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (isDevice(path)) {
      writeFileSync(path, text);
      return;
    }
    writeFileSync(temporary, text, { flag: 'wx' });
    if (like) resemble(temporary, like);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new KnownError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function isDevice(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

/** Only the superuser can give files away, and is the one whose runs would otherwise take them over. */
function resemble(path: string, { mode, uid, gid }: Stats): void {
  if (process.geteuid?.() === 0) chownSync(path, uid, gid);
  chmodSync(path, mode);
}
