import type { LambdaFunction } from '../model/function.js';

/** `22` of `nodejs22.x`. */
export function nodeMajor({ runtime = '' }: Pick<LambdaFunction, 'runtime'>): number | undefined {
  const [, major] = /^nodejs(\d+)/.exec(runtime) ?? [];
  return major === undefined ? undefined : Number(major);
}
