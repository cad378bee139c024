import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface WholeRun {
  /** In short. */
  readonly commit: string;
  /** Its last line: `2643 passed, 0 failed`. */
  readonly result: string;
  readonly isGreen: boolean;
  readonly minutes: number;
  /** Titles of tests that failed. */
  readonly failures: readonly string[];
  /** File that holds all that it printed. */
  readonly output: string;
}

/** Clones the last commit, runs `.ci/run` in it, and takes the clone away again. */
export function wholeRun(): WholeRun {
  const folder = mkdtempSync(join(tmpdir(), 'coldlens-whole-run-'));
  // Some tests give up the rights of root, and still have to read the clone.
  chmodSync(folder, 0o755);
  const clone = join(folder, 'coldlens');
  const output = join(folder, 'output.log');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', '.', clone]);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim();
  const file = openSync(output, 'w');
  const begin = performance.now();
  const { status } = spawnSync(join(clone, '.ci/run'), { cwd: clone, stdio: ['ignore', file, file] });
  const minutes = Math.round((performance.now() - begin) / 6000) / 10;
  closeSync(file);
  const lines = stripVTControlCharacters(readFileSync(output, 'utf8')).trimEnd().split('\n');
  const isGreen = status === 0;
  rmSync(isGreen ? folder : clone, { recursive: true, force: true });
  return { commit, result: lines.at(-1)!, isGreen, minutes, failures: failuresIn(lines), output };
}

/** Mocha counts them in front of their titles, the last of which ends with a colon. */
function failuresIn(lines: readonly string[]): string[] {
  const heads = lines.flatMap((line, index) => (/^ {2}\d+\) /.test(line) ? [index] : []));
  return heads.map((head) => {
    const end = lines.findIndex((line, index) => index >= head && line.endsWith(':'));
    const titles = lines.slice(head, end + 1).map((line) => line.trim());
    return titles
      .join(' › ')
      .replace(/^\d+\) /, '')
      .replace(/:$/, '');
  });
}
