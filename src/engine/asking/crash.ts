import type { Problem } from '../../model/problem.js';
import type { RuleMeta } from './define-rule.js';

/** A rule that failed on something: our own fault, told at the place of what it was asked about. */
export function crashOf(
  { id }: RuleMeta,
  error: unknown,
  at: Pick<Problem, 'file' | 'line' | 'function'>,
  name?: string,
): Problem {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const place = stack.split('\n')[1]?.trim() ?? '';
  const on = name === undefined ? '' : ` on ${name}`;
  return { kind: 'internal', ...at, message: `Rule ${id} failed${on}: ${message} ${place}`.trim() };
}
