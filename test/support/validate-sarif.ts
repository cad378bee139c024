import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { withTempFolder } from './temp-folder.js';

const binary: string = createRequire(import.meta.url)('@microsoft/sarif-multitool');

/** What Microsoft's SARIF Multitool says about a log: its errors and warnings, as `RULE message`. */
export async function validateSarif(text: string): Promise<{ readonly errors: string[]; readonly warnings: string[] }> {
  // The package makes its binary executable in an install script, which many set-ups do not run.
  chmodSync(binary, 0o755);
  return withTempFolder({ 'log.sarif': text }, (folder) => {
    const output = join(folder, 'verdict.sarif');
    const run = spawnSync(binary, ['validate', join(folder, 'log.sarif'), '--output', output], {
      encoding: 'utf8',
      // The tool insists on a library for cultures that small images lack, and has no use for it here.
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    });
    if (run.error || run.signal) {
      throw run.error ?? new Error(`The validator was ended by ${run.signal}`);
    }
    return verdictOf(JSON.parse(readFileSync(output, 'utf8')));
  });
}

function verdictOf(log: Log) {
  const results = log.runs.flatMap((run) => run.results ?? []);
  const ofLevel = (level: string) =>
    results
      .filter((result) => (result.level ?? 'warning') === level)
      .map((result) => `${result.ruleId} ${result.message.arguments?.join(' ') ?? result.message.text}`);
  return { errors: ofLevel('error'), warnings: ofLevel('warning') };
}
