import type { ColdStartEstimate, Spread } from '../model/cold-start.js';
import { isLacking } from './missing-packages.js';

type Round = (value: number) => number;

/** A modelled time of a start as every face shows it: from 100 ms on in tens, as a model knows no better; whole from ten, else tenths. */
export function roughMs(ms: number, round: Round = Math.round): number {
  const size = Math.abs(ms);
  if (size >= 100) return round(ms / 10) * 10;
  return size < 10 ? Math.round(ms * 10) / 10 : Math.round(ms);
}

/** The ends outwards, so that rounding never narrows a range. */
export function roughRange({ low, high }: Pick<Spread, 'low' | 'high'>): Pick<Spread, 'low' | 'high'> {
  return { low: roughMs(low, Math.floor), high: roughMs(high, Math.ceil) };
}

/** What a budget holds against a start: the middle of its range; where something is left out the low end. Exact, as nothing is decided by rounding. */
export function judgedMs(
  estimate: Pick<ColdStartEstimate, 'initMs' | 'missing' | 'missingLayers' | 'hasUnknownReach'>,
): number {
  const { low, mid } = estimate.initMs;
  return isLacking(estimate) ? low : mid;
}

/** How far a start is above a budget: as its rounded figure shows it, if that adds up; else exactly. */
export function shownAbove(ms: number, budget: number): { readonly ms: number; readonly isRough: boolean } {
  const exact = exactDifference(ms, budget);
  const rough = roughMs(exact);
  const isRough = exactDifference(roughMs(ms), budget) === rough;
  return { ms: isRough ? rough : exact, isRough };
}

/** Of figures with a few decimals: 0.3 for 0.4 and 0.1, where the machine finds 0.30000000000000004. */
export function exactDifference(a: number, b: number): number {
  return Number((a - b).toFixed(6));
}
