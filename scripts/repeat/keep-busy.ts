import { spawn } from 'node:child_process';

/** A parent that is killed stops nothing any more. */
const COMPUTE = 'const { ppid } = process; while (process.ppid === ppid);';

/** As many processes as named that compute until they are stopped, or their parent has ended. */
export function keepBusy(count: number): () => void {
  const processes = Array.from({ length: count }, () => spawn(process.execPath, ['-e', COMPUTE], { stdio: 'ignore' }));
  return () => {
    for (const each of processes) each.kill('SIGKILL');
  };
}
