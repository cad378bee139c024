import { isLacking, type LackingStart, mendable, notInstalled } from '../derived/missing-packages.js';
import { groupedText } from '../lib/grouped-text.js';
import type { Lacking, NotPackaged } from '../model/missing-packages.js';
import { bytesText, type Rounding, shareText } from './sizes.js';

/** `1.2 MB`, or `at least 1.2 MB` where packages are left out. */
export function atLeast(text: string, of: Lacking): string {
  return isLacking(of) ? `at least ${text}` : text;
}

/** `1.2 MB`, or `at least 1.2 MB`, which is never more than what is known. */
export function bytesAtLeast(bytes: number, of: Lacking): string {
  return atLeast(partBytesText(bytes, of), of);
}

/** `1.2 MB` of something: rounded as the whole is, so that no part reads larger than it. */
export function partBytesText(bytes: number, of: Lacking): string {
  return bytesText(bytes, roundingOf(of));
}

/** What is known of something that lacks packages is never rounded up. */
export function roundingOf(of: Lacking): Rounding {
  return isLacking(of) ? 'down' : 'nearest';
}

/** `41 %`, or `at least 41 %`; `so far <0.1 %`, since at least nothing says nothing. */
export function shareAtLeast(part: number, whole: number, of: Lacking): string {
  const tenths = Math.floor((part / whole) * 1000);
  if (!isLacking(of)) return shareText(part, whole);
  return tenths === 0 ? `so far ${shareText(part, whole)}` : `at least ${tenths / 10} %`;
}

/** `Not installed, so not counted: pdfkit.` */
export function missingSentences(of: Lacking): readonly string[] {
  const { notBuilt = [] } = of;
  const absent = notInstalled(of);
  return [
    ...(absent.length > 0 ? [`Not installed, so not counted: ${absent.join(', ')}.`] : []),
    ...(notBuilt.length > 0 ? [`Installed, but not built, and not counted: ${notBuilt.join(', ')}.`] : []),
  ];
}

/** `pg is not installed`, `pg, zod are not installed`. */
export function notInstalledText(names: readonly string[]): string {
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not installed`;
}

/** More names than this tell nothing more. */
const SHOWN_NAMES = 5;

/**
 * `Imported, but not in the package: axios.`
 *
 * @param consequence further words: `, and not counted`.
 */
export function notPackagedSentences(
  { lost = [], leftToLayers = [] }: NotPackaged,
  consequence = '',
): readonly string[] {
  const named = (names: readonly string[]): string =>
    `${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ' …' : ''}`;
  return [
    ...(lost.length > 0 ? [`Imported, but not in the package${consequence}: ${named(lost)}.`] : []),
    ...(leftToLayers.length > 0
      ? [`Expected from a layer whose contents are unknown here${consequence}: ${named(leftToLayers)}.`]
      : []),
  ];
}

/** `, 2 of them with packages not counted`, `, with packages not counted` where there is one only: for a line that counts functions. */
export function ofThemLacking(all: readonly LackingStart[]): string {
  const lacking = all.filter(isLacking);
  return ofThem(lacking.length, all.length, `with ${whatLacks(lacking)} not counted`);
}

/** The same of sizes, in which what is not in the package is nothing: `, 2 of them with packages not counted, 1 of them with imports not in the package`. */
export function sizesLacking(all: readonly (Lacking & NotPackaged)[]): string {
  const lacking = ofThemLacking(all.map(({ missing = [] }) => ({ missing })));
  const without = all.filter(({ lost = [], leftToLayers = [] }) => lost.length + leftToLayers.length > 0);
  return `${lacking}${ofThem(without.length, all.length, 'with imports not in the package')}`;
}

/** `, 2 of them new`, `, new` of one, nothing of none. */
export function ofThem(some: number, all: number, what: string): string {
  if (some === 0) return '';
  return all === 1 ? `, ${what}` : `, ${groupedText(some)} of them ${what}`;
}

/** `packages`, `packages, layers or imports`, as far as any of the functions is without that. */
function whatLacks(lacking: readonly LackingStart[]): string {
  const isLackingImports = ({ lost = [], leftToLayers = [], hasUnknownReach = false }: LackingStart): boolean =>
    hasUnknownReach || lost.length + leftToLayers.length > 0;
  const things = [
    lacking.some((each) => (mendable(each).missing ?? []).length > 0) && 'packages',
    lacking.some(({ missingLayers = [] }) => missingLayers.length > 0) && 'layers',
    lacking.some(isLackingImports) && 'imports',
  ].filter((thing) => thing !== false);
  return [things.slice(0, -1).join(', '), things.at(-1)].filter(Boolean).join(' or ');
}
