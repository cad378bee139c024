import { packagePart, SDK_V2_PART, SDK_V3_PART } from '../derived/part-ids.js';
import { isOfSdkV3 } from '../derived/sdk-v3.js';
import type { DetailedBundle, PackageShare } from '../model/bundle.js';
import type { ColdStartEstimate, ColdStartPart, InitCost, Spread, StartCosts } from '../model/cold-start.js';
import { sourceText } from '../words/part-source.js';
import { knownCost } from './known-cost.js';
import { onLambda } from './load-cost.js';
import { PACKAGES } from './package-costs.generated.js';
import { wholeSample } from './package-costs.js';
import { PARAMETERS } from './parameters.generated.js';
import { readingMs, readingSpread } from './reading.js';
import { exactly, NOTHING, plus, rounded, sumOf, times } from './spread.js';
import type { EstimatedStart } from './start.js';

/** What parts of a function take of its own estimate. */
export function startCosts(bundle: DetailedBundle, estimate: ColdStartEstimate): StartCosts {
  const start = { bundle, estimate };
  const ofPackage = (name: string): InitCost | undefined => told(shippedCost(name, start) ?? runtimeCost(name, start));
  return {
    ofPackage,
    ofBytes: (name, bytes) => told(bytesCost(name, bytes, start)),
    ofWholeSdkV2: () => told(beyondOneClient(shippedCost(V2, start) ?? runtimeCost(V2, start), start)),
    ofShippedSdkV2: () => told(aboveRuntime(shippedCost(V2, start))),
    ofRuntimeSdkV3: () => told(aboveBundled(start)),
    ofNotMinifying: () => told(notMinified(start)),
  };
}

const V2 = 'aws-sdk';

/** In whole milliseconds, where there are any. */
function told(cost: InitCost | undefined): InitCost | undefined {
  if (!cost || cost.ms.mid < 1) return undefined;
  const { low, ...ms } = rounded(cost.ms);
  return { ...cost, ms: { low: Math.max(0, low), ...ms } };
}

/** With the packages that only it brings in. */
function shippedCost(name: string, start: EstimatedStart): InitCost | undefined {
  const share = shareOf(name, start);
  const part = partOf(packagePart(name), start);
  if (!share || !part) return undefined;
  const others = broughtBy(share, start);
  const bytes = share.onlyThroughBytes - share.bytes;
  const all = others.reduce((sum, each) => sum + each.bytes, 0);
  // Of those behind it some are needed elsewhere as well; which, the bundle's figures do not tell.
  const alone = all > 0 ? Math.min(1, bytes / all) : 0;
  const theirs = sumOf(others.flatMap((each) => partOf(packagePart(each.name), start)?.range ?? []));
  const ms = plus(plus(part.range, times(theirs, alone)), reading(share.onlyThroughBytes, start));
  return modelled(ms, part, start);
}

function bytesCost(name: string, bytes: number, start: EstimatedStart): InitCost | undefined {
  const share = shareOf(name, start);
  const part = partOf(packagePart(name), start);
  if (!share || !part || share.bytes === 0) return undefined;
  const ms = plus(times(part.range, bytes / share.bytes), reading(bytes, start));
  return modelled(ms, part, start);
}

function modelled(ms: Spread, part: ColdStartPart, { bundle: { packaging } }: EstimatedStart): InitCost {
  const read = packaging === 'bundle' ? `; reading its bytes: ${PARAMETERS.readingSource}` : '';
  return { ms, origin: 'modelled', source: `The function's own estimate: ${sourceText(part)}${read}` };
}

function shareOf(name: string, { bundle }: EstimatedStart): PackageShare | undefined {
  return bundle.packages.find((share) => share.name === name);
}

function partOf(id: string, { estimate }: EstimatedStart): ColdStartPart | undefined {
  return estimate.parts.find((part) => part.id === id);
}

/** The packages that the handler comes to by way of it. */
function broughtBy(
  { name }: PackageShare,
  { bundle: { contents, packages } }: EstimatedStart,
): readonly PackageShare[] {
  const files = new Set(contents.filter((module) => module.package === name).map(({ file }) => file));
  return packages.filter((each) => each.name !== name && each.chain.some((file) => files.has(file)));
}

