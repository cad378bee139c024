import { concerns } from '../../derived/concerns.js';
import type { LambdaFunction, UnresolvedFunction } from '../../model/function.js';
import type { FunctionFilter } from '../../model/options.js';

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
