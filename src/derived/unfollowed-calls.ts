import type { Problem } from '../model/problem.js';

/** The calls of a function that the analysis could not follow: what runs behind them was not looked at. */
export function unfollowedCallsOf(functionId: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    ({ kind, functions = [] }) => kind === 'unfollowed-call' && functions.some(({ id }) => id === functionId),
  );
}
