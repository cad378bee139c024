import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';

/** What a zip adds to each file besides its name: headers here and in the directory, with the time of change. */
const ENTRY_BYTES = 85;
const END_BYTES = 22;

const deflate = promisify(deflateRaw);

/** Bytes of a file in a zip made as deploy tools make it: deflate at zlib's default level. */
export async function deflatedBytes(content: Uint8Array): Promise<number> {
  return (await deflate(content)).length;
}

/** Bytes of a whole zip, from those of its files; summing up lets functions share the work on files that they share. */
export function zipBytes(files: Iterable<readonly [name: string, deflated: number]>): number {
  let sum = END_BYTES;
  for (const file of files) sum += entryBytes(...file);
  return sum;
}

/** What one file adds to a zip; its name stands there twice. */
export function entryBytes(name: string, deflated: number): number {
  return ENTRY_BYTES + 2 * Buffer.byteLength(name) + deflated;
}

/** Bytes of a zip with these files. */
export async function zippedBytes(files: Readonly<Record<string, Uint8Array>>): Promise<number> {
  const entries = Object.entries(files).map(async ([name, content]) => [name, await deflatedBytes(content)] as const);
  return zipBytes(await Promise.all(entries));
}
