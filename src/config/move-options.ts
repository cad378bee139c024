import { posix } from 'node:path';
import type { Options } from '../model/options.js';

/**
 * The same options for a copy of the project somewhere else. A folder around the root holds for all of the copy; one beside or below it has its
 * own there.
 */
export function moveOptions(options: Options, root: string): Options {
  const moved = (folder: string): string =>
    isWithin(options.root, folder) ? root : posix.join(root, posix.relative(options.root, folder));
  const based = <Based extends { readonly base: string }>(each: Based): Based => ({ ...each, base: moved(each.base) });
  const { budgets, builds } = options.bundle;
  return {
    ...options,
    root,
    paths: options.paths.map(moved),
    overrides: options.overrides.map(based),
    bundle: {
      budgets: budgets.map(based),
      builds: builds.map((each) => ({ ...based(each), build: within(each.build, options.root, root) })),
    },
  };
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A config file that is code may name absolute paths, as `tsconfig`, at any depth. */
function within<Value>(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') return (isWithin(value, from) ? to + value.slice(from.length) : value) as Value;
  if (Array.isArray(value)) return value.map((each) => within(each, from, to)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, within(each, from, to)])) as Value;
}
