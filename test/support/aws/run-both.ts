import assert from 'node:assert/strict';
import type { Files } from '../temp-folder.js';
import { type LocalAws, withLocalAws } from './local-aws.js';
import { type HandlerOutcome, type HandlerRun, runHandler } from './run-handler.js';
import type { RecordedRequest } from './traffic.js';

/** What only a side's own servers can tell, such as the URL of a queue. */
interface Seeded {
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

export interface BothRuns extends Omit<HandlerRun, 'files'> {
  readonly before: Files;
  readonly after: Files;
  /** How long each request takes at least; 10 ms unless told. */
  readonly latencyMs?: number;
  /** Fills the services of one side, and says what is to go wrong there. */
  seed?(aws: LocalAws): Promise<Seeded | undefined>;
  /** What the handler left behind, as far as it is to be compared. */
  state?(aws: LocalAws): Promise<unknown>;
}

export interface Outcome extends HandlerOutcome {
  readonly state: unknown;
  readonly requests: readonly RecordedRequest[];
  readonly connections: number;
  /** Whether the handler ended without waiting for all of its requests. */
  readonly isUnfinished: boolean;
}

export interface BothOutcomes {
  readonly before: Outcome;
  readonly after: Outcome;
}

/** Runs a handler before and after a change, each against fresh services, one after the other so that times compare. */
export async function runBoth({ before, after, seed, state, latencyMs = 10, ...run }: BothRuns): Promise<BothOutcomes> {
  const runSide = (files: Files) =>
    withLocalAws(async (aws): Promise<Outcome> => {
      const { env, event = run.event } = (await seed?.(aws)) ?? {};
      aws.traffic.latencyMs = latencyMs;
      const outcome = await runHandler({ ...run, files, event, env: { ...aws.env, ...run.env, ...env } });
      const requests = [...aws.traffic.requests];
      const isUnfinished = requests.some(({ endMs }) => endMs === undefined);
      const { connections } = aws.traffic;
      return { ...outcome, state: await state?.(aws), requests, connections, isUnfinished };
    });
  return { before: await runSide(before), after: await runSide(after) };
}

/** Throws unless both sides answered the same, failed the same, waited for what they sent, and left the same behind. */
export function assertSameBehaviour({ before, after }: BothOutcomes): void {
  assert.deepEqual(visible(after), visible(before));
}

/** Without the ports of the servers, which are part of queue URLs and differ. */
function visible({ results, state, isUnfinished }: Outcome): unknown {
  return { results: withoutPorts(results), state: withoutPorts(state), isUnfinished };
}

function withoutPorts(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(?<=127\.0\.0\.1:)\d+/g, 'port');
  if (Array.isArray(value)) return value.map(withoutPorts);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutPorts(each)]));
}
