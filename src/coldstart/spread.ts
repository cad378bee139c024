import type { Spread } from '../model/cold-start.js';

export const NOTHING: Spread = { low: 0, mid: 0, high: 0 };

export function plus(a: Spread, b: Spread): Spread {
  return { low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high };
}

/** The sum of figures that are uncertain independently of each other: their deviations add up by their squares. */
export function sumOf(spreads: readonly Spread[]): Spread {
  const mid = spreads.reduce((sum, each) => sum + each.mid, 0);
  const below = Math.hypot(...spreads.map((each) => each.mid - each.low));
  const above = Math.hypot(...spreads.map((each) => each.high - each.mid));
  return { low: mid - below, mid, high: mid + above };
}

/** A figure by a factor, both uncertain independently of each other. */
export function product(a: Spread, factor: Spread): Spread {
  const mid = a.mid * factor.mid;
  if (mid === 0) return NOTHING;
  const below = Math.hypot(1 - a.low / a.mid, 1 - factor.low / factor.mid);
  const above = Math.hypot(a.high / a.mid - 1, factor.high / factor.mid - 1);
  return { low: mid * Math.max(0, 1 - below), mid, high: mid * (1 + above) };
}

export function times({ low, mid, high }: Spread, factor: Spread | number): Spread {
  const by = typeof factor === 'number' ? { low: factor, mid: factor, high: factor } : factor;
  return { low: low * by.low, mid: mid * by.mid, high: high * by.high };
}

export function exactly(ms: number): Spread {
  return { low: ms, mid: ms, high: ms };
}

/** To whole milliseconds, ends outwards, so that rounding never narrows a range. */
export function rounded({ low, mid, high }: Spread): Spread {
  return { low: Math.floor(low), mid: Math.round(mid), high: Math.ceil(high) };
}
