import type { DetailedBundle, JudgedBundles } from '../model/bundle.js';
import type { ColdStartEstimate } from '../model/cold-start.js';

/** A function as it was built, with its estimate. */
export interface EstimatedStart {
  readonly bundle: DetailedBundle;
  readonly estimate: ColdStartEstimate;
}

/** All functions of a report. */
export function startsOf({ functions, coldStarts }: JudgedBundles): readonly EstimatedStart[] {
  return functions.map((bundle, at) => ({ bundle, estimate: coldStarts[at]! }));
}
