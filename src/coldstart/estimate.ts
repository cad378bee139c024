import { isLacking } from '../derived/missing-packages.js';
import { nodeMajor } from '../derived/node-major.js';
import { packagePart } from '../derived/part-ids.js';
import type { DetailedBundle } from '../model/bundle.js';
import type { ColdStartEstimate, ColdStartPart } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import { assumedBuildText } from '../words/assumed-build.js';
import { bytesAtLeast, missingSentences, notPackagedSentences, partBytesText } from '../words/missing-packages.js';
import { nearestFloor } from './floor.js';
import { type LambdaRuntime, runtimeOf } from './lambda-runtime.js';
import { inNode, type LocalCost, packageCost } from './load-cost.js';
import { loadedFromOutside, loadedPackages, ownBytes } from './loaded.js';
import { builtInMs, costlyBuiltIns } from './node-modules.js';
import { PACKAGES } from './package-costs.generated.js';
import { PARAMETERS } from './parameters.generated.js';
import { type RangedPart, ranged, scaled, totalOf } from './ranged-part.js';
import { readingMs, readingSpread } from './reading.js';
import { isSdkV2, runtimeParts } from './runtime-sdk.js';
import { exactly, NOTHING, product, rounded } from './spread.js';

/** What a function's cold start takes, out of what it ships. No code is run. */
export function estimateColdStart(fn: LambdaFunction, bundle: DetailedBundle): ColdStartEstimate {
  const { functionId, name, declaredIn } = bundle;
  const runtime = runtimeOf(fn, bundle);
  const architecture = fn.architecture ?? 'x86_64';
  const parts = partsOf(bundle, runtime, architecture);
  return {
    functionId,
    name,
    declaredIn,
    runtime: runtime.name,
    architecture,
    ...(fn.memoryMb !== undefined && { memoryMb: fn.memoryMb }),
    initMs: rounded(totalOf(parts, bundle.packaging)),
    parts: parts.map(({ local: _, ...part }) => part),
    assumptions: assumptionsOf(fn, bundle, runtime),
    ...leftOut(bundle),
    measured: null,
  };
}

/**
 * What a start loads and nobody has counted: with any of it, the figures are lower bounds. What is missing counts even if only `import()` loads it:
 * once installed, the built file holds it and of files it counts as read, and nobody knows whether such an import runs at the start.
 */
function leftOut(bundle: DetailedBundle): LeftOut {
  const loaded = bundle.loadedExternal;
  const isLoaded = (name: string): boolean =>
    !loaded || loaded.some((each) => each === name || each.startsWith(`${name}/`));
  const lost = bundle.lost?.filter(isLoaded) ?? [];
  const leftToLayers = bundle.leftToLayers?.filter(isLoaded) ?? [];
  const missing = [...bundle.missing, ...lost, ...leftToLayers];
  const { absentLayers: missingLayers = [] } = bundle;
  return {
    ...(missing.length > 0 && { missing }),
    ...(lost.length > 0 && { lost }),
    ...(leftToLayers.length > 0 && { leftToLayers }),
    ...(missingLayers.length > 0 && { missingLayers }),
    ...(bundle.isReachLost && { hasUnknownReach: true }),
  };
}

type LeftOut = Pick<ColdStartEstimate, 'missing' | 'lost' | 'leftToLayers' | 'missingLayers' | 'hasUnknownReach'>;

/** The floor first, then in the order in which a start meets them. */
function partsOf(bundle: DetailedBundle, runtime: LambdaRuntime, architecture: string): readonly RangedPart[] {
  return [
    floorPart(runtime, architecture),
    downloadPart(bundle),
    ...readParts(bundle, runtime),
    ...runtimeParts(bundle, runtime),
    ...builtInParts(bundle, runtime),
    ...packageParts(bundle, runtime),
    ...ownParts(bundle, runtime),
  ];
}

function floorPart({ major }: LambdaRuntime, architecture: string): RangedPart {
  const { key, ms, source } = nearestFloor(PARAMETERS.floors, major, architecture, 'zip');
  const origin = isPublished(key) ? 'documented' : 'modelled';
  return ranged({ id: 'floor', kind: 'floor', group: 'floor', name: key, origin, source }, ms);
}

function isPublished(key: string): boolean {
  return PARAMETERS.floors.some((floor) => floor.key === key);
}

function downloadPart(bundle: DetailedBundle): RangedPart {
  const source =
    'Lambda fetches and unpacks the zip before Init Duration begins; no published series says how long that takes';
  const size = bytesAtLeast(bundle.zippedBytes, bundle);
  const name = isLacking(bundle) ? `zip of ${size}` : `${size} zip`;
  return ranged({ id: 'download', kind: 'download', group: 'download', name, origin: 'documented', source }, NOTHING);
}

