import type { LambdaFunction, UnresolvedCause, UnresolvedFunction } from '../model/function.js';
import type { FunctionFilter } from '../model/options.js';
import { concerns } from './concerns.js';

/** Code that by design is no file of the analysed folder: nobody expects it to be measured who did not name its function. */
const BY_DESIGN: readonly UnresolvedCause[] = ['image', 'inline', 'stored', 'outside'];

/** Whether a budget is about a function, found or not. */
export function isBudgeted(budget: FunctionFilter, fn: LambdaFunction | UnresolvedFunction, root: string): boolean {
  return 'cause' in fn ? isExpected(budget, fn, root) : concerns(budget, fn, root);
}

function isExpected(budget: FunctionFilter, fn: UnresolvedFunction, root: string): boolean {
  const { cause, name, declaredIn } = fn;
  if (cause === 'not-node' || cause === 'not-lambda') return false;
  const names = BY_DESIGN.includes(cause) ? budget.functions.filter((each) => each === name) : budget.functions;
  // Nothing but a budget over all is about what has no name.
  if (name === undefined)
    return names.includes('*') && concerns({ ...budget, functions: ['*'] }, { name: '-', declaredIn }, root);
  return concerns({ ...budget, functions: names }, { name, declaredIn }, root);
}
