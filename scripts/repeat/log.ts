import { appendFileSync } from 'node:fs';
import type { WholeRun } from './whole-run.js';

export const log = 'docs/test-runs.md';

/** Adds a row to the table in the log. */
export function logRun({ commit, result, minutes, failures }: WholeRun, isBusy: boolean): void {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const failed = failures.map((name) => name.replaceAll('|', '\\|')).join('; ');
  appendFileSync(log, `| ${date} | ${commit} | ${isBusy ? 'busy' : 'quiet'} | ${result} | ${minutes} | ${failed} |\n`);
}
