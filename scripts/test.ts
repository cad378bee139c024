import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTS } from './vscode/environment.js';
import { readCounts, sum, type Verdict, verdict } from './vscode/verdict.js';

/** The tests of `npm test`: those in Node, then those in VS Code. The last line counts both. */
const folder = mkdtempSync(join(tmpdir(), 'coldlens-counts-'));
const verdicts = [
  runPart('The tests in Node', ['run', '--silent', 'test:node']),
  runPart('The tests in VS Code', ['run', '--silent', 'test:vscode']),
];
rmSync(folder, { recursive: true });
for (const { complaint } of verdicts) {
  if (complaint) {
    console.error(complaint);
  }
}
const { passed, failed } = sum(verdicts);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function runPart(name: string, args: readonly string[]): Verdict {
  const file = join(folder, name);
  const env = { ...process.env, [COUNTS]: file };
  const { status } = spawnSync('npm', args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  return verdict(name, readCounts(file), status === 0);
}