/** Of files, finding and reading them is part of each package's cost. */
function readParts(bundle: DetailedBundle, runtime: LambdaRuntime): readonly RangedPart[] {
  const { packaging, codeBytes } = bundle;
  if (packaging === 'files') return [];
  const name = `${partBytesText(codeBytes, bundle)} of code`;
  const source = { source: PARAMETERS.readingSource, basis: `${runtime.name} alike` };
  const part = { id: 'read', kind: 'read', group: 'read', name, origin: 'modelled', ...source } as const;
  return [ranged(part, readingSpread(readingMs(codeBytes)))];
}

/** They come with Node, however the function is packaged. */
function builtInParts(bundle: DetailedBundle, { major }: LambdaRuntime): readonly RangedPart[] {
  const names = loadedFromOutside(bundle);
  const local = builtInMs(names, major, bundle.isModule);
  if (local === 0) return [];
  const imported = builtInMs(names, major, true) - builtInMs(names, major);
  const why =
    bundle.isModule && imported > 1
      ? `, ${Math.round((100 * imported) / local)} % of it because an ES module imports http, which touches its WebSocket`
      : '';
  const source = { source: `Loaded once in Node.js ${major}${why}`, basis: PARAMETERS.factorSource };
  const name = `Node's own modules: ${listed(costlyBuiltIns(names, major))}`;
  const part = { id: 'node', kind: 'execute', group: 'node', name, origin: 'modelled', ...source } as const;
  return [ranged(part, product(exactly(local), PARAMETERS.tableBundleFactor))];
}

const NAMED = 4;

function listed(names: readonly string[]): string {
  return names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} …` : names.join(', ');
}

function packageParts(bundle: DetailedBundle, runtime: LambdaRuntime): readonly RangedPart[] {
  const parts = loadedPackages(bundle).map((loaded) => {
    const cost = packageCost(loaded, bundle);
    const { name } = loaded;
    const id = packagePart(name);
    const part = { id, kind: 'execute', group: 'packages', name, origin: 'modelled', ...sourceOf(cost) } as const;
    return scaled(part, inNode(cost.ms, runtime.name), bundle.packaging);
  });
  return parts.toSorted((a, b) => b.ms - a.ms);
}

function ownParts(bundle: DetailedBundle, runtime: LambdaRuntime): readonly RangedPart[] {
  const { bytes, files } = ownBytes(bundle);
  if (bytes === 0) return [];
  const cost = packageCost({ name: '', bytes, files, format: 'esm' }, bundle);
  const name = `${partBytesText(bytes, bundle)} of own code`;
  const part = { id: 'own', kind: 'own', group: 'own', name, origin: 'modelled', ...sourceOf(cost) } as const;
  return [scaled(part, inNode(cost.ms, runtime.name), bundle.packaging)];
}

function sourceOf({ basis, isMeasured }: LocalCost): Pick<ColdStartPart, 'source' | 'basis'> {
  const source = isMeasured ? `${basis} on Node.js ${PACKAGES.node}` : `${basis}, like packages that were measured`;
  return { source, basis: PARAMETERS.factorSource };
}

function assumptionsOf(fn: LambdaFunction, bundle: DetailedBundle, runtime: LambdaRuntime): readonly string[] {
  const { layerBytes, loadedFromLayers = [], absentLayers = [], fromRuntime, major, assumedSince } = bundle;
  return [
    assumedSince !== undefined && assumedBuildText(assumedSince),
    nodeMajor(fn) === undefined &&
      major === undefined &&
      `No Node.js runtime is specified; ${runtime.name} is assumed.`,
    fn.architecture === undefined && 'No architecture is specified, so Lambda uses x86_64.',
    !isPublished(`${runtime.name} ${fn.architecture ?? 'x86_64'} zip`) &&
      `No cold start of ${runtime.name} is published; the figures of the nearest runtime are used.`,
    ...missingSentences(bundle),
    ...notPackagedSentences(leftOut(bundle), ', and not counted'),
    fromRuntime.some(isSdkV2) &&
      runtime.major > 16 &&
      `It expects aws-sdk from the runtime, but ${runtime.name} has none: unless a layer provides it, the function fails to start.`,
    layerBytes > 0 &&
      `What layers load at the start is not counted${loadedFromLayers.length > 0 ? `: ${listed(loadedFromLayers)}` : ''}.`,
    bundle.isReachLost === true && 'What it loads is not known and not counted: its imports could not be followed.',
    ...absentLayers.map((layer) => `The layer ${layer} is not counted: its folder does not exist.`),
  ].filter((sentence) => sentence !== false);
}