/** Of files, reading is part of what their packages take. */
function reading(bytes: number, { bundle: { codeBytes }, estimate }: EstimatedStart): Spread {
  const read = estimate.parts.find(({ group }) => group === 'read');
  return read && codeBytes > 0 ? readingSpread(read.ms * Math.min(1, bytes / codeBytes)) : NOTHING;
}

/** Without one client all that the SDK stands on is gone as well; beside others a client is one more. */
function runtimeCost(name: string, start: EstimatedStart): InitCost | undefined {
  const { bundle } = start;
  if (!bundle.fromRuntime.includes(name)) return undefined;
  const isV2 = name === V2;
  const part = partOf(isV2 ? SDK_V2_PART : SDK_V3_PART, start);
  const client = /^@aws-sdk\/client-/;
  if (!part || !(isV2 || client.test(name))) return undefined;
  const isOneOfMany = !isV2 && bundle.fromRuntime.some((each) => each !== name && client.test(each));
  const ms = isOneOfMany ? PARAMETERS.furtherRuntimeClient : part.range;
  return { ms, origin: 'documented', source: PARAMETERS.runtimeSource };
}

/** The part of the whole SDK v2 that one client of it takes. */
const ONE_CLIENT = { bundle: 0.11, files: 0.32 };
const ONE_CLIENT_SOURCE =
  'one client takes 11 % of that if it is bundled and 32 % as files (AJ Stuyvenberg, load spans on Node.js 16, aaronstuyvenberg.com, March 2023)';

function beyondOneClient(whole: InitCost | undefined, start: EstimatedStart): InitCost | undefined {
  if (!whole) return undefined;
  const isBundled = shareOf(V2, start) !== undefined && start.bundle.packaging === 'bundle';
  const ms = times(whole.ms, 1 - (isBundled ? ONE_CLIENT.bundle : ONE_CLIENT.files));
  return { ms, origin: 'modelled', source: `${whole.source}; ${ONE_CLIENT_SOURCE}` };
}

function aboveRuntime(shipped: InitCost | undefined): InitCost | undefined {
  if (!shipped) return undefined;
  const source = `${shipped.source}; minus what the runtime's own takes: ${PARAMETERS.runtimeSource}`;
  return { ms: apart(shipped.ms, PARAMETERS.runtimeV2), origin: 'modelled', source };
}

/** Of SDK v3, what every client stands on: neither a client nor one of the helpers that code imports by itself. */
const SDK_BASE = Object.entries(PACKAGES.costs).filter(
  ([name]) => isOfSdkV3(name) && !/\/(client-|lib-|util-|s3-|.*-(signer|presigner)$)/.test(name),
);

function aboveBundled(start: EstimatedStart): InitCost | undefined {
  const { bundle, estimate } = start;
  const runtime = partOf(SDK_V3_PART, start);
  if (!runtime) return undefined;
  const named = bundle.fromRuntime.flatMap((name) => {
    const cost = knownCost(name);
    return cost ? [[name, cost] as const] : [];
  });
  const costs = [...new Map([...named, ...SDK_BASE]).values()].flatMap((cost) => {
    const sample = wholeSample(cost.bundle);
    return sample ? [sample] : [];
  });
  // Without figures for every client there is no telling what bundling them takes.
  if (bundle.fromRuntime.some((name) => isOfSdkV3(name) && !knownCost(name))) return undefined;
  const bytes = costs.reduce((sum, [size]) => sum + size, 0);
  const local = costs.reduce((sum, [, ms]) => sum + ms, 0);
  const read = readingSpread(readingMs(bytes));
  const bundled = plus(onLambda(exactly(local), 'bundle', estimate.runtime), read);
  const source = `${sourceText(runtime)}; minus what its packages take bundled and minified: measured on Node.js ${PACKAGES.node}; ${PARAMETERS.factorSource}`;
  return { ms: apart(runtime.range, bundled), origin: 'modelled', source };
}

/** The difference of what is known by different figures, which need not be wrong the same way. */
function apart(more: Spread, less: Spread): Spread {
  return { low: more.low - less.high, mid: more.mid - less.mid, high: more.high - less.low };
}

function notMinified(start: EstimatedStart): InitCost | undefined {
  const { bundle } = start;
  if (bundle.packaging !== 'bundle' || bundle.minified) return undefined;
  const ms = reading(bundle.codeBytes * (1 - PACKAGES.minified.ofBundle), start);
  return { ms, origin: 'modelled', source: `Reading fewer bytes: ${PARAMETERS.readingSource}` };
}
