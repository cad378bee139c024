import { attempt, type Failure } from './attempt.js';
import { buildProblemOf, missingPackages } from './build-errors.js';
import type { BuildOutcome } from './build-outcome.js';
import { type BuildRequest, withoutNames } from './build-request.js';
import { buildOnce, type RunEsbuild } from './esbuild.js';
import { isAboutSpecialFile } from './special-files.js';

/**
 * Builds all entries at once, so that what they share is parsed once. When some cannot be built, halves are tried, so that the others still
 * share most.
 *
 * @param run what builds all at once.
 */
export async function buildBundles(request: BuildRequest, run: RunEsbuild = buildOnce): Promise<BuildOutcome> {
  const first = await attempt(request, run);
  if (first.bundles) return { bundles: first.bundles, problems: new Map(), missing: [] };
  const missing = missingPackages(first.errors);
  const again = withoutNames(learningFrom(first, request), missing);
  const second = missing.length > 0 ? await attempt(again, run) : first;
  if (second.bundles) return { bundles: second.bundles, problems: new Map(), missing };
  const isWhole = second.isRefused || request.entries.length < 2;
  return isWhole
    ? { bundles: new Map(), problems: problemsOf(request, second), missing }
    : buildHalves(again, missing, run);
}

/** What is built next need not find out the same. */
function learningFrom({ errors, handled }: Failure, request: BuildRequest): BuildRequest {
  return {
    ...request,
    handled: [...(request.handled ?? []), ...handled],
    mayHoldSpecialFiles: errors.some(isAboutSpecialFile),
  };
}

/** All entries fail of the same. */
function problemsOf({ entries }: BuildRequest, { errors }: Failure): BuildOutcome['problems'] {
  return new Map(entries.map(({ path }) => [path, errors.map(buildProblemOf)]));
}

/** One after the other: each of them keeps all processors busy. */
async function buildHalves(request: BuildRequest, missing: readonly string[], run: RunEsbuild): Promise<BuildOutcome> {
  const middle = request.entries.length >> 1;
  const first = await buildBundles({ ...request, entries: request.entries.slice(0, middle) }, run);
  const second = await buildBundles({ ...request, entries: request.entries.slice(middle) }, run);
  return {
    bundles: new Map([...first.bundles, ...second.bundles]),
    problems: new Map([...first.problems, ...second.problems]),
    missing: [...new Set([...missing, ...first.missing, ...second.missing])].sort(),
  };
}
