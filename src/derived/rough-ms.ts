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

/** What a budget holds against a start: the middle of its range; where something is left out the low end, as it is shown. */
export function judgedMs(
  estimate: Pick<ColdStartEstimate, 'initMs' | 'missing' | 'missingLayers' | 'hasUnknownReach'>,
): number {
  const { low, mid } = estimate.initMs;
  return isLacking(estimate) ? roughMs(low, Math.floor) : mid;
}
