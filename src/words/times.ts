import { isLacking } from '../derived/missing-packages.js';
import { roughMs, roughRange } from '../derived/rough-ms.js';
import { groupedText } from '../lib/grouped-text.js';
import type { ColdStartEstimate, Spread } from '../model/cold-start.js';

export type MsRange = Pick<Spread, 'low' | 'high'>;

/** `95`, `2.4`, `−12`, `1,060`: tenths below ten. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  const rounded = size < 10 ? Math.round(size * 10) / 10 : Math.round(size);
  return value < 0 && rounded > 0 ? `−${groupedText(rounded)}` : groupedText(rounded);
}

/** `95 ms`, `2.4 ms`, `<0.1 ms`. */
export function msText(ms: number): string {
  return ms > 0 && ms < 0.05 ? '<0.1 ms' : `${numberText(ms)} ms`;
}

/** `11.3 ms`: with all its decimals, for figures that have to add up. */
export function exactMsText(ms: number): string {
  return `${groupedText(ms)} ms`;
}

/** `58–66 ms`, as it was measured. */
export function rangeText({ low, high }: MsRange, unit = 'ms', textOf = numberText): string {
  const [from, to] = [textOf(low), textOf(high)];
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}

/** `about 280 ms (170–430 ms)`: from 100 on in tens, the ends outwards, as an estimate knows no better. */
export function estimateText({ low, mid, high }: Spread): string {
  return `about ${msText(roughMs(mid))}${bracketText({ low, high })}`;
}

/** The same to the millisecond in its middle: `about 284 ms (170–430 ms)`. */
export function exactEstimateText({ low, mid, high }: Spread): string {
  return `about ${exactMsText(mid)}${bracketText({ low, high })}`;
}

/** ` (170–430 ms)`, or nothing: a range of one figure says nothing more. */
function bracketText(range: MsRange): string {
  return Math.round(range.low) === Math.round(range.high) ? '' : ` (${roughRangeText(range)})`;
}

/** `170–430 ms`. */
export function roughRangeText(range: MsRange): string {
  return rangeText(roughRange(range));
}

type StartFigures = Pick<ColdStartEstimate, 'initMs' | 'missing' | 'missingLayers' | 'hasUnknownReach'>;

/** An estimated start in every face: `about 280 ms (170–430 ms)`; `at least 170 ms`, the low end of what is known, where something is left out. */
export function startText(estimate: StartFigures): string {
  const { initMs } = estimate;
  return isLacking(estimate) ? `at least ${msText(roughMs(initMs.low, Math.floor))}` : estimateText(initMs);
}

/** The same to the millisecond, for a sentence in which the rounded figure would contradict another one: `about 284 ms (170–430 ms)`. */
export function exactStartText(estimate: StartFigures): string {
  const { initMs } = estimate;
  return isLacking(estimate) ? `at least ${exactMsText(initMs.low)}` : exactEstimateText(initMs);
}

/** Those of several functions, from the shortest to the longest. At least one. */
export function startsText(estimates: readonly StartFigures[]): string {
  const isOpen = estimates.some(isLacking);
  const sorted = estimates.toSorted((a, b) => (isOpen ? a.initMs.low - b.initMs.low : a.initMs.mid - b.initMs.mid));
  const texts = (isOpen ? sorted.slice(0, 1) : [sorted.at(0), sorted.at(-1)])
    .filter((each) => each !== undefined)
    .map(({ initMs }) => startText({ initMs, hasUnknownReach: isOpen }));
  return [...new Set(texts)].join(' to ');
}

/** `840 ms`, `1.2 s`. */
export function durationText(ms: number): string {
  const rounded = Math.round(ms);
  return rounded < 1000 ? `${rounded} ms` : `${groupedText(ms / 1000, 1)} s`;
}

/** `57 s`, `57 min`, `3.2 h`. */
export function secondsText(seconds: number): string {
  const [value, unit] = inLargeUnit(seconds);
  return unit === 'h' ? `${groupedText(value, 1)} h` : `${numberText(value)} ${unit}`;
}

/** The same after "at least", which is never more than what is known. */
export function secondsAtLeast(seconds: number): string {
  const [value, unit] = inLargeUnit(seconds);
  if (unit === 'h') return `${groupedText(Math.floor(value * 10) / 10, 1)} h`;
  return `${numberText(value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value))} ${unit}`;
}

function inLargeUnit(seconds: number): readonly [value: number, unit: 's' | 'min' | 'h'] {
  if (seconds < 120) return [seconds, 's'];
  return seconds < 7200 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
}
