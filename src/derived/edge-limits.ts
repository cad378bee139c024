import type { EventSource } from '../model/function.js';

/** Where CloudFront runs a function; `unknown` where no file tells. */
type EdgePlace = 'viewer' | 'origin' | 'unknown';

interface EdgeLimits {
  readonly architecture: 'x86_64';
  /** What it always has; absent where it may be chosen. */
  readonly memoryMb?: number;
  /** At most. */
  readonly timeoutS: number;
  /** Of its zip, at most. */
  readonly zippedBytes: number;
}

/** A function that is called at both has the limits of the viewer. */
export function edgeOf({ eventSources }: { readonly eventSources: readonly EventSource[] }): EdgePlace | undefined {
  const own = eventSources.filter(({ type }) => type === 'cloudfront');
  if (own.length === 0) return undefined;
  return own.some(({ edge }) => edge === 'viewer') ? 'viewer' : (own.find(({ edge }) => edge)?.edge ?? 'unknown');
}

/**
 * "Quotas on Lambda@Edge" and "Restrictions on Lambda@Edge" of the CloudFront developer guide (read in November 2026): at the viewer 128 MB,
 * 5 s and a zip of 1 MB, at the origin 30 s and 50 MB; neither arm64, layers, environment variables, a VPC nor provisioned concurrency.
 */
export function edgeLimits(at: EdgePlace): EdgeLimits {
  if (at === 'viewer') return { architecture: 'x86_64', memoryMb: 128, timeoutS: 5, zippedBytes: 1024 ** 2 };
  return { architecture: 'x86_64', timeoutS: 30, zippedBytes: 50 * 1024 ** 2 };
}
