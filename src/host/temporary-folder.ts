import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  /** Absolute, without links on the way. */
  readonly path: string;
  remove(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder that is gone when it is removed or the process ends, also by a signal. */
export function makeTemporaryFolder(prefix: string): TemporaryFolder {
  let path: string | undefined;
  const remove = (): void => {
    if (path !== undefined) rmSync(path, { recursive: true, force: true });
    process.off('exit', remove);
    for (const signal of SIGNALS) process.off(signal, end);
  };
  // The signal then does what it would have done.
  const end = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('exit', remove);
  for (const signal of SIGNALS) process.once(signal, end);
  // Only now: a signal between the two would leave the folder behind.
  path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  return { path, remove };
}
