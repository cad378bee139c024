import { isLacking } from '../derived/missing-packages.js';
import type { ColdStartEstimate, ColdStartVariant, MeasuredInit, MonthlyCost, Spread } from '../model/cold-start.js';
import type { Saving } from '../model/saving.js';
import { count } from './words.js';

/** `310–380 ms`. */
function rangeText({ low, high }: Pick<Spread, 'low' | 'high'>, unit = 'ms'): string {
  const [from, to] = [low, high].map((value) => numberText(value));
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}

/** `about 280 ms (170–430 ms)`: from 100 on in tens, the ends outwards, as an estimate knows no better. */
export function estimateText({ low, mid, high }: Spread): string {
  const middle = `about ${numberText(mid < ROUGH_FROM ? mid : tens(mid, Math.round))} ms`;
  const ends = [low, high].map(Math.round);
  // A range of one figure says nothing more.
  return ends[0] === ends[1] ? middle : `${middle} (${roughRangeText({ low, high })})`;
}

/** The same of a function; `at least 140 ms`, the low end of what is known, where packages are left out. */
export function startText(estimate: Pick<ColdStartEstimate, 'initMs' | 'missing' | 'missingLayers'>): string {
  const { low } = estimate.initMs;
  if (!isLacking(estimate)) return estimateText(estimate.initMs);
  return `at least ${numberText(low < ROUGH_FROM ? Math.floor(low) : tens(low, Math.floor))} ms`;
}

/** `170–430 ms`. */
export function roughRangeText({ low, high }: Pick<Spread, 'low' | 'high'>): string {
  const from = Math.abs(low) < ROUGH_FROM ? low : tens(low, Math.floor);
  const to = Math.abs(high) < ROUGH_FROM ? high : tens(high, Math.ceil);
  return rangeText({ low: from, high: to });
}

const ROUGH_FROM = 100;

function tens(ms: number, round: (value: number) => number): number {
  return round(ms / 10) * 10;
}

/** `12`, `0.4`, `−12`. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  const text = size > 0 && size < 1 ? size.toFixed(1) : String(Math.round(size));
  return value < 0 && Number(text) > 0 ? `−${text}` : text;
}

/** `minify: saves about 12 ms (8–20 ms)`. */
export function variantText({ title, savedMs, notes, measured }: ColdStartVariant): string {
  const { low, mid, high } = savedMs;
  const isMore = mid < 0;
  const range = isMore ? { low: -high, high: -low, mid: -mid } : { low, mid, high };
  const says =
    Math.abs(mid) < 0.5 ? 'saves nothing to speak of' : `${isMore ? 'costs' : 'saves'} ${estimateText(range)}`;
  const by = measured && low !== high ? ', measured' : '';
  return [`${title}: ${says}${by}`, ...notes].join('. ');
}

/** `measured here: 61 ms to load (58–66 ms in 10 starts of Node.js 22.23.3), on Lambda about 260 ms (210–330 ms)`. */
export function measuredText({ node, runs, localMs, projectedMs, profile }: MeasuredInit): string {
  const local = `${numberText(localMs.mid)} ms to load (${rangeText(localMs)} in ${count(runs, 'start')} of Node.js ${node})`;
  const lambda = `on Lambda ${estimateText(projectedMs)}`;
  const kept = profile === undefined ? '' : `; profile in ${profile}`;
  return `measured here: ${local}, ${lambda}${kept}`;
}

/** `10,000 cold starts a month: 57 min of waiting (50–63 min), $0.28 ($0.25–$0.32)`. */
export function monthlyText({ coldStarts, waitedSeconds, usd, isAtLeast }: MonthlyCost): string {
  const money = usd ? `, ${dollars(usd.mid)}${inBrackets(usd, dollars)}` : '; its memory is not stated, so no price';
  const starts = `${coldStarts.toLocaleString('en-US')} cold ${coldStarts === 1 ? 'start' : 'starts'} a month`;
  if (isAtLeast) {
    const least = usd
      ? `, $${(Math.floor(usd.low * 100) / 100).toFixed(2)}`
      : '; its memory is not stated, so no price';
    return `${starts}: at least ${timeText(waitedSeconds.low)} of waiting${least}`;
  }
  return `${starts}: ${timeText(waitedSeconds.mid)} of waiting${inBrackets(waitedSeconds, timeText)}${money}`;
}

/** The unit once, where both ends have the same; nothing where they read alike. */
function inBrackets({ low, high }: Spread, textOf: (value: number) => string): string {
  const [from, to] = [textOf(low), textOf(high)] as const;
  if (from === to) return '';
  const unit = / \w+$/.exec(to)?.[0];
  return ` (${unit && from.endsWith(unit) ? from.slice(0, -unit.length) : from}–${to})`;
}

/** Two digits of what is less than a dollar. */
function dollars(usd: number): string {
  if (usd >= 1 || usd === 0) return `$${usd.toFixed(2)}`;
  return `$${usd.toFixed(Math.max(2, 1 - Math.floor(Math.log10(usd))))}`;
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${numberText(seconds)} s`;
  return seconds < 7200 ? `${numberText(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** `minified up to 12 ms`. */
export function savingText({ title, ms }: Saving): string {
  return `${title} up to ${numberText(ms.mid)} ms`;
}
