import type { ColdStartPart, Spread } from '../model/cold-start.js';

/** A part with its range, of which the report shows the middle. */
export interface RangedPart extends ColdStartPart {
  readonly range: Spread;
}

export function ranged(part: Omit<ColdStartPart, 'ms'>, range: Spread): RangedPart {
  return { ...part, ms: Math.round(range.mid * 10) / 10, range };
}
