import { isOfSdkV3 } from '../derived/sdk-v3.js';
import type { InitCost, InitCostOf, Spread } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import { knownCost } from './known-cost.js';
import { onLambda } from './load-cost.js';
import { PACKAGES } from './package-costs.generated.js';
import { type PackageCost, wholeSample } from './package-costs.js';
import { PARAMETERS } from './parameters.generated.js';
import { readingMs, readingSpread } from './reading.js';
import { exactly, plus, rounded } from './spread.js';

/**
 * What loading a package is known to take where nothing was built. What it depends on counts with it, although some of that may be there
 * for others: what `alongside` brings is not known in detail. A path in a package may be a small part of it, so only the package itself is
 * known.
 */
export const initCostOf: InitCostOf = (specifier, fn) => {
  const cost = knownCost(specifier);
  if (!cost) return undefined;
  const ms = fn.build?.tool === 'zip' ? filesMs(cost, fn) : bundleMs(specifier, cost, fn);
  return ms && { ms: rounded(ms), origin: 'modelled', source: sourceOf(specifier, cost) };
};

/** Of SDK v3 the client alone: what it stands on is nearly always there for another one. */
function bundleMs(name: string, { bundle, withAll }: PackageCost, { runtime = '' }: LambdaFunction): Spread {
  const [bytes, ms] = (isOfSdkV3(name) ? undefined : withAll) ?? wholeSample(bundle)!;
  return plus(onLambda(exactly(ms), 'bundle', runtime), readingSpread(readingMs(bytes)));
}

/** Of files, finding and reading them was measured with the rest. */
function filesMs({ files }: PackageCost, { runtime = '' }: LambdaFunction): Spread | undefined {
  const sample = wholeSample(files);
  return sample && onLambda(exactly(sample[1]), 'files', runtime);
}

function sourceOf(name: string, { version, withAll }: PackageCost): InitCost['source'] {
  const extent =
    withAll && !isOfSdkV3(name) ? 'with all packages that it depends on' : 'without the packages that it depends on';
  return `measured with ${version} on Node.js ${PACKAGES.node}, ${extent}; ${PARAMETERS.factorSource}`;
}
