import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { KnownError, UsageError } from '../model/errors.js';
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
  const original = realpathSync(git(root, ['rev-parse', '--show-toplevel']));
  const commit = findCommit(root, ref);
  const prefix = git(root, ['rev-parse', '--show-prefix']);
  const { path: temporary, remove } = makeTemporaryFolder('coldlens-base-');
  try {
    const top = join(temporary, 'tree');
    mkdirSync(top);
    const env = { GIT_INDEX_FILE: join(temporary, 'index') };
    git(original, ['read-tree', commit], { env });
    const settings = withoutFilters(original);
    git(original, ['checkout-index', '--all', '--force', `--prefix=${top}/`], { env, settings });
    linkModules(original, top);
    const [tree, inTree, now] = [top, join(top, prefix), original].map((path) => toSlashes(path).replace(/\/$/, ''));
    return { root: inTree!, top: tree!, original: now!, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function findCommit(root: string, ref: string): string {
  try {
    return git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  } catch {
    const isShallow = git(root, ['rev-parse', '--is-shallow-repository']) === 'true';
    const why = isShallow ? ' This clone is shallow; fetch more of its history (fetch-depth: 0).' : '';
    throw new UsageError(`There is no commit "${ref}" here.${why}`);
  }
}

/** Filters are commands, some of which fetch, as that of Git LFS does; each can only be switched off by its name. */
function withoutFilters(top: string): readonly string[] {
  const keys = ask(top, [
    'config',
    '--null',
    '--name-only',
    '--get-regexp',
    '^filter\\..*\\.(smudge|process|required)$',
  ]);
  const filters = new Set(keys.split('\0').flatMap((key) => /^(filter\..*)\.\w+$/s.exec(key)?.[1] ?? []));
  for (const filter of filters) {
    // What stands before the first `=` would be taken for its name.
    if (filter.includes('='))
      throw new KnownError(`git cannot give the files to compare with: ${filter} cannot be switched off.`);
  }
  return [...filters].flatMap((filter) => [`${filter}.smudge=`, `${filter}.process=`, `${filter}.required=false`]);
}

/** The same, and nothing where git finds nothing. */
function ask(cwd: string, args: readonly string[]): string {
  try {
    return git(cwd, args);
  } catch {
    return '';
  }
}

interface Further {
  readonly env?: NodeJS.ProcessEnv;
  readonly settings?: readonly string[];
}

/** No file system monitor and no hook. */
const QUIET = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'];
/** A clone that lacks files would fetch them: newer versions of git know the one, older ones the other. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '' };

function git(cwd: string, args: readonly string[], { env = {}, settings = [] }: Further = {}): string {
  try {
    return execFileSync('git', [...[...QUIET, ...settings].flatMap((setting) => ['-c', setting]), ...args], {
      cwd,
      env: { ...process.env, LC_ALL: 'C', ...OFFLINE, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).replace(/\r?\n$/, '');
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    throw new KnownError(
      `git cannot give the files to compare with (${stderr.trim().split('\n')[0] || code || 'it failed'}).`,
    );
  }
}
