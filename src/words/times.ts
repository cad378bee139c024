import { isLacking } from '../derived/missing-packages.js';
import type { ColdStartEstimate, Spread } from '../model/cold-start.js';

/** `95 ms`, `0.4 ms`, `<0.1 ms`. */
export function msText(ms: number): string {
  if (ms > 0 && ms < 0.1) return '<0.1 ms';
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

/** `310–380 ms`. */
export function rangeText({ low, high }: Spread): string {
  const [from, to] = [Math.round(low), Math.round(high)];
  return from === to ? `${from} ms` : `${from}–${to} ms`;
}

/** `≈ 310–380 ms`; `at least 145 ms`, the low end of what is known, where packages are left out. */
export function initText(estimate: Pick<ColdStartEstimate, 'initMs' | 'missing' | 'missingLayers'>): string {
  const { initMs } = estimate;
  return isLacking(estimate) ? `at least ${Math.floor(initMs.low)} ms` : `≈ ${rangeText(initMs)}`;
}
