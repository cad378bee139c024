import type { InitCost } from '../../model/cold-start.js';
import type { Impact } from '../../model/finding.js';

/** A cost at each cold start, as a finding tells it. */
export function initImpact({ ms: { low, high }, origin, source }: InitCost): Impact {
  return { phase: 'init', per: 'cold start', latencyMs: { low, high }, origin, source };
}
