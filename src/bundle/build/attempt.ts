import { dirname } from 'node:path/posix';
import type { BuildFailure, Message } from 'esbuild';
import type { BuiltBundle } from './build-outcome.js';
import type { BuildRequest } from './build-request.js';
import { handledByWarnings } from './build-warnings.js';
import { builtBundles } from './built-bundles.js';
import { buildOnce, type RunEsbuild, stopBuilding } from './esbuild.js';
import { esbuildOptions } from './esbuild-options.js';
import type { HandledImport } from './module-graph.js';
import { buildRegularFiles, specialAround } from './special-files.js';

/** All bundles, or why there is none. */
export type BuildAttempt = Success | Failure;

interface Success {
  readonly bundles: ReadonlyMap<string, BuiltBundle>;
}

export interface Failure {
  readonly bundles?: undefined;
  readonly errors: readonly Message[];
  /** What was told before it failed. */
  readonly handled: readonly HandledImport[];
  /** A setting of the wrong type, or no bundler: no function could be built. */
  readonly isRefused: boolean;
}

/** Builds all entries of the request at once, one time. */
export async function attempt(request: BuildRequest, run: RunEsbuild): Promise<BuildAttempt> {
  const options = esbuildOptions(request);
  const folders = request.entries.map(({ path }) => dirname(path));
  const around = specialAround(folders, options, request.host);
  if (around) return { errors: [around as Message], handled: [], isRefused: false };
  try {
    const result = await buildRegularFiles(request, options, run, buildOnce, stopBuilding);
    return { bundles: builtBundles(request, result) };
  } catch (error) {
    return failureOf(error as Error & Partial<BuildFailure>);
  }
}

function failureOf({ errors = [], warnings = [], message }: Error & Partial<BuildFailure>): Failure {
  const handled = handledByWarnings(warnings);
  // A setting of the wrong type is refused without a list.
  return errors.length > 0
    ? { errors, handled, isRefused: false }
    : { errors: [{ text: message } as Message], handled, isRefused: true };
}
