import { appendFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { WholeRun } from './whole-run.js';

export const log = 'docs/test-runs.md';

/** Adds a row to the table in the log. */
export function logRun({ commit, result, minutes, failures }: WholeRun, isBusy: boolean): void {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const failed = failures.map((name) => name.replaceAll('|', '\\|')).join('; ');
  appendFileSync(log, `| ${date} | ${commit} | ${machine(isBusy)} | ${result} | ${minutes} | ${failed} |\n`);
}

/** How busy it was, since other work may have gone on beside the run: `2 cores, load 1.7`. The load is the average of the last 15 minutes. */
function machine(isBusy: boolean): string {
  return `${cpus().length} cores, load ${loadavg()[2]!.toFixed(1)}${isBusy ? ', kept busy' : ''}`;
}
