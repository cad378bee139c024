import { execFileSync } from 'node:child_process';
import { KnownError } from '../model/errors.js';

/**
 * Tracked files below a folder that differ from the last commit, relative to it; `undefined` without git or a repository.
 *
 * @throws {KnownError} when there is a repository that git cannot tell about: its silence must not pass for a clean tree.
 */
export function changedFiles(folder: string): readonly string[] | undefined {
  const prefix = git(folder, ['rev-parse', '--show-prefix'])?.replace(/\r?\n$/, '');
  const status = git(folder, ['status', '--porcelain=v1', '-z', '--untracked-files=no', '--', '.']);
  return prefix === undefined || status === undefined ? undefined : parseStatus(status, prefix);
}

/** Files below a folder that git can bring back, relative to it; `undefined` and errors as above. */
export function trackedFiles(folder: string): ReadonlySet<string> | undefined {
  const list = git(folder, ['ls-files', '-z', '--recurse-submodules']);
  return list === undefined ? undefined : new Set(list.split('\0'));
}

/** Runs no file system monitor of the repository, and no hook, since without the optional lock nothing is written. */
function git(cwd: string, args: readonly string[]): string | undefined {
  const options = { cwd, timeout: 20_000, maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C' } };
  try {
    return execFileSync('git', ['-c', 'core.fsmonitor=false', '--no-optional-locks', ...args], {
      ...options,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT' || /not a git repository/.test(stderr)) return undefined;
    const reason = stderr.trim().split('\n')[0] || code || 'it failed';
    throw new KnownError(`git cannot tell what has changed here (${reason}). Mend that, or add --force.`);
  }
}

/** Git names files from the top of the repository; a renamed one is followed by its old name. */
function parseStatus(output: string, prefix: string): readonly string[] {
  const changed: string[] = [];
  const entries = output.split('\0').filter(Boolean);
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const path = entry.slice(3);
    changed.push(path.startsWith(prefix) ? path.slice(prefix.length) : path);
    if (/^[RC]/.test(entry)) index += 1;
  }
  return changed;
}
