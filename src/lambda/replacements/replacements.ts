import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { memoise, once } from '../../lib/memoise.js';
import { absolutePath, isWithin } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import type { Neighbours } from '../../model/neighbours.js';
import type { Packages } from '../../sources/packages.js';
import { packageOf as packageIn, type ResolveModule } from '../../sources/resolve-module.js';
import type { Concerns } from '../modules/bystanders.js';
import type { ModuleGraph, ParseModule } from '../modules/modules.js';
import { type ChangesAny, createChangesAny } from './changed-files.js';
import { MAY_CHANGE_LOADER } from './loader.js';
import { createLoaders } from './loaders.js';
import { mentionsAnySource, replacesAny } from './match.js';
import { mochaFiles } from './mocha-files.js';
import { createNamedByConfig } from './named-set-up.js';
import { isOrdering, type OrderKind } from './order-words.js';
import { createOuterUsers } from './outer-users.js';
import { createPrograms, type Programs } from './programs.js';
import { createTestReader, type TestReader } from './reader.js';
import { createSetVariables, type SetVariables, type WhenSet } from './set-variables.js';
import { bareName, type NamedSources } from './sources.js';
import { createTestedFiles, type TestedFiles } from './tested-files.js';
import { type ByContent, sortByContent } from './unnamed-tests.js';

/** Tests, their set-up and configs that put something else in the place of what a piece of code comes from; absolute paths. */
export interface Replacements {
  /** Tests and their set-up, also those that only their content shows to be some. */
  tests(): readonly string[];
  /** One after the other: who wants to know whether there is any looks no further. */
  of(sources: NamedSources, file: string): Iterable<string>;
  /** Those that change an object, by whatever name, which one of the files holds that a piece of code comes from. */
  changing(sources: NamedSources, file: string): Iterable<string>;
  /** Those that set one of the variables of the environment when the file is loaded already; or then to more than one value. */
  setting(variables: ReadonlySet<string>, file: string, when: WhenSet): Iterable<string>;
  /** Those that change the settings that a package gives to all that it makes: of aws-sdk, `AWS.config`. */
  configuring(module: string, file: string): Iterable<string>;
  /** Those that put something into what an object of the code holds under the name, or a function of that name gives: `service.client.send = …`. */
  inside(holder: string, file: string): Iterable<string>;
  /** Those that let a call fail; or also those whose fakes answer in turn, or that ask which call came first. */
  inOrder(kind: OrderKind, file: string): Iterable<string>;
  /** Has a test or a config to do with the file, also by code that is in no function here? */
  readonly concerns: Concerns;
}

export interface ReplacementsInput {
  readonly root: string;
  readonly neighbours: () => Neighbours;
  readonly graph: ModuleGraph;
  readonly packageOf: Packages;
  readonly resolve: ResolveModule;
  readonly parse: ParseModule;
  readonly host: Host;
  readonly concerns: Concerns;
}

/** A call that replaces a module, whose name stands elsewhere or is put together. */
const BY_NAME =
  /\b(mock|doMock|unstable_mockModule|setMock|createMockFromModule|requireMock|mock\.module|(td|testdouble)\.replace|replaceEsm|replaceCjs|registerMock|registerSubstitute|quibble|esmock|proxyquire|mockRequire|mockModule)\s*(<[^()]*>)?\(\s*([A-Za-z_$][\w$.]*\s*[,)]|['"][^'"\n]*['"]\s*\+|`[^`\n]*\$\{)/;

/** Texts are read when a fix first asks; only those that may name one of the sources are parsed, each once. */
export function createReplacements(input: ReplacementsInput): Replacements {
  const readings = createReadings(input);
  const { reader, tests, found, all, fillers, variables, tested, programs, changesAny } = readings;
  const isReplacingAny = createIsReplacing(input, readings);
  /** Those that may have to do with the file; whether they load it takes the longest to say. */
  function* about(paths: readonly string[], file: string, mayBe: (path: string) => boolean): Iterable<string> {
    for (const path of new Set(paths))
      if (!input.graph.modules.has(path) && mayBe(path) && tested().isAbout(path, file)) yield path;
  }
  return {
    tests,
    *of(sources, file) {
      const isNear = (path: string): boolean =>
        input.concerns(path, file) || isMockOf(path, sources) || mayReplace(reader.textOf(path), sources);
      for (const path of about([...all(), ...fillers()], file, isNear)) if (isReplacingAny(path, sources)) yield path;
    },
    *changing({ files }, file) {
      const isOne = (path: string): boolean => changesAny()(path, files);
      yield* about(tests(), file, isOne);
      yield* found().changers.filter(isOne);
    },
    *inside(holder, file) {
      // A default export has another name where it is imported.
      const name = new RegExp(holder === 'default' ? '' : `(?<![\\w$])${escapeRegExp(holder)}(?![\\w$])`);
      for (const path of about(tests(), file, (each) => name.test(reader.textOf(each))))
        if (reader.factsOf(path)?.holders.has(holder)) yield path;
    },
    *configuring(module, file) {
      for (const path of about([...all(), ...fillers()], file, (each) => reader.textOf(each).includes(module)))
        if ([...(reader.factsOf(path)?.configured ?? [])].some((each) => bareName(each) === module)) yield path;
    },
    *inOrder(kind, file) {
      for (const path of tests()) {
        if (input.graph.modules.has(path) || !isOrdering(reader.textOf(path), kind)) continue;
        if (tested().isRunning(path, file)) yield path;
      }
    },
    *setting(names, file, when) {
      if (names.size === 0) return;
      const mayBe = (path: string): boolean => variables().maySet(path, names);
      for (const path of about(all(), file, mayBe)) if (variables().sets(path, names, when)) yield path;
      for (const path of found().setters) {
        const isRun = (): boolean => tested().isHelping(path, file) || programs().isLoading(path, file);
        if (mayBe(path) && isRun() && variables().sets(path, names, when)) yield path;
      }
    },
    concerns: (path, file) => tested().isAbout(path, file),
  };
}

