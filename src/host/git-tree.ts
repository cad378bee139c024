import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KnownError, UsageError } from '../model/errors.js';
import { linkModules } from './link-modules.js';
import { toSlashes } from './paths.js';

/** The files of a commit in a temporary folder. */
export interface GitTree {
  /** Absolute: what the analysed folder was at that commit. */
  readonly root: string;
  remove(): void;
}

/**
 * Writes the files of a commit into a temporary folder, with the packages that are installed now. Neither the index nor the work tree of the
 * repository changes, and no hook and no filter runs.
 *
 * @throws {UsageError} where there is no such commit.
 */
export function checkOutTree(root: string, ref: string): GitTree {
  const top = git(root, ['rev-parse', '--show-toplevel']);
  const commit = git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    `There is no commit "${ref}" here.`,
  );
  const prefix = git(root, ['rev-parse', '--show-prefix']);
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'coldlens-base-')));
  const remove = (): void => rmSync(temporary, { recursive: true, force: true });
  try {
    const tree = join(temporary, 'tree');
    mkdirSync(tree);
    const env = { GIT_INDEX_FILE: join(temporary, 'index') };
    git(top, ['read-tree', commit], undefined, env);
    git(top, ['checkout-index', '--all', '--force', `--prefix=${tree}/`], undefined, env);
    linkModules(realpathSync(top), tree);
    return { root: toSlashes(join(tree, prefix)).replace(/\/$/, ''), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** No file system monitor, no hook, and no filter such as that of Git LFS, which would fetch. */
const QUIET = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'filter.lfs.smudge=',
  'filter.lfs.process=',
  'filter.lfs.required=false',
];

function git(cwd: string, args: readonly string[], failure?: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync('git', [...QUIET.flatMap((setting) => ['-c', setting]), ...args], {
      cwd,
      env: { ...process.env, LC_ALL: 'C', ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).replace(/\r?\n$/, '');
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (failure !== undefined) throw new UsageError(failure);
    throw new KnownError(
      `git cannot give the files to compare with (${stderr.trim().split('\n')[0] || code || 'it failed'}).`,
    );
  }
}
