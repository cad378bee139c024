import type { Attempt, Failed, PlacedCode, ProfiledStart, StartOutcome, StartRequest } from '../model/starter.js';

/** What a function's starts gave. */
export interface StartSeries {
  /** Milliseconds, one for each timed start. */
  readonly timedMs: readonly number[];
  /** Of the reference workload, which was started in between. */
  readonly referenceMs: readonly number[];
  readonly profiled: readonly ProfiledStart[];
  readonly attempts: readonly Attempt[];
}

export interface SeriesRequest extends Pick<StartRequest, 'environment' | 'limitMs' | 'signal'> {
  readonly deployed: PlacedCode;
  readonly readable: PlacedCode;
  readonly reference: PlacedCode;
  readonly runs: number;
}

/** A profiler makes a start slower. */
const PROFILED_LIMIT = 2;
/** Samples of the profiles together, in milliseconds of starts, and how many starts are made for that. */
const PROFILED_MS = 1000;
const [FEWEST_PROFILES, MOST_PROFILES] = [3, 8];

class StartFailure extends Error {
  constructor(readonly outcome: Failed) {
    super(outcome.message);
  }
}

/**
 * Starts a function again and again, one process after the other. The first start fills the file cache, and its build tells best what is
 * wrong. Every other time the reference is started, so that both are measured while the machine is equally busy.
 */
export async function runSeries(request: SeriesRequest): Promise<StartSeries | Failed> {
  try {
    return await runAll(request);
  } catch (error) {
    if (error instanceof StartFailure) return error.outcome;
    throw error;
  }
}

async function runAll({ deployed, readable, reference, runs, ...start }: SeriesRequest): Promise<StartSeries> {
  const profile = (): Promise<StartOutcome> =>
    readable.start({ ...start, isProfiled: true, limitMs: start.limitMs * PROFILED_LIMIT });
  const plain = { environment: {}, limitMs: REFERENCE_LIMIT_MS, signal: start.signal };
  const first = loaded(await profile());
  loaded(await deployed.start(start));
  loaded(await reference.start(plain));
  const timedMs: number[] = [];
  const referenceMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    timedMs.push(loaded(await deployed.start(start)).ms);
    if (run % 2 === 0) referenceMs.push(loaded(await reference.start(plain)).ms);
  }
  const wanted = Math.ceil(PROFILED_MS / Math.max(1, first.ms));
  const profiled: ProfiledStart[] = [];
  while (profiled.length < Math.min(MOST_PROFILES, Math.max(FEWEST_PROFILES, wanted))) {
    profiled.push(...profileOf(loaded(await profile())));
  }
  return { timedMs, referenceMs, profiled, attempts: first.attempts };
}

/** Far more than it takes anywhere. */
const REFERENCE_LIMIT_MS = 60_000;

type LoadedStart = Extract<StartOutcome, { readonly kind: 'loaded' }>;

/** @throws {StartFailure} where the function could not be loaded. */
function loaded(outcome: StartOutcome): LoadedStart {
  if (outcome.kind !== 'loaded') throw new StartFailure(outcome);
  return outcome;
}

function profileOf({ profile }: LoadedStart): readonly ProfiledStart[] {
  return profile ? [profile] : [];
}
