import { unmatchedFilters } from '../engine/asking/unmatched.js';
import { didYouMean } from '../lib/nearest.js';
import { UsageError } from '../model/errors.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { FunctionRef, Problem } from '../model/problem.js';
import { declaredWithin, within } from './functions-asked-for.js';
import { listFunctions } from './list-functions.js';
import { unresolvedProblem } from './unresolved-problem.js';

/** What a command that builds functions is asked to look at. */
export interface ChosenFunctions {
  readonly wanted: readonly LambdaFunction[];
  /** Functions of the given paths that were not found. */
  readonly unresolved: readonly UnresolvedFunction[];
  /** Functions that are there and were not asked for. */
  readonly others: readonly FunctionRef[];
  /** Everything that is declared, whether or not it is wanted. */
  readonly declared: readonly (LambdaFunction | UnresolvedFunction)[];
  /** What was in the way of finding them: it may be the reason why a function is missing in the report. */
  readonly problems: readonly Problem[];
}

/**
 * The functions of the given paths and names; `undefined` where nothing at all is known of functions.
 *
 * @throws {UsageError} where there is none by a name.
 */
export async function chosenFunctions(
  options: Options,
  names: readonly string[],
  host: Host,
): Promise<ChosenFunctions | undefined> {
  const found = await listFunctions(options, host);
  if (found.functions.length + found.unresolved.length + found.problems.length === 0) return undefined;
  const wanted = named(within(found.functions, options), names);
  const declared = [...found.functions, ...found.unresolved];
  const isNarrowed = options.paths.length > 0 || names.length > 0;
  const unmatched = isNarrowed ? [] : unmatchedFilters(options, declared);
  return {
    wanted,
    unresolved: names.length > 0 ? [] : declaredWithin(found.unresolved, options),
    others: found.functions.filter((fn) => !wanted.includes(fn)),
    declared,
    problems: [...unmatched, ...found.problems, ...found.unresolved.map(unresolvedProblem)],
  };
}

function named(functions: readonly LambdaFunction[], names: readonly string[]): readonly LambdaFunction[] {
  const known = functions.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no function "${unknown}".${didYouMean(unknown, known)}`);
  return names.length === 0 ? functions : functions.filter(({ name }) => names.includes(name));
}
