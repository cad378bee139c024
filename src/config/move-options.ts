import { posix } from 'node:path';
import { isWithin } from '../lib/paths.js';
import type { Options } from '../model/options.js';

/**
 * The same options for a copy of the project somewhere else. A folder around the root holds for all of the copy; one beside or below it has its
 * own there.
 *
 * @param copied absolute: all that there is a copy of, which may be more than the root.
 */
export function moveOptions(options: Options, root: string, copied: string): Options {
  const there = (path: string): string => posix.join(root, posix.relative(options.root, path));
  const moved = (folder: string): string => (isWithin(options.root, folder) ? root : there(folder));
  const based = <Based extends { readonly base: string }>(each: Based): Based => ({ ...each, base: moved(each.base) });
  const { budgets, builds } = options.bundle;
  return {
    ...options,
    root,
    paths: options.paths.map(moved),
    overrides: options.overrides.map(based),
    bundle: {
      budgets: budgets.map(based),
      builds: builds.map((each) => ({
        ...based(each),
        build: movedIn(each.build, (path) => (isWithin(path, copied) ? there(path) : path)),
      })),
    },
  };
}

/** A config file that is code may name absolute paths, as that of a tsconfig.json, at any depth. */
function movedIn<Value>(value: Value, moved: (path: string) => string): Value {
  if (typeof value === 'string') return moved(value) as Value;
  if (Array.isArray(value)) return value.map((each) => movedIn(each, moved)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, movedIn(each, moved)])) as Value;
}
