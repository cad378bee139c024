import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** Bytes of a zip with these files, made as deploy tools make it: deflate at zlib's default level. */
export async function zippedBytes(files: Readonly<Record<string, Uint8Array>>): Promise<number> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { mtime: EPOCH });
  zip.end();
  return (await buffer(zip.outputStream)).length;
}

/** The earliest that a zip can say; equal bundles make equal zips. */
const EPOCH = new Date(1980, 0, 1);
