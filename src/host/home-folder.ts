import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { realPath } from './list-tree.js';
import { toSlashes } from './paths.js';

/** The user's home folder, without links on the way; `undefined` for a user without one, as in some containers. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? realPath(toSlashes(home)) : undefined;
  } catch {
    return undefined;
  }
}
