import type { Spread } from '../../model/cold-start.js';

/** Of what repeated measurements gave: median, and the tenth and ninetieth percentile, between which four of five lie. */
export function spreadOf(values: readonly number[]): Spread {
  return { low: percentile(values, 0.1), mid: median(values), high: percentile(values, 0.9) };
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** By straight lines between the values; 0 where there is none. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
