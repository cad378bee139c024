import { spawnSync } from 'node:child_process';

/** Commands that report functions, findings, bundles and starts. */
export const commands: readonly string[] = ['functions', 'lint', 'bundle', 'coldstart'];

/** What a version reports of a project. Where it reports nothing, its exit code and what it says are the report. */
export function jsonOf(script: string, command: string, project: string): unknown {
  const args = [script, command, '--format', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.stdout.trim() !== '') return JSON.parse(run.stdout);
  return { exitCode: run.status, said: run.stderr };
}
