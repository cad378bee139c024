import { declaredId } from '../derived/declared-id.js';
import type { UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';

/** A function that could not be found, as a line among what was in the way. */
export function unresolvedProblem({ name, declaredIn, reason }: UnresolvedFunction): Problem {
  const { file, line, column } = declaredIn;
  const place = { kind: 'unresolved-handler', file, line, column } as const;
  if (name === undefined) return { ...place, message: `A function: ${reason}` };
  return { ...place, function: { id: declaredId(declaredIn, name), name }, message: reason };
}
