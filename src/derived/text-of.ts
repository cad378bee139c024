import { UnreadableFileError } from '../model/errors.js';
import type { Host } from '../model/host.js';

/** The text of a file; `undefined` also where there is one that cannot be read, for those who have nothing to say about that. */
export function textOf(path: string, host: Pick<Host, 'readText'>): string | undefined {
  try {
    return host.readText(path);
  } catch (error) {
    if (error instanceof UnreadableFileError) return undefined;
    throw error;
  }
}
