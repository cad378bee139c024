import { concerns } from '../../derived/concerns.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { LambdaFunction, UnresolvedFunction } from '../../model/function.js';
import type { FunctionFilter } from '../../model/options.js';

/** A function as far as it is known. */
export interface BudgetedFunction {
  readonly fn: LambdaFunction | UnresolvedFunction;
  /** Without one, `reason` says why it could not be built; of a function that was not found, it says so itself. */
  readonly bundle?: FunctionBundle;
  readonly coldStart?: ColdStartEstimate;
  /** Of the base that this run is compared with: `unknown` where the base has it and nobody knows what it weighs. */
  readonly base?: FunctionBundle | 'unknown';
  /** The base, as the user named it, and packages that only it lacks: it weighed at least what is known of it. */
  readonly lackedThen?: { readonly base: string; readonly packages: readonly string[] };
  readonly reason?: string;
}

/** Whether a budget is about a function, found or not. */
export function isBudgeted(budget: FunctionFilter, fn: LambdaFunction | UnresolvedFunction, root: string): boolean {
  return 'cause' in fn ? isExpected(budget, fn, root) : concerns(budget, fn, root);
}

/**
 * What was not found may be made by something else, stand elsewhere, or be nothing that is deployed: only a budget that names the function
 * expects that it can be weighed, and one over `*` does not.
 */
function isExpected(budget: FunctionFilter, { cause, name, declaredIn }: UnresolvedFunction, root: string): boolean {
  if (name === undefined || cause === 'not-node' || cause === 'not-lambda') return false;
  const names = budget.functions.filter((each) => each === name);
  return concerns({ ...budget, functions: names }, { name, declaredIn }, root);
}
