import type { Spread } from '../model/cold-start.js';

export const NOTHING: Spread = { low: 0, mid: 0, high: 0 };

export function plus(a: Spread, b: Spread): Spread {
  return { low: a.low + b.low, mid: a.mid + b.mid, high: a.high + b.high };
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
