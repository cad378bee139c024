import type { Host } from '../../model/host.js';
import { deflatedBytes, entryBytes } from '../zip.js';
import type { DeployedFile } from './deployed-file.js';

/** Files that are read and compressed at a time: enough for all threads, few enough to hold in memory. */
const AT_ONCE = 8;

/** What the files add to a zip. Each file on disk is compressed once, however many functions deploy it. */
export function createZipSizes(host: Host): (files: readonly DeployedFile[]) => Promise<number> {
  const known = new Map<string, Promise<number>>();
  const measure = async ({ realPath, content }: DeployedFile): Promise<number> =>
    deflatedBytes(content ?? (await host.readBytes(realPath)));
  const deflated = (file: DeployedFile): Promise<number> => {
    const size = known.get(file.realPath) ?? measure(file);
    known.set(file.realPath, size);
    return size;
  };
  return async (files) => {
    let sum = 0;
    const pending = files.values();
    const work = async (): Promise<void> => {
      for (const file of pending) {
        // Awaited first: others add to the sum meanwhile.
        const bytes = await deflated(file);
        sum += entryBytes(file.name, bytes);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return sum;
  };
}
