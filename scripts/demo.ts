import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `npm run demo`: builds, then lints a copy of the example. Findings are what it is there to show, so they do not fail it. A copy outside of
 * this repository, because the tests of the repository around it would turn its safe fixes into suggestions.
 */
const run = (command: string, args: readonly string[], cwd = '.') =>
  spawnSync(command, args, { cwd, stdio: 'inherit', env: process.env }).status ?? 2;

const built = run('npm', ['run', '--silent', 'build']);
const linted = built === 0 ? lintCopy('examples/order-service') : 2;
process.exitCode = linted === 1 ? 0 : linted;

function lintCopy(example: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'coldlens-demo-'));
  try {
    cpSync(example, folder, { recursive: true });
    return run(process.execPath, [resolve('bin/coldlens.js'), 'lint'], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
