import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';
import type { LambdaFunction } from '../../model/function.js';

/** How hard a tool compresses, 1 to 9. */
export type ZipLevel = number;

/** What a zip adds to each file besides its name: headers before it, after it and in the directory. */
const ENTRY_BYTES = 92;
const END_BYTES = 22;

/** Of zlib. */
export const DEFAULT_LEVEL: ZipLevel = 6;

const deflate = promisify(deflateRaw);

/**
 * CDK, the Serverless Framework and serverless-esbuild zip by the library archiver, which is set to speed; SAM, the AWS CLI and
 * Terraform compress at zlib's default level. The same files differ by a tenth.
 */
export function zipLevelOf({ declaredIn: { kind } }: LambdaFunction): ZipLevel {
  return kind === 'serverless' || kind === 'cdk' || kind === 'cdk-out' ? constants.Z_BEST_SPEED : DEFAULT_LEVEL;
}

/** Bytes of a file in a zip. */
export async function deflatedBytes(content: Uint8Array, level: ZipLevel): Promise<number> {
  return (await deflate(content, { level })).length;
}

/** What one file adds to a zip; its name stands there twice. */
export function entryBytes(name: string, deflated: number): number {
  return ENTRY_BYTES + 2 * Buffer.byteLength(name) + deflated;
}

/** Of a whole zip, from what its files add; summing up lets functions share the work on files that they share. */
export function zipBytes(entries: Iterable<number>): number {
  let sum = END_BYTES;
  for (const bytes of entries) sum += bytes;
  return sum;
}

/** Bytes of a zip with these files. */
export async function zippedBytes(files: Readonly<Record<string, Uint8Array>>, level: ZipLevel): Promise<number> {
  const entries = Object.entries(files).map(async ([name, content]) =>
    entryBytes(name, await deflatedBytes(content, level)),
  );
  return zipBytes(await Promise.all(entries));
}
