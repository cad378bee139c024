import { memoise, once } from '../../lib/memoise.js';
import { isWithin, relativePath } from '../../lib/paths.js';
import type { Neighbours } from '../../model/neighbours.js';
import type { Packages } from '../../sources/packages.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import type { Concerns } from '../bystanders.js';
import type { ModuleGraph } from '../modules.js';
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
  /** The configs that have a file run before all tests. */
  readonly configsOf: (setUp: string) => readonly string[];
  readonly isOfOuterUser: IsOfOuterUser;
}

/** What a test loads of the code of functions, by itself or by helpers and other code. */
interface Loaded {
  readonly modules: ReadonlySet<string>;
  /** It loads code that no function here does. */
  readonly hasOther: boolean;
  /** It loads more than can be told. */
  readonly isOpen: boolean;
  /** What the names end with that may lead to code, as a runner knows and nobody else. */
  readonly unresolved: () => ReadonlySet<string>;
}

/** A module's name in quotes. */
const SPECIFIER = /(['"`])(?<name>[\w@~#.][\w@~#./-]*)\1/g;
/** `require(path)`, `import('../src/' + name)`: the name is put together. */
const UNKNOWN_LOAD = /\b(require|import)\s*\(\s*(?!\s|(['"`])[^'"`$\n]*\2\s*[,)])/;
/** The end of such a name. */
const UNKNOWN_END = /[}/'"`](?<last>[\w.-]+)['"`]/g;
const BLOCKS = new RegExp(BLOCK);
const LARGEST = 1_000_000;
const MOST_FILES = 100;

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

interface Readings {
  readonly loadedBy: (test: string) => Loaded;
  readonly usersBy: (test: string) => readonly string[];
  readonly hasBlocks: (test: string) => boolean;
}

/**
 * Whether a test that does not say what it loads may be about a file. In the root it may by standing beside it. Around the root
 * there are tests of other things: there a name has to end like the code's, and set-up to be loaded by nobody, as then a runner does so.
 */
function createIsNear(input: TestedFilesInput, { loadedBy, usersBy, hasBlocks }: Readings): Concerns {
  const { root, graph, reader, concerns, neighbours, packageOf, programsOf } = input;
  const namesOf = memoise((file) => {
    const loading = [...graph.modules.keys()].filter((module) => graph.closureOf(module).has(file));
    return new Set(loading.flatMap(lastParts));
  });
  const isNaming = (test: string, file: string): boolean => {
    const text = reader.textOf(test);
    const named = [...namesOf(file)].filter((name) => text.includes(name));
    return named.some((name) => loadedBy(test).unresolved().has(name));
  };
  const isSetUp = memoise((path) => usersBy(path).length === 0 && programsOf(path).length === 0);
  const isData = (path: string): boolean => FIXTURE.test(relativePath(neighbours().groundOf(path), path));
  const isAround = (folder: string): boolean => neighbours().folders.includes(folder);
  return (test, file) => {
    if (!concerns(test, file)) return false;
    if (isWithin(test, root)) return true;
    if (hasBlocks(test)) return isNaming(test, file);
    if (isData(test)) return false;
    const at = test.indexOf('/__mocks__/');
    if (at >= 0) return isAround(test.slice(0, at));
    return CONFIG.test(test) ? isAround(packageOf(test).folder) : isSetUp(test);
  };
}

/** Data of tests, which may look like code. */
const FIXTURE = /(^|\/)(__)?(fixtures?|testdata|snapshots?)(__)?\//;

function loadedOf(test: string, { graph, resolve, reader, isListed, otherCode }: TestedFilesInput): Loaded {
  const modules = new Set<string>();
  const names: string[] = [];
  const openTexts: string[] = [];
  const seen = new Set([test]);
  let isOpen = false;
  const loaded = (): Loaded => ({
    modules,
    isOpen,
    hasOther: [...seen].some((path) => otherCode.has(path)),
    unresolved: once(() => new Set([...names, ...openTexts.flatMap(endsIn)].map(withoutEnding))),
  });
  for (const path of seen) {
    const text = reader.textOf(path);
    if (seen.size > MOST_FILES || text.length > LARGEST) return { ...loaded(), isOpen: true };
    if (UNKNOWN_LOAD.test(text)) {
      isOpen = true;
      openTexts.push(text);
    }
    for (const name of new Set([...text.matchAll(SPECIFIER)].map(({ groups }) => groups!.name!))) {
      const resolution = resolve(name, path);
      if (resolution.kind === 'file') (graph.modules.has(resolution.path) ? modules : seen).add(resolution.path);
      else if (resolution.kind === 'missing' || (name.includes('/') && !isListed(name, path))) {
        isOpen ||= resolution.kind === 'missing' || isAlias(name);
        names.push(name.slice(name.lastIndexOf('/') + 1));
      }
    }
  }
  return loaded();
}

function endsIn(text: string): string[] {
  return [...text.matchAll(UNKNOWN_END)].map(({ groups }) => groups!.last!);
}

/** The tests and configs that load a helper, over a few others. What has tests of its own is none. */
function usersOf(helper: string, { reader, loaders, configsOf }: TestedFilesInput): readonly string[] {
  if (BLOCKS.test(reader.textOf(helper))) return [];
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
