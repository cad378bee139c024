import picomatch from 'picomatch';
import { absolutePath, isWithin } from '../lib/paths.js';
import type { LambdaFunction } from '../model/function.js';
import type { FunctionFilter } from '../model/options.js';

/** Whether something in a config file is about a function. */
export function concerns(
  { base, functions }: FunctionFilter,
  { name, declaredIn }: Pick<LambdaFunction, 'name' | 'declaredIn'>,
  root: string,
): boolean {
  const isAbout = [root, absolutePath(root, declaredIn.file)].some((path) => isWithin(path, base));
  // Names are no paths, though some look like one: `*` stands for any text.
  return isAbout && picomatch.isMatch(name, [...functions], { bash: true, dot: true });
}
