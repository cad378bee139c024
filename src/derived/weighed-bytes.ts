import type { FunctionBundle } from '../model/bundle.js';

/** What shares are shares of: of a bundle its code, of files all of them, where a package's source maps are its own. */
export function weighedBytes({ packaging, unzippedBytes, sourceMapBytes }: FunctionBundle): number {
  return packaging === 'files' ? unzippedBytes : unzippedBytes - sourceMapBytes;
}
