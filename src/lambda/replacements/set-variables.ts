import { memoise } from '../../lib/memoise.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import { isReserved } from '../environment/environment-writes.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Loaders } from './loaders.js';
import { isAlias } from './match.js';
import { MAY_PREPARE } from './prepared.js';
import type { TestReader } from './reader.js';
import { ANY_VARIABLE, NAMED } from './test-environment.js';
import { BACK } from './test-settings.js';
import type { Event, LoadEvent, TestVariables } from './test-variables.js';

/** When a test sets variables: when the code is loaded already; or then to more than one value. */
export type WhenSet = 'after loading' | 'anew';

/** Which variables of the environment tests set, and when. */
export interface SetVariables {
  sets(path: string, variables: ReadonlySet<string>, when: WhenSet): boolean;
  /** By its text alone. */
  maySet(path: string, variables: ReadonlySet<string>): boolean;
}

export interface SetVariablesInput {
  readonly graph: ModuleGraph;
  readonly resolve: ResolveModule;
  readonly reader: TestReader;
  readonly loaders: Loaders;
  /** Programs that are no tests: of them each line runs when its turn comes. */
  readonly programs: ReadonlySet<string>;
}

/** A text that may set any variable without naming it; not one that only reads or sets some by name. */
const MAY_SET_ANY =
  /\bprocess\.env\b(?!\s*[!?]?\.)|\bprocess\b[^;\n]{0,10}['"]env\b|\benv\s*\[|\b(dotenv|env-cmd|loadEnvFile|mocked-env)\b/;

/** Texts are asked first, and once: of a large project most name none of the variables, and all clients read the same ones. */
export function createSetVariables(input: SetVariablesInput): SetVariables {
  const { reader } = input;
  const loaders = memoise((path) => loadersOf(path, input));
  const loadedLate = new Map<string, boolean>();
  const isLate = (path: string): boolean => {
    const known = loadedLate.get(path);
    if (known !== undefined) return known;
    // What loads each other in a circle ends here.
    loadedLate.set(path, false);
    const answer = loaders(path).some(({ from, load }) => isBehindCode(load, from, input) || isLate(from));
    loadedLate.set(path, answer);
    return answer;
  };
  const maySetAny = memoise((path) => {
    const text = reader.textOf(path);
    return MAY_SET_ANY.test(text) || (input.programs.has(path) && MAY_PREPARE.test(text));
  });
  const sets = (path: string, variables: ReadonlySet<string>, when: WhenSet): boolean => {
    const text = reader.textOf(path);
    const named = [...variables].filter((name) => text.includes(name));
    if (named.length === 0 && !maySetAny(path)) return false;
    const facts = reader.factsOf(path)?.variables;
    if (!facts) return false;
    const set = when === 'anew' ? changingIn(facts, path, input) : lateIn(facts, path, input, isLate);
    if (when === 'after loading' && isPrepared(facts, path, variables, input)) return true;
    return set.has(ANY_VARIABLE) || (named.length > 0 && set.has(NAMED)) || named.some((name) => set.has(name));
  };
  const answers = new Map<string, (path: string) => boolean>();
  return {
    maySet: (path, variables) => maySetAny(path) || [...variables].some((name) => reader.textOf(path).includes(name)),
    sets(path, variables, when) {
      const key = [when, ...[...variables].sort()].join('\n');
      const answer = answers.get(key) ?? memoise((each) => sets(each, variables, when));
      answers.set(key, answer);
      return answer(path);
    },
  };
}

function lateIn(
  { set }: TestVariables,
  path: string,
  input: SetVariablesInput,
  isLate: (path: string) => boolean,
): ReadonlySet<string> {
  const isPutBack = set.some(({ name, isAtLoad }) => name === BACK && !isAtLoad);
  const isAllLate = isPutBack || (set.some(({ isAtLoad }) => isAtLoad) && isLate(path));
  return new Set(set.filter((each) => isAllLate || isBehindCode(each, path, input)).map(({ name }) => name));
}

function changingIn(
  { changing, repeated }: TestVariables,
  path: string,
  { programs }: SetVariablesInput,
): ReadonlySet<string> {
  return programs.has(path) ? new Set([...changing, ...repeated]) : changing;
}

/** A program waits for a package that may fill the environment, when the code is loaded already. */
function isPrepared(
  { prepared }: TestVariables,
  path: string,
  variables: ReadonlySet<string>,
  input: SetVariablesInput,
): boolean {
  if (!input.programs.has(path) || [...variables].every(isReserved)) return false;
  return prepared.some(
    (each) => input.resolve(each.specifier, path).kind !== 'file' && isBehindCode(each, path, input),
  );
}

/** When it happens the code that is tested, or run, is loaded. */
function isBehindCode(event: Event, path: string, input: SetVariablesInput): boolean {
  const isProgram = input.programs.has(path);
  if (!event.isAtLoad && !isProgram) return true;
  const all = input.reader.factsOf(path)?.variables.loads ?? [];
  const loads = all.filter((load) => (isProgram || load.isAtLoad) && isOfCode(load, path, input, new Set([path])));
  // Whoever loads such a program may call it at any time.
  if (loads.length === 0) return !event.isAtLoad;
  return loads.some((load) => isBefore(load, event));
}

/** A function that loads code by itself runs in order, too; of another function nobody knows when it runs. */
function isBefore(load: LoadEvent, event: Event): boolean {
  if (load.isAtLoad && !event.isAtLoad) return true;
  return load.within === event.within ? load.at < event.at : !event.isAtLoad;
}

/** The module is code of a function, or a helper that loads some. */
function isOfCode({ specifier }: LoadEvent, from: string, input: SetVariablesInput, seen: Set<string>): boolean {
  const resolution = input.resolve(specifier, from);
  if (resolution.kind !== 'file') return resolution.kind === 'missing' || isAlias(specifier);
  const { path } = resolution;
  if (input.graph.modules.has(path)) return true;
  if (seen.has(path) || seen.size > MOST_HELPERS) return false;
  seen.add(path);
  const loads = input.reader.factsOf(path)?.variables.loads ?? [];
  return loads.some((load) => load.isAtLoad && isOfCode(load, path, input, seen));
}

const MOST_HELPERS = 20;

/** The places where tests and helpers load a file. */
function loadersOf(path: string, { loaders, reader, resolve }: SetVariablesInput): { from: string; load: LoadEvent }[] {
  return loaders(path).flatMap((from) => {
    const loads = reader.factsOf(from)?.variables.loads ?? [];
    return loads.flatMap((load) => {
      const resolution = resolve(load.specifier, from);
      return resolution.kind === 'file' && resolution.path === path ? [{ from, load }] : [];
    });
  });
}
