import type { Step } from '../../lib/steps.js';
import type { Host } from '../../model/host.js';
import type { Timing } from '../../model/result.js';

export interface Stopwatch {
  /** Books the time since the last booking; equal steps add up. */
  book(step: Step): void;
  entries(): readonly Timing[];
  totalMs(): number;
}

export function createStopwatch(host: Host): Stopwatch {
  const started = host.now();
  const entries = new Map<string, Timing>();
  let last = started;
  return {
    book: ({ kind, name }) => {
      const now = host.now();
      const key = `${kind} ${name}`;
      entries.set(key, { kind, name, ms: (entries.get(key)?.ms ?? 0) + now - last });
      last = now;
    },
    entries: () => [...entries.values()],
    totalMs: () => host.now() - started,
  };
}