/** What is known of tests; each is worked out when it is first asked for. */
interface TestReadings {
  readonly reader: TestReader;
  readonly found: () => ByContent;
  readonly tests: () => readonly string[];
  /** With configs that are no code. */
  readonly all: () => readonly string[];
  readonly fillers: () => ReadonlySet<string>;
  readonly variables: () => SetVariables;
  readonly tested: () => TestedFiles;
  readonly programs: () => Programs;
  readonly changesAny: () => ChangesAny;
}

function createReadings(input: ReplacementsInput): TestReadings {
  const reader = createTestReader(input.host, input.parse);
  const found = once(() => findTests(input));
  const tests = (): readonly string[] => found().tests;
  const configured = once(() => withConfigs(tests(), input, reader));
  const all = (): readonly string[] => configured().all;
  const fillers = once(() => new Set(found().fillers.filter((path) => !all().includes(path))));
  const loaders = once(() => createLoaders({ ...input, reader, among: [...tests(), ...found().setters] }));
  const isTest = isOneOf(tests);
  const programs = once(() => createPrograms({ ...input, reader, programs: programsAmong(input, isTest) }));
  const loadersOf = (path: string): readonly string[] =>
    isTest(path) ? loaders()(path) : [...new Set([...loaders()(path), ...programs().loaders(path)])];
  const variables = once(() =>
    createSetVariables({ ...input, reader, loaders: loadersOf, programs: new Set(found().setters) }),
  );
  const otherCode = once(() => otherCodeOf(input, tests()));
  const isListed = createListed(input);
  const tested = once(() =>
    createTestedFiles({
      ...input,
      reader,
      loaders: loaders(),
      programsOf: programs().loaders,
      isNamedByConfig: createNamedByConfig(tests, input.neighbours, input.host),
      configsOf: (path) => configured().configsOf.get(path) ?? [],
      isTest,
      isListed,
      isOfOuterUser: createOuterUsers({ ...input, reader, tests: tests(), otherCode: otherCode() }),
      otherCode: new Set(otherCode()),
    }),
  );
  const changesAny = once(() => createChangesAny({ ...input, reader }));
  return { reader, found, tests, all, fillers, variables, tested, programs, changesAny };
}

/** Remembers the answers. */
function createIsReplacing(
  input: ReplacementsInput,
  { reader, fillers }: TestReadings,
): (path: string, sources: NamedSources) => boolean {
  const answers = new Map<string, Map<string, boolean>>();
  return (path, sources) => {
    const key = keyOf(sources);
    const known = answers.get(key) ?? new Map<string, boolean>();
    answers.set(key, known);
    const isOne =
      known.get(path) ??
      (fillers().has(path)
        ? isFilling(path, sources, reader)
        : isMockOf(path, sources) || isReplacing(path, sources, input, reader));
    known.set(path, isOne);
    return isOne;
  };
}

function findTests(input: ReplacementsInput): ByContent {
  const { graph, host, resolve } = input;
  const { bystanders, otherCode } = input.neighbours();
  const byContent = sortByContent(
    otherCode.filter((path) => !graph.modules.has(path)),
    host,
  );
  const known = [...bystanders, ...byContent.tests];
  const ofMocha = mochaFiles(foldersOf(known, input), host, resolve);
  return { ...byContent, tests: [...new Set([...known, ...ofMocha])] };
}

function isOneOf(list: () => readonly string[]): (path: string) => boolean {
  const set = once(() => new Set(list()));
  return (path) => set().has(path);
}

/** What is neither code of a function nor a test. */
function programsAmong({ neighbours, graph }: ReplacementsInput, isTest: (path: string) => boolean): readonly string[] {
  return neighbours().otherCode.filter((path) => !graph.modules.has(path) && !isTest(path));
}

