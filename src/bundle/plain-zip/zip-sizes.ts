import { UnreadableFileError } from '../../model/errors.js';
import type { Host } from '../../model/host.js';
import { deflatedBytes, entryBytes, type ZipLevel } from '../weigh/zip.js';
import type { DeployedFile } from './deployed-file.js';

/** Files that are read and compressed at a time: enough for all threads, few enough to hold in memory. */
const AT_ONCE = 8;

/** Sums up what files add to a zip of one level. */
export type ZipSizeOf = (files: readonly DeployedFile[], level: ZipLevel) => Promise<number>;

/** What the files add to a zip. Each file on disk is compressed once, however many functions deploy it. */
export function createZipSizes(host: Host): ZipSizeOf {
  const known = new Map<string, Promise<number>>();
  const measure = async ({ realPath, content, bytes }: DeployedFile, level: ZipLevel): Promise<number> => {
    const found = content ?? (await readOrSkip(realPath, host));
    return found ? deflatedBytes(found, level) : bytes;
  };
  const deflated = (file: DeployedFile, level: ZipLevel): Promise<number> => {
    // Of a file that is compiled first, the name differs.
    const key = `${level} ${file.content ? file.name : ''} ${file.realPath}`;
    const size = known.get(key) ?? measure(file, level);
    known.set(key, size);
    return size;
  };
  return async (files, level) => {
    let sum = 0;
    const pending = files.values();
    const work = async (): Promise<void> => {
      for (const file of pending) {
        // Awaited first: others add to the sum meanwhile.
        const bytes = await deflated(file, level);
        sum += entryBytes(file.name, bytes);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return sum;
  };
}

/** A file that cannot be read, for want of permission, counts as it is. */
function readOrSkip(path: string, host: Host): Promise<Uint8Array | undefined> {
  return host.readBytes(path).catch((error: unknown) => {
    if (error instanceof UnreadableFileError) return undefined;
    throw error;
  });
}
