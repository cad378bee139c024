import { partition } from '../../lib/group.js';
import { memoise, once } from '../../lib/memoise.js';
import { namesMatched } from '../../lib/names-matched.js';
import { isWithin, relativePath } from '../../lib/paths.js';
import type { Neighbours } from '../../model/neighbours.js';
import { loadsIn } from '../../sources/loads.js';
import type { Packages } from '../../sources/packages.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import type { Concerns } from '../modules/bystanders.js';
import type { ModuleGraph } from '../modules/modules.js';
import { composedLoadsIn, hasComposedLoad, type MayLeadTo } from './composed-loads.js';
import type { Loaders } from './loaders.js';
import { CONFIG, isAlias, lastParts, withoutEnding } from './match.js';
import type { IsOfOuterUser } from './outer-users.js';
import type { TestReader } from './reader.js';
import { BLOCK, USES_TOOL } from './unnamed-tests.js';

/** Which files a test has to do with. */
export interface TestedFiles {
  /** It, or a test that loads it, stands beside the file, or loads it. */
  isAbout(test: string, file: string): boolean;
  /** Nor does it load other code only: a test of one function says nothing of how another one of the package is called. */
  isRunning(test: string, file: string): boolean;
  /** A test that has to do with the file loads the helper. */
  isHelping(helper: string, file: string): boolean;
}

export interface TestedFilesInput {
  readonly root: string;
  readonly packageOf: Packages;
  readonly neighbours: () => Neighbours;
  readonly graph: ModuleGraph;
  readonly resolve: ResolveModule;
  readonly concerns: Concerns;
  readonly reader: TestReader;
  readonly loaders: Loaders;
  /** Others load helpers, too. */
  isTest(path: string): boolean;
  /** The manifest of the test's package, or of the root, has the package: `@jest/globals` is no alias of ours. */
  isListed(specifier: string, test: string): boolean;
  /** Code outside of the root that is no test. */
  readonly otherCode: ReadonlySet<string>;
  /** The programs that load a file; then no runner does. */
  readonly programsOf: (path: string) => readonly string[];
  /** A config around the code names the file. */
  readonly isNamedByConfig: (path: string) => boolean;
  /** The configs that have a file run before all tests. */
  readonly configsOf: (setUp: string) => readonly string[];
  readonly isOfOuterUser: IsOfOuterUser;
}

/** What a test loads of the code of functions, by itself or by helpers and other code. */
interface LoadedByTest {
  readonly modules: ReadonlySet<string>;
  /** It loads code that no function here does. */
  readonly hasOther: boolean;
  /** It loads more than can be told. */
  readonly isOpen: boolean;
  /** What the names end with that lead to code, as a runner knows and nobody else. */
  readonly unresolved: () => ReadonlySet<string>;
  readonly composed: () => readonly MayLeadTo[];
}

