import { posix } from 'node:path';
import { memoise, once } from '../../lib/memoise.js';
import { namesMatched } from '../../lib/names-matched.js';
import { folderOf, isWithin } from '../../lib/paths.js';
import type { Packages } from '../../sources/packages.js';
import { packageOf as packageIn, type ResolveModule } from '../../sources/resolve-module.js';
import type { ModuleGraph } from '../modules/modules.js';
import { lastParts, withoutEnding } from './match.js';
import type { TestReader } from './reader.js';

export interface OuterUsersInput {
  readonly root: string;
  readonly graph: ModuleGraph;
  readonly packageOf: Packages;
  readonly resolve: ResolveModule;
  readonly reader: TestReader;
  readonly tests: readonly string[];
  /** All other code. */
  readonly otherCode: readonly string[];
}

/** Does a test, or a config, stand in a package outside of the root whose code or tests load the file? Its functions are not known here. */
export type IsOfOuterUser = (bystander: string, file: string) => boolean;

/** A module's name where it is loaded. */
const LOAD = /\b(?:from|import|require)\s*\(?\s*(['"`])(?<name>[^'"`\n]+)\1/g;
/** A path in quotes: tests load by functions of many names. */
const PATH = /(['"`])(?<name>(?:[\w@~#.-]*\/)+[\w.-]+)\/?\1/g;

/** From a file backwards to all that loads it: forwards, all code of all packages would have to be followed. */
export function createOuterUsers(input: OuterUsersInput): IsOfOuterUser {
  const { root, graph, packageOf, reader, tests, otherCode } = input;
  const isOuter = (path: string): boolean => !isWithin(path, root) && !graph.modules.has(path);
  const loads = once(() => {
    const ofTests = tests.filter(isOuter).flatMap((path) => loadsIn(path, reader.textOf(path), [LOAD, PATH]));
    const ofOthers = otherCode.filter(isOuter).flatMap((path) => loadsIn(path, reader.textOf(path), [LOAD]));
    return byKey([...ofTests, ...ofOthers]);
  });
  const usersOf = memoise((file) => {
    const loading = [...graph.modules.keys()].filter((module) => graph.closureOf(module).has(file));
    // A set also walks over what is added on the way.
    const found = new Set([file, ...loading]);
    for (const path of found) for (const user of loadersOf(path, loads(), input)) found.add(user);
    return new Set([...found].filter((path) => !graph.modules.has(path)).map((path) => packageOf(path).folder));
  });
  return (bystander, file) => !isWithin(bystander, root) && usersOf(file).has(packageOf(bystander).folder);
}

interface ImportByName {
  readonly from: string;
  readonly name: string;
}

function loadsIn(from: string, text: string, patterns: readonly RegExp[]): ImportByName[] {
  const names = patterns.flatMap((pattern) => namesMatched(text, pattern));
  return [...new Set(names)].map((name) => ({ from, name }));
}

/** By what may tell the file: the last part of the name, and the package. */
function byKey(loads: readonly ImportByName[]): ReadonlyMap<string, readonly ImportByName[]> {
  const index = new Map<string, ImportByName[]>();
  for (const load of loads) {
    const path = load.name.replace(/\/$/, '');
    const last = withoutEnding(path.slice(path.lastIndexOf('/') + 1));
    for (const key of new Set([last, packageIn(load.name) ?? last])) {
      const known = index.get(key);
      if (known) known.push(load);
      else index.set(key, [load]);
    }
  }
  return index;
}

function loadersOf(
  path: string,
  loads: ReadonlyMap<string, readonly ImportByName[]>,
  { packageOf, resolve }: OuterUsersInput,
): readonly string[] {
  const { name, exports } = packageOf(path).manifest;
  const ofPackage = typeof name === 'string' ? (loads.get(name) ?? []) : [];
  // Only `exports` lead from a name below the package to a file of another name.
  const byPackage = exports === undefined ? ofPackage.filter((load) => load.name === name) : ofPackage;
  const places = new Set([...byPackage, ...lastParts(path).flatMap((key) => loads.get(key) ?? [])]);
  return [...places].flatMap((place) => (leadsTo(place, path, resolve) ? [place.from] : []));
}

/** To resolve takes long; where a path in a name leads, it says itself. */
function leadsTo({ from, name }: ImportByName, path: string, resolve: ResolveModule): boolean {
  if (name.startsWith('.')) {
    const target = withoutEnding(posix.join(folderOf(from), name)).replace(/\/$/, '');
    return [target, posix.join(target, 'index')].includes(withoutEnding(path));
  }
  const resolution = resolve(name, from);
  return resolution.kind === 'file' && resolution.path === path;
}
