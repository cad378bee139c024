import { groupedText } from '../lib/grouped-text.js';

/** Of which functions there are sizes, where one has none. */
export const WHAT_IS_WEIGHED = 'Coldlens weighs only esbuild builds and plain zips';

/** To the nearest figure, or down to the one below, as after "at least". */
export type Rounding = 'nearest' | 'down';

/** `840 B`, `12.3 kB`, `1.3 MB`; a kB is 1,000 bytes. What rounding makes a thousand of a unit is one of the next. */
export function bytesText(bytes: number, rounding?: Rounding): string {
  return shownSize(bytes, rounding).text;
}

/** `1,204 B`, whatever its size. */
export function exactBytesText(bytes: number): string {
  return `${groupedText(bytes)} B`;
}

interface ShownSize {
  readonly text: string;
  /** What the text says. */
  readonly bytes: number;
  /** How far the next figure is away. */
  readonly step: number;
}

export function shownSize(bytes: number, rounding: Rounding = 'nearest'): ShownSize {
  if (bytes < 1000) return { text: `${bytes} B`, bytes, step: 1 };
  const kilobytes = sizeIn(1000, 'kB', bytes, rounding);
  return kilobytes.bytes >= 1_000_000 ? sizeIn(1_000_000, 'MB', bytes, rounding) : kilobytes;
}

/** Three digits: tenths below a hundred. */
function sizeIn(unit: number, name: string, bytes: number, rounding: Rounding): ShownSize {
  const tenths = rounding === 'down' ? Math.floor((bytes * 10) / unit) / 10 : Number((bytes / unit).toFixed(1));
  if (tenths < 100) return { text: `${tenths.toFixed(1)} ${name}`, bytes: Math.round(tenths * unit), step: unit / 10 };
  const whole = rounding === 'down' ? Math.floor(bytes / unit) : Math.round(bytes / unit);
  return { text: `${groupedText(whole)} ${name}`, bytes: whole * unit, step: unit };
}

/** `41 %`, `0.4 %`, `<0.1 %`. */
export function shareText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  const tenths = percent.toFixed(1);
  return `${Number(tenths) < 10 ? tenths : groupedText(Math.round(percent))} %`;
}
