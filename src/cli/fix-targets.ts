import { mayBeFixed } from '../engine/asking/asked-for.js';
import { existingRealPath, isThere, placeOf } from '../host/write-change.js';
import { absolutePath, relativePath } from '../lib/paths.js';
import { KnownError } from '../model/errors.js';
import type { Options } from '../model/options.js';
import type { FileChange } from '../model/result.js';

/** A change of the file that a path really leads to. */
export interface FixTarget extends FileChange {
  /** As findings name it; a symbolic link may stand there. */
  readonly named: string;
  readonly mark: string;
}

export interface FixTargets {
  readonly targets: readonly FixTarget[];
  /** Why the others cannot be written, by the name that findings have for them. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Follows symbolic links, but not out of what was asked for, or into node_modules. */
export function fixTargets(options: Options, changes: readonly FileChange[]): FixTargets {
  const root = existingRealPath(options.root);
  const paths = options.paths.filter(isThere).map(existingRealPath);
  const isWanted = mayBeFixed({ ...options, root, paths });
  const targets: FixTarget[] = [];
  const refused = new Map<string, string>();
  for (const change of changes) {
    const path = absolutePath(options.root, change.file);
    try {
      const place = placeOf(path, change.before);
      const file = relativePath(root, place.path);
      // What is no link was asked for, or is the package.json above it, for --fix-dependencies.
      const isLink = file !== change.file;
      if (isLink && !isWanted(file)) {
        throw new KnownError(`Cannot write ${path}: it links to ${place.path}, outside the paths to fix`);
      }
      // Two names of one file are one change.
      if (targets.some((other) => other.file === file && other.after === change.after)) continue;
      targets.push({ ...change, file, named: change.file, mark: place.mark });
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      refused.set(change.file, error.message);
    }
  }
  return { targets, refused };
}
