import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** `npm run demo`: builds, then lints the example. Findings are what it is there to show, so they do not fail it. */
const run = (command: string, args: readonly string[], cwd = '.') =>
  spawnSync(command, args, { cwd, stdio: 'inherit', env: process.env }).status ?? 2;

const built = run('npm', ['run', '--silent', 'build']);
const linted = built === 0 ? run(process.execPath, [resolve('bin/coldlens.js'), 'lint'], 'examples/order-service') : 2;
process.exitCode = linted === 1 ? 0 : linted;
