import type { LambdaFunction } from '../model/function.js';
import type { Problem, ProblemKind } from '../model/problem.js';

/** A problem of one function, at its declaration. */
export function problemOf({ id, name, declaredIn }: LambdaFunction, kind: ProblemKind, message: string): Problem {
  const { file, line, column } = declaredIn;
  return { kind, function: { id, name }, file, line, column, message };
}
