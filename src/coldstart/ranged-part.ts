import type { DetailedBundle } from '../model/bundle.js';
import type { ColdStartPart, Spread } from '../model/cold-start.js';
import { PARAMETERS } from './parameters.generated.js';
import { NOTHING, plus, product, sumOf } from './spread.js';

/** A part while the estimate is in the making. */
export interface RangedPart extends ColdStartPart {
  /** Local ms, where one factor turns them into those of Lambda: what is uncertain of it is so for all such parts together. */
  readonly local?: Spread;
}

export type Packaging = DetailedBundle['packaging'];

/** What is known of a part before its time. */
export type PartFacts = Omit<ColdStartPart, 'ms' | 'range'>;

export function ranged(part: PartFacts, range: Spread): RangedPart {
  return { ...part, ms: Math.round(range.mid * 10) / 10, range };
}

/** @param local as the Node version of the function would take them. */
export function scaled(part: PartFacts, local: Spread, packaging: Packaging): RangedPart {
  return { ...ranged(part, product(local, tableFactor(packaging))), local };
}

/** What all parts of Init Duration come to. */
export function totalOf(parts: readonly RangedPart[], packaging: Packaging): Spread {
  const floor = parts.find(({ kind }) => kind === 'floor')?.range ?? NOTHING;
  const counted = parts.filter(({ kind }) => kind !== 'download' && kind !== 'floor');
  const alone = counted.flatMap(({ range, local }) => (local ? [] : [range]));
  const local = counted.flatMap((part) => part.local ?? []);
  const above = sumOf([...alone, local.length > 0 ? product(sumOf(local), tableFactor(packaging)) : NOTHING]);
  // A slow Region or year is so for both: their deviations are not independent.
  return plus(floor, above);
}

function tableFactor(packaging: Packaging): Spread {
  return packaging === 'files' ? PARAMETERS.tableFilesFactor : PARAMETERS.tableBundleFactor;
}
