import type { UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';

/** A function that could not be found, as a line among what was in the way. */
export function toProblem({
  name = 'A function',
  declaredIn: { file, line, column },
  reason,
}: UnresolvedFunction): Problem {
  return { kind: 'unresolved-handler', file, line, column, message: `${name}: ${reason}` };
}
