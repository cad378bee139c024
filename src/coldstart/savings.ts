import { packagePart } from '../derived/part-ids.js';
import type { DetailedBundle, JudgedBundles, PackageShare } from '../model/bundle.js';
import type { ColdStartEstimate } from '../model/cold-start.js';
import type { Saving } from '../model/saving.js';
import { sourceText } from '../words/part-source.js';
import { PACKAGES } from './package-costs.generated.js';
import { PARAMETERS } from './parameters.generated.js';
import { readingMs, readingSpread } from './reading.js';
import { plus, rounded, times } from './spread.js';
import { type EstimatedStart, startsOf } from './start.js';
import { startCosts } from './start-costs.js';

/** Less is lost in what the estimate does not know. */
const LEAST_MS = 5;

/** What takes its place is not built, so that its own cost is not known. */
const BEFORE = 'everything that it takes now; what its replacement takes is not subtracted';

/** What changes that are known without building would take off a start, out of the function's own parts; the most first. */
export function savingsOf(estimate: ColdStartEstimate, bundle: DetailedBundle): readonly Saving[] {
  const start: EstimatedStart = { bundle, estimate };
  const all = [
    ...minified(start),
    ...sdkBundled(start),
    ...bundle.packages.flatMap((share) => ofPackage(share, start)),
  ];
  return all
    .filter(({ ms }) => ms.mid >= LEAST_MS)
    .toSorted((a, b) => b.ms.mid - a.ms.mid)
    .map((saving) => ({ ...saving, ms: rounded(saving.ms) }));
}

/** The same of all functions of a report, by their ids. */
export function savingsById(judged: JudgedBundles): ReadonlyMap<string, readonly Saving[]> {
  return new Map(startsOf(judged).map(({ bundle, estimate }) => [bundle.functionId, savingsOf(estimate, bundle)]));
}

/** The model counts packages as if they were minified: what is not takes longer to read. */
function minified({ bundle }: EstimatedStart): readonly Saving[] {
  if (bundle.minified || bundle.packaging === 'files') return [];
  const { codeBytes } = bundle;
  const ms = readingMs(codeBytes) - readingMs(codeBytes * PACKAGES.minified.ofBundle);
  return [{ title: 'minified', ms: readingSpread(ms), source: PARAMETERS.readingSource }];
}

/** A disk of the runtime's is read file by file, and for the first time. */
function sdkBundled({ bundle, estimate }: EstimatedStart): readonly Saving[] {
  if (bundle.packaging === 'files') return [];
  const cost = startCosts(bundle, estimate).ofRuntimeSdkV3();
  return cost ? [{ title: 'SDK v3 bundled instead of taken from the runtime', ms: cost.ms, source: cost.source }] : [];
}

function ofPackage(share: PackageShare, start: EstimatedStart): readonly Saving[] {
  const { name, alternative, bytes, copies } = share;
  const part = start.estimate.parts.find(({ id }) => id === packagePart(name));
  if (!part) return [];
  const { range } = part;
  const source = sourceText(part);
  if (alternative !== undefined) {
    const ms = plus(range, readingSpread(readingOf(bytes, start)));
    return [{ title: `${name} → ${alternative}`, ms, source: `${BEFORE}; ${source}`, isBeforeReplacement: true }];
  }
  const more = copies.slice(1).reduce((total, copy) => total + copy.bytes, 0);
  if (more === 0) return [];
  const ms = plus(times(range, more / bytes), readingSpread(readingOf(more, start)));
  return [{ title: `one copy of ${name} instead of ${copies.length}`, ms, source }];
}

/** Of files, reading is part of what a package costs. */
function readingOf(bytes: number, { bundle: { packaging, codeBytes } }: EstimatedStart): number {
  return packaging === 'files' ? 0 : readingMs(codeBytes) - readingMs(Math.max(0, codeBytes - bytes));
}