/** A module's name in quotes. */
const SPECIFIER = /(['"`])(?<name>[\w@~#.][\w@~#./-]*)\1/g;
const BLOCKS = new RegExp(BLOCK);
const EXPORTS = /\bexports?\b/;
const LARGEST = 1_000_000;
const MOST_FILES = 100;
const SMALL = 50_000;
const MOST_OTHERS = 20;

/** Texts are enough to tell: of a large project most tests are asked this, and parsing them takes as long as all the rest. */
export function createTestedFiles(input: TestedFilesInput): TestedFiles {
  const { root, graph, reader, isTest, isOfOuterUser } = input;
  const loadedBy = memoise((test) => loadedOf(test, input));
  const usersBy = memoise((test) => usersOf(test, input));
  const hasBlocks = memoise((test) => BLOCKS.test(reader.textOf(test)));
  const isNear = createIsNear(input, { loadedBy, usersBy, hasBlocks });
  const loads = (test: string, file: string): boolean =>
    [...loadedBy(test).modules].some((module) => graph.closureOf(module).has(file));
  const isBeside = (test: string, file: string): boolean => isNear(test, file) || isOfOuterUser(test, file);
  const isRunning = (test: string, file: string): boolean => {
    if (loads(test, file)) return true;
    if (!isWithin(test, root) && !USES_TOOL.test(reader.textOf(test))) return false;
    const { modules, isOpen, hasOther } = loadedBy(test);
    const isAny = isOpen || (modules.size === 0 && !hasOther);
    if (isAny && isBeside(test, file)) return true;
    if (hasBlocks(test)) return false;
    return usersBy(test).length === 0 && isNear(test, file);
  };
  const orItsUsers = (is: (test: string, file: string) => boolean): typeof is =>
    memoiseBoth((test, file) => is(test, file) || usersBy(test).some((user) => is(user, file)));
  return {
    // Outside of the root, whoever loads the file is a user of it.
    isAbout: orItsUsers((test, file) => isBeside(test, file) || (isWithin(test, root) && loads(test, file))),
    isRunning: orItsUsers(isRunning),
    isHelping: memoiseBoth((helper, file) =>
      usersBy(helper).some((user) => isTest(user) && (isBeside(user, file) || loads(user, file))),
    ),
  };
}

interface TestQuestions {
  readonly loadedBy: (test: string) => LoadedByTest;
  readonly usersBy: (test: string) => readonly string[];
  readonly hasBlocks: (test: string) => boolean;
}

/**
 * Whether a test that does not say what it loads may be about a file. In the root it may by standing beside it. Around the root
 * there are tests of other things: there it has to load a name that may be the code's, and set-up to be named by a config, or to be loaded by
 * nobody, as then a runner does so.
 */
function createIsNear(input: TestedFilesInput, { loadedBy, usersBy, hasBlocks }: TestQuestions): Concerns {
  const { root, graph, reader, concerns, neighbours, packageOf, programsOf, isNamedByConfig } = input;
  const loadingOf = memoise((file) => [...graph.modules.keys()].filter((each) => graph.closureOf(each).has(file)));
  const namesOf = memoise((file) => new Set(loadingOf(file).flatMap(lastParts)));
  const isNaming = (test: string, file: string): boolean => {
    const text = reader.textOf(test);
    const named = [...namesOf(file)].filter((name) => text.includes(name));
    if (named.length === 0 && !hasComposedLoad(text)) return false;
    const { unresolved, composed } = loadedBy(test);
    if (named.some((name) => unresolved().has(name))) return true;
    return composed().some((mayLeadTo) => loadingOf(file).some(mayLeadTo));
  };
  const isData = (path: string): boolean => FIXTURE.test(relativePath(neighbours().groundOf(path), path));
  const isAround = (folder: string): boolean => neighbours().folders.includes(folder);
  const isUnused = (path: string): boolean => usersBy(path).length === 0 && programsOf(path).length === 0;
  const isSetUp = memoise((path) => isNamedByConfig(path) || (!isData(path) && isUnused(path)));
  return (test, file) => {
    if (!concerns(test, file)) return false;
    if (isWithin(test, root)) return true;
    if (hasBlocks(test)) return isNaming(test, file);
    const at = test.indexOf('/__mocks__/');
    if (at >= 0) return isAround(test.slice(0, at)) && !isData(test);
    return CONFIG.test(test) ? isAround(packageOf(test).folder) && !isData(test) : isSetUp(test);
  };
}

/** Data of tests, which may look like code. */
const FIXTURE = /(^|\/)(__)?(fixtures?|testdata|snapshots?)(__)?\//;

function loadedOf(test: string, { graph, resolve, reader, isListed, otherCode }: TestedFilesInput): LoadedByTest {
  const modules = new Set<string>();
  const seen = new Set([test]);
  let isOpen = false;
  const loaded = (): LoadedByTest => {
    const isUnlisted = (name: string, path: string): boolean => name.includes('/') && !isListed(name, path);
    const isUnresolved = (name: string, path: string): boolean => {
      const { kind } = resolve(name, path);
      return kind === 'missing' || (kind === 'external' && isUnlisted(name, path));
    };
    return {
      modules,
      isOpen,
      hasOther: [...seen].some((path) => otherCode.has(path)),
      unresolved: once(() => {
        const names = [...seen].flatMap((path) =>
          [...loadsIn(reader.textOf(path))].filter((name) => isUnresolved(name, path)),
        );
        return new Set(names.map((name) => withoutEnding(name.slice(name.lastIndexOf('/') + 1))));
      }),
      composed: once(() => composedLoadsIn(composing(seen, reader).map(reader.fileOf))),
    };
  };
  for (const path of seen) {
    const text = reader.textOf(path);
    if (seen.size > MOST_FILES || text.length > LARGEST) return { ...loaded(), isOpen: true };
    if (hasComposedLoad(text)) isOpen = true;
    for (const name of new Set(namesMatched(text, SPECIFIER))) {
      const resolution = resolve(name, path);
      if (resolution.kind === 'file') (graph.modules.has(resolution.path) ? modules : seen).add(resolution.path);
      else if (resolution.kind === 'missing' || (isAlias(name) && !isListed(name, path))) isOpen = true;
    }
  }
  return loaded();
}

/** Those that load by names that are put together, and others that may say what these are made of: no data. */
function composing(paths: ReadonlySet<string>, reader: TestReader): readonly string[] {
  const [loading, others] = partition([...paths], (path) => hasComposedLoad(reader.textOf(path)));
  return [...loading, ...others.filter((path) => reader.textOf(path).length < SMALL).slice(0, MOST_OTHERS)];
}

/** The tests and configs that load a helper, over a few others. What has tests of its own is none, but where it hands them on. */
function usersOf(helper: string, { reader, loaders, configsOf }: TestedFilesInput): readonly string[] {
  const text = reader.textOf(helper);
  if (BLOCKS.test(text) && !EXPORTS.test(text)) return [];
  // A set also walks over what is added on the way.
  const found = new Set([helper]);
  for (const path of found) {
    for (const user of [...loaders(path), ...configsOf(path)]) found.add(user);
    if (found.size > MOST_FILES) break;
  }
  return [...found].slice(1);
}

function memoiseBoth(compute: (test: string, file: string) => boolean): typeof compute {
  const byFile = memoise((file) => memoise((test) => compute(test, file)));
  return (test, file) => byFile(file)(test);
}
