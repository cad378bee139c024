import { isLacking } from '../derived/missing-packages.js';
import { isOfSdkV3 } from '../derived/sdk-v3.js';
import { weighedBytes } from '../derived/weighed-bytes.js';
import { type FunctionBundle, LIMITS } from '../model/bundle.js';
import { bytesAtLeast, missingSentences, partBytesText, shareAtLeast } from '../words/missing-packages.js';
import { bytesText, type Rounding, shareText } from '../words/sizes.js';
import { SDK_V3 } from '../words/start-parts.js';
import { caveat, type FigureCaveat } from './caveat.js';

/** What is known of one function's weight. */
export interface SizeFacts extends FigureCaveat {
  readonly bundle: FunctionBundle;
}

/** `1.3 MB zipped · 41 % SDK v3`; of several functions behind one handler from the smallest to the largest. */
export function sizeText(sizes: readonly SizeFacts[]): string | undefined {
  const rounding = sizes.some(isLacking) ? 'down' : 'nearest';
  const texts = [...new Set(sizes.map(({ bundle }) => oneText(bundle, rounding)))];
  if (texts.length === 0) return undefined;
  const text = texts.length === 1 ? texts[0]! : fromToText(sizes, rounding);
  return `${rounding === 'down' ? `at least ${text}` : text}${caveat(sizes)}`;
}

function oneText(bundle: FunctionBundle, rounding: Rounding): string {
  return [`${bytesText(bundle.zippedBytes, rounding)} zipped`, heaviestText(bundle)].filter(Boolean).join(' · ');
}

function fromToText(sizes: readonly SizeFacts[], rounding: Rounding): string {
  const zipped = sizes.map(({ bundle }) => bundle.zippedBytes);
  const [from, to] = [Math.min(...zipped), Math.max(...zipped)].map((bytes) => bytesText(bytes, rounding));
  return from === to ? `${to} zipped` : `${from} to ${to} zipped`;
}

interface Share {
  readonly name: string;
  readonly bytes: number;
}

/** Packages, those of SDK v3 as one; the heaviest first. */
function heaviest({ packages }: FunctionBundle): readonly Share[] {
  const sdk = packages.filter(({ name }) => isOfSdkV3(name)).reduce((sum, { bytes }) => sum + bytes, 0);
  const others = packages.filter(({ name }) => !isOfSdkV3(name));
  const shares = sdk > 0 ? [{ name: SDK_V3, bytes: sdk }, ...others] : others;
  return shares.toSorted((a, b) => b.bytes - a.bytes);
}

function heaviestText(bundle: FunctionBundle): string | undefined {
  const [first] = heaviest(bundle);
  return first && first.bytes > 0 ? `${shareText(first.bytes, weighedBytes(bundle))} ${first.name}` : undefined;
}

const NAMED = 5;

/** Lines of the function's card: label and value. */
export function sizeRows(size: SizeFacts): readonly (readonly [label: string, value: string])[] {
  const { bundle } = size;
  const { zippedBytes, unzippedBytes, layerBytes, assumptions } = bundle;
  const named = heaviest(bundle)
    .slice(0, NAMED)
    .map(({ name, bytes }) => `${name} ${partBytesText(bytes, size)} (${shareText(bytes, weighedBytes(bundle))})`);
  const unpacked = unzippedBytes + layerBytes;
  const textOf = (each: number, limit: number): string =>
    `${bytesAtLeast(each, size)}, ${shareAtLeast(each, limit, size)} of the Lambda limit`;
  return [
    ['Zipped', `${textOf(zippedBytes, LIMITS.zippedBytes)}${caveat([size])}`],
    [layerBytes > 0 ? 'Unzipped, with layers' : 'Unzipped', textOf(unpacked, LIMITS.unzippedBytes)],
    ['Heaviest', named.join(', ')],
    ['Assumptions', [...missingSentences(bundle), ...assumptions].join(' ')],
  ];
}
