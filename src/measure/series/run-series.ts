import type {
  Failed,
  OutsideCall,
  ProfiledStart,
  StagedCode,
  StartOutcome,
  StartRequest,
} from '../../model/starter.js';
import { median } from './statistics.js';

/** What a function's starts gave. */
export interface StartSeries {
  /** Milliseconds, one for each timed start. */
  readonly timedMs: readonly number[];
  /** Of the reference workload, which was started in between. */
  readonly referenceMs: readonly number[];
  readonly profiled: readonly ProfiledStart[];
  readonly attempts: readonly OutsideCall[];
}

export interface SeriesRequest extends Pick<StartRequest, 'environment' | 'limitMs' | 'signal'> {
  readonly deployed: StagedCode;
  readonly readable: StagedCode;
  readonly reference: StagedCode;
  readonly runs: number;
}

/** A profiler makes a start slower. */
const PROFILED_LIMIT = 2;
/** Samples of the profiles together, in milliseconds of starts, and how many starts are made for that. */
const PROFILED_MS = 1500;
const [FEWEST_PROFILES, MOST_PROFILES] = [4, 12];

class StartFailure extends Error {
  constructor(readonly outcome: Failed) {
    super(outcome.message);
  }
}

/**
 * Starts a function again and again, one process after the other; the first start only fills the file cache. After each the reference is
 * started, so that both are measured while the machine is equally busy.
 */
export async function runSeries(request: SeriesRequest): Promise<StartSeries | Failed> {
  try {
    return await runAll(request);
  } catch (error) {
    if (error instanceof StartFailure) return located(error.outcome, request);
    throw error;
  }
}

/** The same failure of the readable build, whose places can be told. */
async function located(failed: Failed, { readable, environment, limitMs, signal }: SeriesRequest): Promise<Failed> {
  if (failed.stack === undefined) return failed;
  const again = await readable.start({ environment, limitMs, signal });
  return again.kind === failed.kind ? again : failed;
}

async function runAll({ deployed, readable, reference, runs, ...start }: SeriesRequest): Promise<StartSeries> {
  const plain = { environment: {}, limitMs: REFERENCE_LIMIT_MS, signal: start.signal };
  const { attempts } = loaded(await deployed.start(start));
  loaded(await reference.start(plain));
  const timedMs: number[] = [];
  const referenceMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    timedMs.push(loaded(await deployed.start(start)).ms);
    referenceMs.push(loaded(await reference.start(plain)).ms);
  }
  const wanted = Math.ceil(PROFILED_MS / Math.max(1, median(timedMs)));
  const profile = { ...start, isProfiled: true, limitMs: start.limitMs * PROFILED_LIMIT };
  const profiled: LoadedStart[] = [];
  while (profiled.length < Math.min(MOST_PROFILES, Math.max(FEWEST_PROFILES, wanted))) {
    profiled.push(loaded(await readable.start(profile)));
  }
  return { timedMs, referenceMs, profiled: undisturbed(profiled), attempts };
}

/** The faster half: in the others the machine had something else to do, which is no part of the function. */
function undisturbed(starts: readonly LoadedStart[]): readonly ProfiledStart[] {
  const profiles = starts.flatMap(({ profile }) => profile ?? []);
  const sorted = profiles.sort((left, right) => left.to - left.from - (right.to - right.from));
  return sorted.slice(0, Math.ceil(sorted.length / 2));
}

/** Far more than it takes anywhere. */
const REFERENCE_LIMIT_MS = 60_000;

type LoadedStart = Extract<StartOutcome, { readonly kind: 'loaded' }>;

/** @throws {StartFailure} where the function could not be loaded. */
function loaded(outcome: StartOutcome): LoadedStart {
  if (outcome.kind !== 'loaded') throw new StartFailure(outcome);
  return outcome;
}
