import { groupedText } from '../../lib/grouped-text.js';
import type { BundleComparison, FunctionComparison, SizeCause, Sizes } from '../../model/bundle-comparison.js';
import { growthTexts } from '../../words/growth.js';
import { bytesAtLeast, ofThem } from '../../words/missing-packages.js';
import { bytesText, shareText } from '../../words/sizes.js';

/** `+12.3 kB`, `−840 B`, `±0 B`. */
function differenceText(bytes: number, text = bytesText(Math.abs(bytes))): string {
  if (bytes === 0) return '±0 B';
  return bytes > 0 ? `+${text}` : `−${text}`;
}

/** `1.2 MB → 1.3 MB, +80.1 kB (+6.5 %)`; `not in the base, 1.3 MB`; `gone, was 1.2 MB`. */
export function zippedChangeText(change: FunctionComparison): string {
  const { before, after } = change;
  const sizeText = ({ zippedBytes }: Sizes): string => bytesAtLeast(zippedBytes, change);
  if (!before) return `not in the base, ${sizeText(after!)}`;
  if (!after) return `gone, was ${sizeText(before)}`;
  const difference = after.zippedBytes - before.zippedBytes;
  const share = shareText(Math.abs(difference), before.zippedBytes);
  const percent = difference === 0 ? '' : ` (${difference > 0 ? '+' : '−'}${share})`;
  const texts = growthTexts({ bytes: before.zippedBytes, of: change }, { bytes: after.zippedBytes, of: change });
  return `${texts.before} → ${texts.after}, ${differenceText(difference, texts.by)}${percent}`;
}

/** `pdfkit 0.15.0 is new: +512 kB, imported by src/pay.ts`; `zod 3.22.0 → 4.1.0: +20.1 kB`; `src/pay.ts: +310 B`. */
function causeText(cause: SizeCause): string {
  const { name, kind, before, after, versionBefore, versionAfter, entrance } = cause;
  const difference = differenceText(after - before);
  if (kind === 'own') return `${name}: ${difference}`;
  const from = entrance ? `, imported by ${entrance.file}` : '';
  if (before === 0) return `${named(name, versionAfter)} is new: ${difference}${from}`;
  if (after === 0) return `${named(name, versionBefore)} is gone: ${difference}`;
  const isOther = versionBefore !== versionAfter;
  const version = isOther ? `${versionBefore ?? '?'} → ${versionAfter ?? '?'}` : versionAfter;
  return `${named(name, version)}: ${difference}${from}`;
}

function named(name: string, version: string | undefined): string {
  return version ? `${name} ${version}` : name;
}

/** What grew or shrank by one function, the rest summed up. */
export function causeTexts({ causes }: FunctionComparison, limit: number): readonly string[] {
  const rest = causes.slice(limit);
  const sum = rest.reduce((total, { before, after }) => total + after - before, 0);
  const more = rest.length > 0 ? [`${groupedText(rest.length)} more: ${differenceText(sum)}`] : [];
  return [...causes.slice(0, limit).map(causeText), ...more];
}

/** `All 12 functions weigh the same as main.` */
export function unchangedText({
  base,
  changed,
  incomparable,
  unchanged,
  unchangedInPart = 0,
}: BundleComparison): string {
  const part = ofThem(unchangedInPart, unchanged, 'with packages not counted');
  if (changed.length + incomparable.length === 0)
    return `All functions weigh the same as in ${base} (${groupedText(unchanged)})${part}.`;
  return unchanged > 0 ? `${groupedText(unchanged)} more weigh the same as in ${base}${part}.` : '';
}
