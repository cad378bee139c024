import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sample {
  readonly wallMs: number;
  readonly peakRssMb: number;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const gnuTime = '/usr/bin/time';

/** Runs a Node script in a process of its own and takes its time and its peak memory. */
export function measure(script: string, args: readonly string[], cwd: string): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'coldlens-bench-'));
  const note = join(folder, 'peak');
  const [command, ...prefix] = hasGnuTime() ? [gnuTime, '-f', '%M', '-o', note, process.execPath] : selfReporting(note);
  const startedMs = performance.now();
  const run = spawnSync(command!, [...prefix, script, ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  const wallMs = performance.now() - startedMs;
  // GNU time puts a line about the exit code before the figure when that is not zero.
  const peakKb = Number(readFileSync(note, 'utf8').trim().split('\n').at(-1));
  rmSync(folder, { recursive: true });
  return { wallMs, peakRssMb: peakKb / 1024, exitCode: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
}

/** BSD has another `time` in the same place. */
function hasGnuTime(): boolean {
  return existsSync(gnuTime) && spawnSync(gnuTime, ['--version'], { encoding: 'utf8' }).status === 0;
}

/** Node notes its own peak as it exits. */
function selfReporting(note: string): readonly string[] {
  const code = `import fs from 'node:fs'; process.on('exit', () => fs.writeFileSync(${JSON.stringify(note)}, String(process.resourceUsage().maxRSS)));`;
  return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(code)}`];
}
