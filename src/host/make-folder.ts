import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../model/errors.js';

/**
 * Makes a folder with all above it, one by one: Node's own way never comes back from places where nothing can be made, such as `/proc`.
 *
 * @throws {UsageError} where that is not possible, or something else is there.
 */
export function makeFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new UsageError(`${path} is not a folder.`);
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be created: ${(error as Error).message}`);
  }
}