/** Code outside of the root that is no test: that of other functions, and what they share. */
function otherCodeOf({ root, neighbours }: ReplacementsInput, tests: readonly string[]): readonly string[] {
  const known = new Set(tests);
  return neighbours().otherCode.filter((path) => !isWithin(path, root) && !known.has(path));
}

function createListed({
  host,
  packageOf,
  neighbours,
}: ReplacementsInput): (specifier: string, test: string) => boolean {
  const manifest = memoise((folder) => host.readText(absolutePath(folder, 'package.json')) ?? '');
  return (specifier, test) => {
    const name = packageIn(specifier);
    return (
      name !== undefined &&
      [packageOf(test).folder, ...neighbours().folders].some((each) => manifest(each).includes(`"${name}"`))
    );
  };
}

/** What hardly any test does without that replaces something. */
const WORDS = /mock|stub|spyOn|replace|proxyquire|rewire|quibble|moduleNameMapper|\balias\b/i;

/** Of tests of other packages, which are many, those are looked at that may replace a source by their text. */
function mayReplace(text: string, sources: NamedSources): boolean {
  return (WORDS.test(text) && mentionsAnySource(text, sources)) || MAY_CHANGE_LOADER.test(text);
}

function keyOf({ packages, files, specifiers, names }: NamedSources): string {
  return [packages, files, specifiers, names].map((each) => [...each].sort().join('\0')).join('\n');
}

function isReplacing(path: string, sources: NamedSources, input: ReplacementsInput, reader: TestReader): boolean {
  const text = reader.textOf(path);
  const isNamed = mentionsAnySource(text, sources);
  if (!isNamed && !BY_NAME.test(text) && !MAY_CHANGE_LOADER.test(text)) return false;
  const facts = reader.factsOf(path);
  if (!facts) return isNamed;
  const { resolve, packageOf } = input;
  const seen = new Set([path]);
  const names = { path, folder: packageOf(path).folder, resolve };
  if (replacesAny(facts, sources, names)) return true;
  // The name comes from another file, which may pass it on.
  const queue = [...facts.followed].map((specifier) => ({ specifier, from: path }));
  for (const { specifier, from } of queue) {
    const resolution = resolve(specifier, from);
    if (resolution.kind !== 'file' || seen.has(resolution.path) || seen.size > MOST_FOLLOWED) continue;
    seen.add(resolution.path);
    const passedOn = reader.factsOf(resolution.path);
    if (!passedOn) continue;
    if (replacesAny({ ...passedOn, isOpen: false }, sources, { ...names, path: resolution.path })) return true;
    for (const each of passedOn.exported) queue.push({ specifier: each, from: resolution.path });
  }
  return false;
}

const MOST_FOLLOWED = 20;

/** Code that is no test names modules for many reasons; what it puts into them counts. */
function isFilling(path: string, { packages }: NamedSources, reader: TestReader): boolean {
  const patched = reader.factsOf(path)?.patched ?? new Set<string>();
  return [...packages].some((name) => patched.has(name));
}

/** `__mocks__/PACKAGE.ts` beside node_modules: jest takes it for the package without being told. */
function isMockOf(path: string, { packages }: NamedSources): boolean {
  const at = path.lastIndexOf('/__mocks__/');
  if (at < 0) return false;
  const name = path.slice(at + '/__mocks__/'.length).replace(/\.[cm]?[jt]sx?$/, '');
  return [...packages].some((each) => name === each || name.startsWith(`${each}/`));
}

/** Tests with the configs that they are run by, and what these have run before them. */
interface Configured {
  readonly all: readonly string[];
  readonly configsOf: ReadonlyMap<string, readonly string[]>;
}

/** Manifests and configs in JSON say the same as code does; what they set up may stand anywhere. */
function withConfigs(tests: readonly string[], input: ReplacementsInput, reader: TestReader): Configured {
  const { packageOf, host, resolve } = input;
  const configs = [...foldersOf(tests, input)].flatMap((folder) =>
    ['package.json', 'jest.config.json'].map((name) => absolutePath(folder, name)).filter((path) => host.isFile(path)),
  );
  const all = new Set([...tests, ...configs]);
  const configsOf = new Map<string, string[]>();
  for (const path of all) {
    if (!/setupFiles/.test(reader.textOf(path))) continue;
    const { folder } = packageOf(path);
    for (const name of reader.factsOf(path)?.names ?? []) {
      if (!/^(<rootDir>|\.{1,2})\//.test(name)) continue;
      const resolution = resolve(name.replace('<rootDir>', folder), path);
      if (resolution.kind !== 'file') continue;
      all.add(resolution.path);
      configsOf.set(resolution.path, [...(configsOf.get(resolution.path) ?? []), path]);
    }
  }
  return { all: [...all], configsOf };
}

/** Of all packages with code or tests. */
function foldersOf(tests: readonly string[], { neighbours, graph, packageOf }: ReplacementsInput): ReadonlySet<string> {
  return new Set([
    ...neighbours().folders,
    ...[...graph.modules.keys(), ...tests].map((path) => packageOf(path).folder),
  ]);
}
