/** Ids of the parts of a cold start's estimate that others ask for. */
export const SDK_V3_PART = 'runtime:sdk-v3';
export const SDK_V2_PART = 'runtime:sdk-v2';

/** Of a package that is shipped. */
export function packagePart(name: string): string {
  return `packages:${name}`;
}
