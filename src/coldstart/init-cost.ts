import type { InitCost, InitCostOf, Spread } from '../model/cold-start.js';
import type { LambdaFunction } from '../model/function.js';
import { onLambda } from './load-cost.js';
import { PACKAGES, type PackageCost } from './package-costs.js';
import { PARAMETERS } from './parameters.js';
import { readingMs } from './reading.js';
import { exactly, plus, rounded, times } from './spread.js';

/** Half the width of what published sizes say of reading. */
export const READING_RANGE: Spread = { low: 0.7, mid: 1, high: 1.3 };

/**
 * What loading a package is known to take where nothing was built: its own modules alone, as no table of packages tells which of those that
 * it depends on are there anyway. So is what `alongside` brings, which changes nothing of it. A path in a package may be a small part of
 * it, so only the package itself is known.
 */
export const initCostOf: InitCostOf = (specifier, fn) => {
  if (!Object.hasOwn(PACKAGES.costs, specifier)) return undefined;
  const cost = PACKAGES.costs[specifier]!;
  const ms = fn.build?.tool === 'zip' ? filesMs(cost, fn) : bundleMs(cost, fn);
  return ms && { ms: rounded(ms), origin: 'modelled', source: sourceOf(cost) };
};

function bundleMs({ bundle: [bytes, ms] }: PackageCost, { runtime = '' }: LambdaFunction): Spread {
  return plus(onLambda(exactly(ms), 'bundle', runtime), times(READING_RANGE, readingMs(bytes)));
}

/** Of files, finding and reading them was measured with the rest. */
function filesMs({ files }: PackageCost, { runtime = '' }: LambdaFunction): Spread | undefined {
  return files && onLambda(exactly(files[2]), 'files', runtime);
}

function sourceOf({ version }: PackageCost): InitCost['source'] {
  return `measured with ${version} on Node.js ${PACKAGES.node}, without the packages that it depends on; ${PARAMETERS.factorSource}`;
}
