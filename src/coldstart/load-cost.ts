import { nodeMajor } from '../derived/node-major.js';
import type { DetailedBundle, PackageShare } from '../model/bundle.js';
import type { Spread } from '../model/cold-start.js';
import { knownCost } from './known-cost.js';
import { PACKAGES } from './package-costs.generated.js';
import type { Sample } from './package-costs.js';
import { PARAMETERS } from './parameters.generated.js';
import type { Parameters } from './parameters.js';
import { exactly, product, times } from './spread.js';

/** What loading something takes on the machine that measured, and how that is known. */
export interface LocalCost {
  readonly ms: Spread;
  readonly isMeasured: boolean;
  /** `measured with 3.1162.0`, `by 180 kB of CommonJS`. */
  readonly basis: string;
}

/** Bytes of a package that this function's start reads. */
export interface LoadedPackage {
  readonly name: string;
  readonly bytes: number;
  readonly format: PackageShare['format'];
  /** Files; of a bundle 0. */
  readonly files: number;
}

type Packed = Pick<DetailedBundle, 'packaging' | 'minified'>;

/** How much more of a package than was measured may count: what tree shaking keeps of it is never many times what one import reaches. */
const MOST = 1.5;

/** Of one package, in proportion to what was measured of it; by its size where nobody measured it. */
export function packageCost(loaded: LoadedPackage, packed: Packed): LocalCost {
  return packed.packaging === 'files' ? filesCost(loaded) : bundleCost(loaded, packed.minified);
}

function bundleCost({ name, bytes, format }: LoadedPackage, isMinified: boolean): LocalCost {
  const minified = isMinified ? bytes : bytes * PACKAGES.minified.ofBundle;
  const known = knownCost(name);
  const sample = nearestSample(known?.bundle, minified);
  if (known && sample) return measured(inProportion(sample, minified), known.version);
  const kind = format === 'esm' ? 'esm' : 'cjs';
  return bySize(PACKAGES.fallback.bundle[kind], minified);
}

function filesCost({ name, bytes, files }: LoadedPackage): LocalCost {
  const known = knownCost(name);
  const sample = nearestSample(known?.files, bytes);
  if (known && sample) return measured(inProportion(sample, bytes), known.version);
  const { ms, ...rest } = bySize(PACKAGES.fallback.files, bytes);
  // A file by itself costs something, however small it is.
  return {
    ms: { ...ms, mid: Math.max(ms.mid, files * MS_A_FILE), high: Math.max(ms.high, files * MS_A_FILE) },
    ...rest,
  };
}

const MS_A_FILE = 0.1;

/** The one that is nearest in size: a tenth of a package may be another import than all of it. */
function nearestSample(samples: readonly Sample[] = [], bytes: number): Sample | undefined {
  const distance = ([measuredBytes]: Sample): number => Math.abs(Math.log(Math.max(1, bytes) / measuredBytes));
  return samples.toSorted((a, b) => distance(a) - distance(b))[0];
}

function inProportion([measuredBytes, ms]: Sample, bytes: number): number {
  return ms * Math.min(MOST, bytes / measuredBytes);
}

function measured(ms: number, version: string): LocalCost {
  return { ms: exactly(ms), isMeasured: true, basis: `measured with ${version}` };
}

function bySize([low, mid, high]: readonly [number, number, number], bytes: number): LocalCost {
  const kB = bytes / 1000;
  return { ms: { low: low * kB, mid: mid * kB, high: high * kB }, isMeasured: false, basis: 'by its size' };
}

/** Local ms as the Node version of a runtime would take them. */
export function inNode(local: Spread, runtime: string, { nodeFactors }: Parameters = PARAMETERS): Spread {
  return times(local, nodeFactors[String(nodeMajor({ runtime }))] ?? 1);
}

/** Lambda ms of local ms: machines differ, and so do ways of loading and versions of Node. */
export function onLambda(local: Spread, packaging: DetailedBundle['packaging'], runtime: string): Spread {
  return product(
    inNode(local, runtime),
    packaging === 'files' ? PARAMETERS.tableFilesFactor : PARAMETERS.tableBundleFactor,
  );
}
