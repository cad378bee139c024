import type { ColdStartVariant, MeasuredInit, MonthlyCost, Spread } from '../../model/cold-start.js';
import { count } from '../words.js';

/** `310–380 ms`. */
export function rangeText({ low, high }: Spread, unit = 'ms'): string {
  const [from, to] = [low, high].map((value) => numberText(value));
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
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
  const range = isMore ? { low: -high, high: -low, mid: -mid } : savedMs;
  const says =
    Math.abs(mid) < 0.5
      ? 'saves nothing to speak of'
      : `${isMore ? 'costs' : 'saves'} about ${numberText(Math.abs(mid))} ms (${rangeText(range)})`;
  const by = measured && low !== high ? ', measured' : '';
  return [`${title}: ${says}${by}`, ...notes].join('. ');
}

/** `measured here: 61 ms to load (58–66 ms in 10 starts of Node.js 22.23.3), about 262 ms on Lambda (210–330 ms)`. */
export function measuredText({ node, runs, localMs, projectedMs, profile }: MeasuredInit): string {
  const local = `${numberText(localMs.mid)} ms to load (${rangeText(localMs)} in ${count(runs, 'start')} of Node.js ${node})`;
  const lambda = `about ${numberText(projectedMs.mid)} ms on Lambda (${rangeText(projectedMs)})`;
  const kept = profile === undefined ? '' : `; profile in ${profile}`;
  return `measured here: ${local}, ${lambda}${kept}`;
}

/** `10,000 cold starts a month: 57 min of waiting (50–63 min), $0.28 ($0.25–$0.32)`. */
export function monthlyText({ coldStarts, waitedSeconds, usd }: MonthlyCost): string {
  const money = usd
    ? `, ${dollars(usd.mid)} (${dollars(usd.low)}–${dollars(usd.high)})`
    : '; its memory is not stated, so no price';
  const { low, mid, high } = waitedSeconds;
  return `${coldStarts.toLocaleString('en-US')} cold starts a month: ${timeText(mid)} of waiting (${timeText(low)}–${timeText(high)})${money}`;
}

function dollars(usd: number): string {
  return `$${usd < 0.01 && usd > 0 ? usd.toFixed(4) : usd.toFixed(2)}`;
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${numberText(seconds)} s`;
  return seconds < 7200 ? `${numberText(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
