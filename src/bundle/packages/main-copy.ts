import type { PackageCopy } from '../../model/bundle.js';

/** The largest, which comes first: a package that is shipped has a copy. */
export function mainCopy(copies: readonly PackageCopy[]): PackageCopy {
  return copies[0]!;
}
