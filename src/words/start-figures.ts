import { roughMs } from '../derived/rough-ms.js';
import { groupedText } from '../lib/grouped-text.js';
import type { ColdStartVariant, MeasuredInit, MonthlyCost, Spread } from '../model/cold-start.js';
import type { Saving } from '../model/saving.js';
import { count } from './counts.js';
import { estimateText, msText, rangeText, secondsAtLeast, secondsText } from './times.js';

/** `minify: saves about 12 ms (8–20 ms)`. */
export function startVariantText({ title, savedMs, notes, measured }: ColdStartVariant): string {
  const { low, mid, high } = savedMs;
  const isMore = mid < 0;
  const range = isMore ? { low: -high, high: -low, mid: -mid } : savedMs;
  const says = Math.abs(mid) < 0.5 ? 'saves less than 1 ms' : `${isMore ? 'costs' : 'saves'} ${estimateText(range)}`;
  const by = measured && low !== high ? ', measured' : '';
  return [`${title}: ${says}${by}`, ...notes].join('. ');
}

/** `measured here: 61 ms to load (58–66 ms in 10 starts of Node.js 22.23.3), on Lambda about 260 ms (210–330 ms)`. */
export function measuredText({
  node,
  runs,
  localMs,
  projectedMs,
  profile,
}: Pick<MeasuredInit, 'node' | 'runs' | 'localMs' | 'projectedMs' | 'profile'>): string {
  const local = `${msText(localMs.mid)} to load (${rangeText(localMs)} in ${count(runs, 'start')} of Node.js ${node})`;
  const kept = profile === undefined ? '' : `; profile in ${profile}`;
  return `measured here: ${local}, on Lambda ${estimateText(projectedMs)}${kept}`;
}

/** `10,000 cold starts a month: 57 min of waiting (50–63 min), $0.28 ($0.25–$0.32)`. */
export function monthlyText({ coldStarts, waitedSeconds, usd, isAtLeast }: MonthlyCost): string {
  const starts =
    coldStarts < 0.5
      ? 'less than one cold start a month'
      : `${groupedText(coldStarts)} cold ${coldStarts === 1 ? 'start' : 'starts'} a month`;
  const waited = isAtLeast
    ? `at least ${secondsAtLeast(waitedSeconds.low)} of waiting`
    : `${secondsText(waitedSeconds.mid)} of waiting${inBrackets(waitedSeconds, secondsText)}`;
  return `${starts}: ${waited}${usd ? `${isAtLeast ? ' and ' : ', '}${priceText(usd, isAtLeast)}` : '; no price, because its memory size is not specified'}`;
}

function priceText(usd: Spread, isAtLeast = false): string {
  if (isAtLeast) return dollars(usd.low, Math.floor);
  return `${dollars(usd.mid)}${inBrackets(usd, dollars)}`;
}

/** The unit once, where both ends have the same; nothing where they read alike. */
function inBrackets({ low, high }: Spread, textOf: (value: number) => string): string {
  const [from, to] = [textOf(low), textOf(high)] as const;
  if (from === to) return '';
  const unit = / \w+$/.exec(to)?.[0];
  return ` (${unit && from.endsWith(unit) ? from.slice(0, -unit.length) : from}–${to})`;
}

/** Two digits of what is less than a dollar. */
function dollars(usd: number, round = Math.round): string {
  const decimals = usd >= 1 || usd === 0 ? 2 : Math.max(2, 1 - Math.floor(Math.log10(usd)));
  const shift = 10 ** decimals;
  return `$${groupedText(round(usd * shift) / shift, decimals)}`;
}

/** `minified, about 24 ms (12–40 ms)`; `moment → dayjs, up to 40 ms, minus the cost of its replacement`, as nobody knows what dayjs takes. */
export function savingText({ title, ms, isBeforeReplacement }: Omit<Saving, 'source'>): string {
  const saves = isBeforeReplacement
    ? `up to ${msText(roughMs(ms.high, Math.ceil))}, minus the cost of its replacement`
    : estimateText(ms);
  return `${title}, ${saves}`;
}
