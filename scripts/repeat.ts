import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { keepBusy } from './repeat/keep-busy.js';
import { log, logRun } from './repeat/log.js';
import { wholeRun } from './repeat/whole-run.js';

const usage = `Usage: npm run repeat -- [--runs 10] [--busy]
Repeats the whole run (.ci/run) of the last commit, each time in a clone of its own, and writes a line a run into ${log}.
  --busy   every core of the machine has something else to do`;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, busy: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(usage);
  process.exit(2);
}
const stop = values.busy ? keepBusy(cpus().length) : () => undefined;
process.on('exit', stop);
let failed = 0;
for (let count = 1; count <= runs; count++) {
  const run = wholeRun();
  logRun(run, values.busy);
  console.log(`${count} of ${runs}: ${run.result} in ${run.minutes} min`);
  for (const name of run.failures) console.log(`  ${name}`);
  if (!run.isGreen) {
    failed += 1;
    console.log(`  All that it said: ${run.output}`);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
