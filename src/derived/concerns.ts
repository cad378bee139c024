import picomatch from 'picomatch';
import { absolutePath, isWithin } from '../lib/paths.js';

/** What a config file says applies to things below its folder, by their names. */
interface Filter {
  /** Absolute folder of the config file. */
  readonly base: string;
  /** Globs of names. */
  readonly functions: readonly string[];
}

interface Declared {
  readonly name: string;
  /** Relative to the root. */
  readonly declaredIn: { readonly file: string };
}

/** Whether something in a config file is about a function. */
export function concerns({ base, functions }: Filter, { name, declaredIn }: Declared, root: string): boolean {
  const isAbout = [root, absolutePath(root, declaredIn.file)].some((path) => isWithin(path, base));
  // Names are no paths, though some look like one: `*` stands for any text.
  return isAbout && picomatch.isMatch(name, [...functions], { bash: true, dot: true });
}
