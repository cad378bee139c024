import { memoise } from '../../lib/memoise.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import type { ModuleGraph } from '../modules.js';
import type { Loaders } from './loaders.js';
import { isAlias } from './match.js';
import type { TestReader } from './reader.js';
import { ANY, NAMED } from './test-environment.js';
import { BACK } from './test-settings.js';
import type { Load, TestVariables } from './test-variables.js';

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
  /** Other code, which counts as far as tests load it. */
  readonly helpers: ReadonlySet<string>;
}

/** A text that may set any variable without naming it; not one that only reads or sets some by name. */
const MAY_SET_ANY =
  /\bprocess\.env\b(?!\s*[!?]?\.)|\bprocess\b[^;\n]{0,10}['"]env\b|\benv\s*\[|\b(dotenv|env-cmd|loadEnvFile|mocked-env)\b/;

/** Texts are asked first, and once: of a large project most name none of the variables, and all clients read the same ones. */
export function createSetVariables(input: SetVariablesInput): SetVariables {
  const { reader, helpers } = input;
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
  const maySetAny = memoise((path) => MAY_SET_ANY.test(reader.textOf(path)));
  const sets = (path: string, variables: ReadonlySet<string>, when: WhenSet): boolean => {
    if (helpers.has(path) && loaders(path).length === 0) return false;
    const text = reader.textOf(path);
    const named = [...variables].filter((name) => text.includes(name));
    if (named.length === 0 && !maySetAny(path)) return false;
    const facts = reader.factsOf(path)?.variables;
    if (!facts) return false;
    const set = when === 'anew' ? facts.changing : lateIn(facts, path, input, isLate);
    return set.has(ANY) || (named.length > 0 && set.has(NAMED)) || named.some((name) => set.has(name));
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

/** When it happens the code that is tested is loaded. */
function isBehindCode(
  event: { readonly at: number; readonly isAtLoad: boolean },
  path: string,
  input: SetVariablesInput,
): boolean {
  if (!event.isAtLoad) return true;
  const loads = input.reader.factsOf(path)?.variables.loads ?? [];
  return loads.some((load) => load.isAtLoad && load.at < event.at && isOfCode(load, path, input, new Set([path])));
}

/** The module is code of a function, or a helper that loads some. */
function isOfCode({ specifier }: Load, from: string, input: SetVariablesInput, seen: Set<string>): boolean {
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
function loadersOf(path: string, { loaders, reader, resolve }: SetVariablesInput): { from: string; load: Load }[] {
  return loaders(path).flatMap((from) => {
    const loads = reader.factsOf(from)?.variables.loads ?? [];
    return loads.flatMap((load) => {
      const resolution = resolve(load.specifier, from);
      return resolution.kind === 'file' && resolution.path === path ? [{ from, load }] : [];
    });
  });
}
