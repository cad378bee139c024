import { groupedText } from '../lib/grouped-text.js';

/** Of which functions there are sizes, where one has none. */
export const WHAT_IS_WEIGHED = 'Coldlens weighs only esbuild builds and plain zips';

/** `840 B`, `12.3 kB`, `1.3 MB`; a kB is 1,000 bytes. What rounding makes a thousand of a unit is one of the next. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const kilobytes = figureText(bytes / 1000);
  return kilobytes === '1,000' || bytes >= 1_000_000 ? `${figureText(bytes / 1_000_000)} MB` : `${kilobytes} kB`;
}

/** Three digits: tenths below a hundred. */
function figureText(value: number): string {
  const tenths = value.toFixed(1);
  return Number(tenths) < 100 ? tenths : groupedText(Math.round(value));
}

/** `41 %`, `0.4 %`, `<0.1 %`. */
export function shareText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  const tenths = percent.toFixed(1);
  return `${Number(tenths) < 10 ? tenths : groupedText(Math.round(percent))} %`;
}
