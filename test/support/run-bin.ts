import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export interface BinRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const bin = resolve('bin/coldlens.js');

/** Runs the built command line in a process of its own, its outputs being pipes. Builds it when that has not been done. */
export function runBin(args: readonly string[], cwd: string = '.', env: Readonly<Record<string, string>> = {}): BinRun {
  if (!existsSync('dist/cli.js')) {
    spawnSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  }
  return run(process.execPath, [bin, ...args], cwd, env);
}

/** Runs a line of shell. */
export function runShell(line: string, cwd: string): BinRun {
  return run('sh', ['-c', line], cwd);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): BinRun {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, GITHUB_WORKSPACE: undefined, ...env },
  });
  return { exitCode: status, stdout, stderr };
}
