import { nodeMajor } from '../../derived/node-major.js';
import type { LambdaFunction } from '../../model/function.js';
import { hasSdkV3 } from '../settings/common.js';

/** Does the function's runtime bring the package along? Without a stated runtime, any SDK counts. */
export function isProvided(name: string, fn: LambdaFunction): boolean {
  const major = nodeMajor(fn);
  const isV3 = /^@(aws-sdk|smithy)\//.test(name);
  if (major === undefined) return isV3 || name === 'aws-sdk';
  return hasSdkV3(major) ? isV3 : name === 'aws-sdk';
}

/** `@scope/name` of `@scope/name/lib/x`. What Prisma generates is that of its client. */
export function packageNameOf(specifier: string): string {
  if (specifier.startsWith('.prisma/')) return '@prisma/client';
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}
