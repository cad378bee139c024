import type { Problem } from '../../model/problem.js';

/** Without repeats: two steps may stumble over the same, and both kinds of rules complain about a comment that is wrong. */
export function toldOnce(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

function keyOf({ kind, function: about, file, line, message }: Problem): string {
  return JSON.stringify([kind, about?.id, file, line, message]);
}
