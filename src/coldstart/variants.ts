import type { DetailedBundle } from '../model/bundle.js';
import type { ColdStartEstimate, ColdStartVariant, Spread } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import { estimateColdStart } from './estimate.js';

/** What each change that was built makes of the estimate. */
export function variantsOf(
  fn: LambdaFunction,
  { variants = [] }: DetailedBundle,
  { initMs }: ColdStartEstimate,
): readonly ColdStartVariant[] {
  return variants.map(({ change, title, notes, bundle }) => {
    const changed = estimateColdStart(fn, bundle).initMs;
    return { change, title, notes, initMs: changed, savedMs: difference(initMs, changed), measured: null };
  });
}

/** End by end: both rest on the same floor and the same factors, which are uncertain together. */
export function difference(before: Spread, after: Spread): Spread {
  const ends = [before.low - after.low, before.mid - after.mid, before.high - after.high] as const;
  return { low: Math.min(...ends), mid: ends[1], high: Math.max(...ends) };
}
