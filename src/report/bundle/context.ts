import type { JudgedBundles } from '../../model/bundle.js';
import type { BundleComparison } from '../../model/bundle-comparison.js';

/** What a report about bundles tells: of a comparison only what changed, otherwise every function. */
export interface BundleOutcome extends JudgedBundles {
  readonly comparison?: BundleComparison;
}
