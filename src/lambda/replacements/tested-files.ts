import { memoise } from '../../lib/memoise.js';
import { isWithin } from '../../lib/paths.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import type { Concerns } from '../bystanders.js';
import type { ModuleGraph } from '../modules.js';
import type { Loaders } from './loaders.js';
import { isAlias } from './match.js';
import type { IsOfOuterUser } from './outer-users.js';
import type { TestReader } from './reader.js';
import { BLOCK } from './unnamed-tests.js';

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
  readonly isOfOuterUser: IsOfOuterUser;
}

/** What a test loads of the code of functions, by itself or by helpers and other code. */
interface Loaded {
  readonly modules: ReadonlySet<string>;
  /** It loads code that no function here does. */
  readonly hasOther: boolean;
  /** It loads more than can be told. */
  readonly isOpen: boolean;
}

/** A module's name in quotes. */
const SPECIFIER = /(['"`])(?<name>[\w@~#.][\w@~#./-]*)\1/g;
/** `require(path)`, `import('../src/' + name)`: the name is put together. */
const UNKNOWN_LOAD = /\b(require|import)\s*\(\s*(?!\s|(['"`])[^'"`$\n]*\2\s*[,)])/;
const BLOCKS = new RegExp(BLOCK);
const LARGEST = 1_000_000;
const MOST_FILES = 100;

/** Texts are enough to tell: of a large project most tests are asked this, and parsing them takes as long as all the rest. */
export function createTestedFiles(input: TestedFilesInput): TestedFiles {
  const { root, graph, concerns, reader, isTest, isOfOuterUser } = input;
  // Outside of the root, whoever loads the file is a user of it.
  const isInside = (test: string): boolean => isWithin(test, root);
  const loadedBy = memoise((test) => loadedOf(test, input));
  const usersBy = memoise((test) => usersOf(test, input));
  const hasBlocks = memoise((test) => BLOCKS.test(reader.textOf(test)));
  const loads = (test: string, file: string): boolean =>
    [...loadedBy(test).modules].some((module) => graph.closureOf(module).has(file));
  const isRunning = (test: string, file: string): boolean => {
    if (loads(test, file)) return true;
    const { modules, isOpen, hasOther } = loadedBy(test);
    const isAny = isOpen || (modules.size === 0 && !hasOther);
    if (isAny && (concerns(test, file) || isOfOuterUser(test, file))) return true;
    if (hasBlocks(test)) return false;
    return usersBy(test).length === 0 && concerns(test, file);
  };
  const orItsUsers = (is: (test: string, file: string) => boolean): typeof is =>
    memoiseBoth((test, file) => is(test, file) || usersBy(test).some((user) => is(user, file)));
  return {
    isAbout: orItsUsers(
      (test, file) => concerns(test, file) || isOfOuterUser(test, file) || (isInside(test) && loads(test, file)),
    ),
    isRunning: orItsUsers(isRunning),
    isHelping: memoiseBoth((helper, file) =>
      usersBy(helper).some(
        (user) => isTest(user) && (concerns(user, file) || isOfOuterUser(user, file) || loads(user, file)),
      ),
    ),
  };
}

function loadedOf(test: string, { graph, resolve, reader, isListed, otherCode }: TestedFilesInput): Loaded {
  const modules = new Set<string>();
  const seen = new Set([test]);
  let isOpen = false;
  const loaded = (): Loaded => ({ modules, isOpen, hasOther: [...seen].some((path) => otherCode.has(path)) });
  for (const path of seen) {
    const text = reader.textOf(path);
    if (seen.size > MOST_FILES || text.length > LARGEST) return { ...loaded(), isOpen: true };
    if (UNKNOWN_LOAD.test(text)) isOpen = true;
    for (const name of new Set([...text.matchAll(SPECIFIER)].map(({ groups }) => groups!.name!))) {
      const resolution = resolve(name, path);
      if (resolution.kind === 'file') (graph.modules.has(resolution.path) ? modules : seen).add(resolution.path);
      else if (resolution.kind === 'missing' || (isAlias(name) && !isListed(name, path))) isOpen = true;
    }
  }
  return loaded();
}

/** The tests that load a helper, over a few others. What has tests of its own is none. */
function usersOf(helper: string, { reader, loaders }: TestedFilesInput): readonly string[] {
  if (BLOCKS.test(reader.textOf(helper))) return [];
  // A set also walks over what is added on the way.
  const found = new Set([helper]);
  for (const path of found) {
    for (const user of loaders(path)) found.add(user);
    if (found.size > MOST_FILES) break;
  }
  return [...found].slice(1);
}

function memoiseBoth(compute: (test: string, file: string) => boolean): typeof compute {
  const byFile = memoise((file) => memoise((test) => compute(test, file)));
  return (test, file) => byFile(file)(test);
}
