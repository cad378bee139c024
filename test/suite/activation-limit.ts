import { cpus, loadavg } from 'node:os';

/** What activating may take. Where more wants to run than can, everything waits for its turn. */
export function activationLimitMs(): number {
  return loadavg()[0]! > cpus().length ? 25 : 5;
}
