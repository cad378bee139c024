import { join } from 'node:path/posix';
import { isProvided } from '../bundle/packages/provided.js';
import { createFileTools, type FileTools } from '../bundle/plain-zip/tools.js';
import { problemOf } from '../bundle/problem-of.js';
import type { WhatIf } from '../bundle/what-if/context.js';
import type { LambdaModel } from '../coldstart/reference.js';
import { makeStartable } from '../measure/prepare/make-startable.js';
import { type Prepared, prepare } from '../measure/prepare/prepare.js';
import type { Startable } from '../measure/prepare/startable.js';
import { describeSeries, keptProfile } from '../measure/series/describe-series.js';
import { placeholders, startEnvironment } from '../measure/series/environment.js';
import { failureText } from '../measure/series/failure-text.js';
import { referenceWorkload } from '../measure/series/reference-workload.js';
import { runSeries } from '../measure/series/run-series.js';
import type { MeasuredInit } from '../model/cold-start.js';
import { KnownError } from '../model/errors.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import type { NodeRuntime, StagedCode, Starter } from '../model/starter.js';

export interface MeasureRequest {
  /** What starts processes; whoever made it disposes of it. */
  readonly starter: Starter;
  /** What is known of Lambda for a function's runtime, architecture and memory. */
  readonly modelOf: (fn: LambdaFunction) => LambdaModel;
  /** Timed starts of each function. */
  readonly runs?: number;
  /** How long a start may take. */
  readonly limitMs?: number;
  /** Measures each function with this change instead of as it is. */
  readonly change?: WhatIf;
  /** Absolute folder for CPU profiles. */
  readonly profileFolder?: string;
  /** Kills what runs; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
}

export interface MeasureReport {
  /** By the function's id. */
  readonly measured: ReadonlyMap<string, MeasuredInit>;
  /** Why functions could not be measured. */
  readonly problems: readonly Problem[];
}

/**
 * Starts functions in fresh processes of their own Node version and says what their init costs, and whose that is. This runs code of the
 * project. One after the other, since two at once would slow each other down.
 */
export async function measureFunctions(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  request: MeasureRequest,
): Promise<MeasureReport> {
  const problems: Problem[] = [];
  const measured = new Map<string, MeasuredInit>();
  const context: MeasureContext = {
    request,
    tools: createFileTools(options.root, host),
    references: new Map(),
    names: new Map(),
  };
  for (const fn of functions) {
    request.signal?.throwIfAborted();
    const init = await measureFunction(fn, context, (_, problem) => problems.push(problem));
    if (init) measured.set(fn.id, init);
  }
  return { measured, problems };
}

interface MeasureContext {
  readonly request: MeasureRequest;
  readonly tools: FileTools;
  /** Of profiles that were kept → the functions that have them. */
  readonly names: Map<string, readonly string[]>;
  /** The reference workload on disk, for each Node. */
  readonly references: Map<NodeRuntime, StagedCode>;
}

async function measureFunction(
  fn: LambdaFunction,
  context: MeasureContext,
  tell: (fn: LambdaFunction, problem: Problem) => void,
): Promise<MeasuredInit | undefined> {
  const { request, tools } = context;
  try {
    tools.host.log('info', `Measuring ${fn.name}`);
    const startable = await makeStartable(fn, request.change, tools, tell);
    if (!startable) return undefined;
    const runtime = await request.starter.runtime(startable.major);
    const init = await measureStartable(startable, runtime, context);
    if (typeof init !== 'string') return init;
    tell(fn, unmeasured(fn, init));
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    tell(fn, unmeasured(fn, error.message));
  }
  return undefined;
}

/** Two functions may have one name. */
function profileName({ name, id }: LambdaFunction, { names }: MeasureContext): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const taken = names.get(plain) ?? [];
  names.set(plain, [...taken, id]);
  return taken.length === 0 ? plain : `${plain}-${taken.length + 1}`;
}

/** In words, why it cannot be measured. */
async function measureStartable(
  startable: Startable,
  runtime: NodeRuntime,
  context: MeasureContext,
): Promise<MeasuredInit | string> {
  const { request, tools } = context;
  const { starter, runs = 10, limitMs = 10_000, signal, profileFolder } = request;
  const { fn } = startable;
  const prepared = prepare(startable, runtime, tools, starter);
  try {
    const layers = (fn.layers ?? []).map((layer) => join(tools.root, layer));
    const environment = startEnvironment(fn, layers);
    const reference = referenceOf(runtime, context);
    const series = await runSeries({ ...prepared, reference, environment, limitMs, runs, signal });
    if ('kind' in series) {
      return failureText(series, {
        isProvided: (name) => isProvided(name, fn),
        placeIn: prepared.placeIn,
        placeholders: placeholders(fn),
      });
    }
    const init = describeSeries(prepared, series, runtime, request.modelOf(fn), tools.host);
    const profile = keptProfile(prepared, series);
    if (profileFolder === undefined || !profile) return init;
    const path = join(profileFolder, `${profileName(fn, context)}.cpuprofile`);
    starter.write(path, JSON.stringify(profile));
    return { ...init, profile: path };
  } finally {
    remove(prepared);
  }
}

function remove({ deployed, readable }: Prepared): void {
  deployed.remove();
  readable.remove();
}

function referenceOf(runtime: NodeRuntime, { references, request, tools }: MeasureContext): StagedCode {
  const known = references.get(runtime);
  if (known) return known;
  const files = new Map([['reference.cjs', Buffer.from(referenceWorkload())]]);
  const placement = { folder: tools.root, files, entry: 'reference.cjs', isModule: false };
  const placed = request.starter.place(runtime, placement);
  references.set(runtime, placed);
  return placed;
}

function unmeasured(fn: LambdaFunction, reason: string): Problem {
  return problemOf(fn, 'unmeasured', reason);
}
