import { writeFileSync } from 'node:fs';
import { packageFor } from './package/package-for.js';
import { asTarget } from './package/targets.js';
import { bundleSuite } from './vscode/bundle-suite.js';
import { COUNTS } from './vscode/environment.js';
import { chooseHost } from './vscode/host.js';
import { runSuite } from './vscode/run-suite.js';
import { runs } from './vscode/runs.js';
import { sum, type Verdict } from './vscode/verdict.js';

/** `npm run test:vscode [-- RUN…]`: the suites of the table in scripts/vscode/runs.ts, one after another, in a real VS Code. */
const names = process.argv.slice(2);
const chosen = runs.filter(({ name }) => names.length === 0 || names.includes(name));
if (chosen.length < names.length || chosen.length === 0) {
  console.error(`Usage: npm run test:vscode [-- RUN…]\nRuns: ${runs.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const host = await chooseHost();
await bundleSuite();
const verdicts: Verdict[] = [];
for (const run of chosen) {
  console.log(`\nVS Code, ${run.name}:`);
  const startedAt = Date.now();
  const verdict = await runSuite(host, run, () =>
    packageFor([asTarget(`${process.platform}-${process.arch}`)]).then(([path]) => path!),
  );
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(
    `VS Code, ${run.name}: ${verdict.complaint ?? `${verdict.passed} passed, ${verdict.failed} failed`} (${seconds} s)`,
  );
  verdicts.push(verdict);
}
const counts = sum(verdicts);
if (process.env[COUNTS]) {
  writeFileSync(process.env[COUNTS], JSON.stringify(counts));
} else {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
}
process.exitCode = counts.failed > 0 ? 1 : 0;
