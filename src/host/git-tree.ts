import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { KnownError, UsageError } from '../model/errors.js';
import { type Git, GitError, gitIn } from './git-command.js';
import { linkModules } from './link-modules.js';
import { toSlashes } from './paths.js';
import { makeTemporaryFolder } from './temporary-folder.js';

/** The files of a commit in a temporary folder. Paths are absolute. */
export interface GitTree {
  /** What the analysed folder was at that commit. */
  readonly root: string;
  /** What the top folder of the repository was; without links on the way. */
  readonly top: string;
  /** The top folder of the repository as it is now; without links on the way. */
  readonly original: string;
  remove(): void;
}

/**
 * Writes the files of a commit into a temporary folder, with the packages that are installed now. Neither the index nor the work tree of the
 * repository changes, no hook and no filter runs, and nothing is fetched.
 *
 * @throws {UsageError} where there is no such commit.
 */
export function checkOutTree(root: string, ref: string): GitTree {
  const git = gitFor(root);
  const original = realpathSync(git(['rev-parse', '--show-toplevel']));
  const commit = findCommit(git, ref);
  const prefix = git(['rev-parse', '--show-prefix']);
  const { path: temporary, remove } = makeTemporaryFolder('coldlens-base-');
  try {
    const top = join(temporary, 'tree');
    mkdirSync(top);
    const further = { env: { GIT_INDEX_FILE: join(temporary, 'index') }, limitMs: LIMIT_MS };
    const atTop = gitFor(original);
    atTop(['read-tree', commit], further);
    atTop(['checkout-index', '--all', '--force', `--prefix=${top}/`], further);
    linkModules(original, top);
    const named = (path: string): string => toSlashes(path).replace(/\/$/, '');
    return { root: named(join(top, prefix)), top: named(top), original: named(original), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** For the files of a large repository. */
const LIMIT_MS = 600_000;

function findCommit(git: Git, ref: string): string {
  try {
    return git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  } catch {
    const isShallow = git(['rev-parse', '--is-shallow-repository']) === 'true';
    const why = isShallow ? ' This clone is shallow; fetch more of its history (fetch-depth: 0).' : '';
    throw new UsageError(`There is no commit "${ref}" here.${why}`);
  }
}

/** Answers without the line end. @throws {KnownError} */
function gitFor(folder: string): Git {
  const git = gitIn(folder);
  if (git === undefined) throw cannot('it is not installed');
  return (...question) => {
    try {
      return git(...question).replace(/\r?\n$/, '');
    } catch (error) {
      throw error instanceof GitError ? cannot(error.message) : error;
    }
  };
}

function cannot(reason: string): KnownError {
  return new KnownError(`git cannot provide the files to compare with (${reason}).`);
}
