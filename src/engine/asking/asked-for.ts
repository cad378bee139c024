import { isNamedBy } from '../../lib/named-by.js';
import { absolutePath, isOutside, isWithin } from '../../lib/paths.js';
import type { Options } from '../../model/options.js';

/** What was asked for: below the given paths, and not ignored. Takes a path relative to the root. */
export function askedFor({ root, paths, ignore }: Options): (file: string) => boolean {
  const isIgnored = isNamedBy(ignore);
  return (file) => {
    const path = absolutePath(root, file);
    const isAskedFor = paths.length === 0 || paths.some((each) => isWithin(path, each));
    return isAskedFor && !isIgnored(file);
  };
}

/**
 * Where fixes may write: what lies outside of the root has to be among the given paths, and by where it is, not by a link. Takes a path
 * relative to the root.
 */
export function mayBeFixed(options: Options): (file: string) => boolean {
  const isWanted = askedFor(options);
  const { root, paths, linkedPaths = [] } = options;
  const isLinked = (file: string): boolean => linkedPaths.some((each) => isWithin(absolutePath(root, file), each));
  return (file) => {
    const isAskedFor = isWanted(file) && !isLinked(file) && (!isOutside(file) || paths.length > 0);
    return isAskedFor && !/(^|\/)node_modules\//.test(file);
  };
}
