import { execFileSync } from 'node:child_process';

export interface WorkingTree {
  /** Tracked files that differ from the last commit, relative to the folder. */
  readonly changed: readonly string[];
  readonly untracked: readonly string[];
}

/**
 * What git says of the files below a folder; `undefined` without git or a repository. Nothing of the repository is run: no hook
 * and no file system monitor.
 */
export function workingTree(folder: string): WorkingTree | undefined {
  const args = ['-c', 'core.fsmonitor=false', '--no-optional-locks', 'status', '--porcelain=v1', '-z'];
  try {
    const output = run(folder, [...args, '--untracked-files=all', '--', '.']);
    return parse(output, prefixOf(folder));
  } catch {
    return undefined;
  }
}

/** Git names files from the top of the repository. */
function prefixOf(folder: string): string {
  return run(folder, ['rev-parse', '--show-prefix']).trim();
}

function run(cwd: string, args: readonly string[]): string {
  const options = { cwd, timeout: 20_000, maxBuffer: 1 << 28 };
  return execFileSync('git', args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function parse(output: string, prefix: string): WorkingTree {
  const changed: string[] = [];
  const untracked: string[] = [];
  const entries = output.split('\0').filter(Boolean);
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const path = entry.slice(3).replace(prefix, '');
    if (entry.startsWith('??')) untracked.push(path);
    else changed.push(path);
    // A renamed file is followed by its old name.
    if (/^[RC]/.test(entry)) index += 1;
  }
  return { changed, untracked };
}
