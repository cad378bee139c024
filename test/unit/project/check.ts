import assert from 'node:assert/strict';
import { type Discovery, type DiscoveryOptions, discoverFunctions } from '../../../src/project/discover.js';
import { problemText } from '../../../src/words/problems.js';
import { memoryHost } from '../../support/memory-host.js';

export interface Case {
  readonly title: string;
  /** Path below the root → text. */
  readonly files: Readonly<Record<string, string>>;
  /** `name @ declaring file:line kind -> handler file:line#export facts`. */
  readonly functions?: readonly string[];
  /** `name @ declaring file:line: reason`. */
  readonly unresolved?: readonly string[];
  /** `kind file:line message`. */
  readonly problems?: readonly string[];
  readonly options?: Partial<DiscoveryOptions>;
}

/** Runs each case as a test; what a case does not state must not be there. */
export function checkAll(cases: readonly Case[]): void {
  for (const each of cases) it(each.title, () => check(each));
}

async function check({ files, functions = [], unresolved = [], problems = [], options }: Case): Promise<void> {
  const found = await discover(files, options);
  assert.deepEqual(found.functions.map(showFunction), functions, 'functions');
  assert.deepEqual(found.unresolved.map(showUnresolved), unresolved, 'unresolved');
  assert.deepEqual(found.problems.map(showProblem), problems, 'problems');
}

export function discover(files: Case['files'], options: Partial<DiscoveryOptions> = {}): Promise<Discovery> {
  const absolute = Object.entries(files).map(([path, text]) => [`/root/${path}`, text]);
  return discoverFunctions(
    { root: '/root', ignore: [], handlers: [], ...options },
    memoryHost(Object.fromEntries(absolute)),
  );
}

function showFunction({ name, declaredIn, handler, eventSources, ...facts }: Discovery['functions'][number]): string {
  const place = `${declaredIn.file}:${declaredIn.line} ${declaredIn.kind}`;
  const { runtime, memoryMb, timeoutS, architecture } = facts;
  const stated = [runtime, memoryMb && `${memoryMb}MB`, timeoutS && `${timeoutS}s`, architecture].filter(Boolean);
  const events = eventSources.map(({ type, ...more }) => [type, ...Object.values(more)].join(':'));
  const tail = [...stated, ...(events.length > 0 ? [`[${events.join(' ')}]`] : [])];
  return [`${name} @ ${place} -> ${handler.file}:${handler.line}#${handler.export}`, ...tail].join(' ');
}

function showUnresolved({ name, declaredIn, reason }: Discovery['unresolved'][number]): string {
  return `${name} @ ${declaredIn.file}:${declaredIn.line}: ${reason}`;
}

function showProblem(problem: Discovery['problems'][number]): string {
  return `${problem.kind} ${problem.file}:${problem.line} ${problemText(problem)}`;
}

/** A handler file in the plainest form. */
export const HANDLER = 'export const handler = async (event) => event;\n';
