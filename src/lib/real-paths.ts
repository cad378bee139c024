import { memoise } from './memoise.js';
import { absolutePath, isWithin, relativePath } from './paths.js';

/** Where the file of an absolute path is, whatever links lead there. Module loaders and bundlers know a file by that name, too. */
export type RealPaths = (path: string) => string;

/**
 * A root that is itself reached by a link keeps its name, so that what it holds stays inside.
 *
 * @param realPath the path without symbolic links on the way; the same path where nothing is.
 */
export function createRealPaths(root: string, realPath: (path: string) => string): RealPaths {
  const realRoot = realPath(root);
  return memoise((path) => {
    const real = realPath(path);
    return isWithin(real, realRoot) ? absolutePath(root, relativePath(realRoot, real)) : real;
  });
}
