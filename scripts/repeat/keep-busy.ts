import { spawn } from 'node:child_process';

/** As many processes as named that compute until they are stopped. */
export function keepBusy(count: number): () => void {
  const processes = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
  );
  return () => {
    for (const each of processes) each.kill('SIGKILL');
  };
}
