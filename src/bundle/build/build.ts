import posix, { join } from 'node:path/posix';
import {
  type BuildContext,
  type BuildFailure,
  type BuildOptions,
  build,
  context,
  type Loader,
  type Message,
  type Metafile,
  type OutputFile,
  stop,
  transform,
} from 'esbuild';
import { type Replacement, type Substitute, substitutePlugin } from '../what-if/substitute.js';
import type { BundlerOptions } from './bundler-options.js';
import { absolutePath, type BundleGraph, type HandledImport, readBundle, readImports } from './module-graph.js';
import { createService } from './service.js';
import { buildRegularFiles, isAboutSpecialFile, type Suspects, specialAround } from './special-files.js';

/** One built function, in memory. */
export interface BuiltBundle {
  readonly code: Uint8Array;
  readonly sourceMap?: Uint8Array;
  readonly graph: BundleGraph;
  /** What loaders write beside the code, and texts of licences: name → content. */
  readonly further: Readonly<Record<string, Uint8Array>>;
  /** Where the project's own code loads a module by a name that is known only when it runs. */
  readonly unfollowed: readonly BuildPlace[];
}

export interface Entry {
  /** Absolute. */
  readonly path: string;
  /** Where it would be built, relative to the folder; `*` stands for a folder of its own. Nothing is written there. */
  readonly builtAt: string;
}

/** Each file once, however many functions it holds. */
export function entriesOf(plans: readonly { readonly entry: string; readonly builtAt: string }[]): readonly Entry[] {
  return [...new Map(plans.map(({ entry, builtAt }) => [entry, { path: entry, builtAt }])).values()];
}

export interface BuildRequest extends Suspects {
  /** Each path once. */
  readonly entries: readonly Entry[];
  readonly options: BundlerOptions;
  /** Absolute folder that paths in the options, and those in the metafile, are relative to. */
  readonly folder: string;
  /** For the build of a variant. */
  readonly substitutes?: readonly Substitute[];
  readonly replacements?: readonly Replacement[];
  /** Imports that an earlier build has told of: once their names are left out for others, no build does any more. */
  readonly handled?: readonly HandledImport[];
}

/** Absolute, 1-based. */
export interface BuildPlace {
  readonly path: string;
  readonly line: number;
}

export interface BuildProblem {
  readonly message: string;
  /** Relative to the folder. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
}

export interface BuildOutcome {
  readonly bundles: ReadonlyMap<string, BuiltBundle>;
  /** Why an entry could not be built, in esbuild's own words. */
  readonly problems: ReadonlyMap<string, readonly BuildProblem[]>;
  /** Packages that are not installed; they are left out of the bundles. */
  readonly missing: readonly string[];
}

/** JavaScript of one TypeScript or JSX module, by itself; nothing where it does not parse. */
export async function compile(code: string, path: string, format?: 'cjs'): Promise<string | undefined> {
  const loader = path.slice(path.lastIndexOf('.') + 1).replace(/^[cm]/, '') as Loader;
  const options = { loader, format, platform: 'node', logLevel: 'silent' } as const;
  return service
    .during(() => transform(code, options))
    .then(
      (result) => result.code,
      () => undefined,
    );
}

/** In memory, and with all that is told of it. */
type EsbuildOptions = BuildOptions & { readonly write: false; readonly metafile: true };
type Run = (options: EsbuildOptions) => Promise<{
  readonly outputFiles: OutputFile[];
  readonly metafile: Metafile;
  readonly warnings: Message[];
}>;

/**
 * Builds all entries at once, so that what they share is parsed once. When some cannot be built, halves are tried, so that the others still
 * share most.
 *
 * @param run what builds all at once.
 */
export async function buildBundles(request: BuildRequest, run: Run = buildOnce): Promise<BuildOutcome> {
  const first = await attempt(request, [], run);
  if (first.bundles) return { bundles: first.bundles, problems: new Map(), missing: [] };
  const missing = [...new Set(first.errors.flatMap((error) => missingPackage(error) ?? []))].sort();
  const mayHoldSpecialFiles = first.errors.some(isAboutSpecialFile);
  const handled = [...(request.handled ?? []), ...first.handled];
  const second = missing.length > 0 ? await attempt({ ...request, handled, mayHoldSpecialFiles }, missing, run) : first;
  if (second.bundles) return { bundles: second.bundles, problems: new Map(), missing };
  const [entry, ...others] = request.entries;
  if (second.isRefused) return { bundles: new Map(), problems: refusalOf(request, second.errors), missing };
  if (others.length === 0) {
    return { bundles: new Map(), problems: new Map([[entry!.path, second.errors.map(toProblem)]]), missing };
  }
  const middle = request.entries.length >> 1;
  const options = { ...request.options, external: [...(request.options.external ?? []), ...missing] };
  const halves: BuildOutcome[] = [];
  for (const entries of [request.entries.slice(0, middle), request.entries.slice(middle)]) {
    halves.push(await buildBundles({ ...request, options, entries, handled, mayHoldSpecialFiles }, run));
  }
  return {
    bundles: new Map(halves.flatMap(({ bundles }) => [...bundles])),
    problems: new Map(halves.flatMap(({ problems }) => [...problems])),
    missing: [...new Set([...missing, ...halves.flatMap((each) => each.missing)])].sort(),
  };
}

type Attempt =
  | { readonly bundles: ReadonlyMap<string, BuiltBundle>; readonly errors?: undefined; readonly isRefused?: undefined }
  | {
      readonly bundles?: undefined;
      readonly errors: readonly Message[];
      readonly handled: readonly HandledImport[];
      /** A setting of the wrong type, or no bundler: no function could be built. */
      readonly isRefused: boolean;
    };

function refusalOf({ entries }: BuildRequest, errors: readonly Message[]): BuildOutcome['problems'] {
  return new Map(entries.map(({ path }) => [path, errors.map(toProblem)]));
}

const service = createService(stop);

const buildOnce: Run = (options) => service.during(() => build(options));

async function attempt(request: BuildRequest, external: readonly string[], run: Run): Promise<Attempt> {
  const settings = settingsOf(request, external);
  const folders = request.entries.map(({ path }) => posix.dirname(path));
  const around = specialAround(folders, settings, request.host);
  if (around) return { errors: [around as Message], handled: [], isRefused: false };
  try {
    const { outputFiles, metafile, warnings } = await buildRegularFiles(request, settings, run, buildOnce, service.end);
    return { bundles: toBundles(request, outputFiles, metafile, warnings) };
  } catch (error) {
    const { errors, warnings = [], message } = error as Error & Partial<BuildFailure>;
    const handled = warnings.flatMap(handledImport);
    // A setting of the wrong type is refused without a list.
    return errors?.length
      ? { errors, handled, isRefused: false }
      : { errors: [{ text: message } as Message], handled, isRefused: true };
  }
}

function settingsOf(request: BuildRequest, external: readonly string[]): EsbuildOptions {
  const { entries, options, folder, substitutes = [], replacements = [] } = request;
  const isVariant = substitutes.length + replacements.length > 0;
  return {
    platform: 'node',
    ...options,
    external: [...(options.external ?? []), ...external],
    entryPoints: entries.map(toEntryPoint),
    absWorkingDir: folder,
    outdir: folder,
    outExtension: { '.js': posix.extname(entries[0]!.builtAt) },
    bundle: true,
    ...(isVariant && { plugins: [substitutePlugin(substitutes, replacements)] }),
    write: false,
    metafile: true,
    logLevel: 'silent',
    logOverride: { ...UNFOLLOWED, [HANDLED]: 'warning' },
    // All errors, as each may be a package that is not installed.
    logLimit: 0,
  };
}

/** Names of what esbuild knows and tells only when it is asked to. */
const UNFOLLOWED = { 'unsupported-require-call': 'warning', 'unsupported-dynamic-import': 'warning' } as const;

const HANDLED = 'ignored-dynamic-import';

function handledImport({ id, text, location }: Message): HandledImport[] {
  const [, specifier] = /^Importing "(.+?)" was allowed/.exec(text) ?? [];
  return id === HANDLED && location && specifier !== undefined ? [{ file: location.file, specifier }] : [];
}

/** Packages do it knowingly. */
function unfollowedPlace({ id, location }: Message, folder: string): BuildPlace[] {
  if (!(id in UNFOLLOWED) || !location || location.file.includes('node_modules/')) return [];
  return [{ path: absolutePath(folder, location.file), line: location.line }];
}

function toEntryPoint(entry: Entry, index: number): { readonly in: string; readonly out: string } {
  const out = outputOf(entry, index);
  return { in: entry.path, out: out.slice(0, -posix.extname(out).length) };
}

function outputOf({ builtAt }: Entry, index: number): string {
  return builtAt.replace('*', String(index));
}

function toBundles(
  { entries, folder, handled = [] }: BuildRequest,
  files: readonly OutputFile[],
  metafile: Metafile,
  warnings: readonly Message[],
): Map<string, BuiltBundle> {
  const contents = new Map(files.map(({ path, contents }) => [path.replaceAll('\\', '/'), contents]));
  const imports = readImports(metafile, folder, [...handled, ...warnings.flatMap(handledImport)]);
  const places = warnings.flatMap((warning) => unfollowedPlace(warning, folder));
  const bundles = new Map<string, BuiltBundle>();
  // By where it is built: an entry that is a link goes by another path in the metafile.
  const entryAt = new Map(entries.map((entry, index) => [join(folder, outputOf(entry, index)), entry.path]));
  for (const [output, { imports: links }] of Object.entries(metafile.outputs)) {
    const path = join(folder, output);
    const entry = entryAt.get(path);
    if (entry === undefined) continue;
    const code = contents.get(path)!;
    const graph = readBundle(imports, metafile, output);
    const paths = new Set([...graph.bytes.keys()].map((index) => graph.modules[index]!.path));
    const unfollowed = places.filter((place) => paths.has(place.path));
    const written = links.map((link) => join(folder, link.path)).filter((link) => contents.has(link));
    const beside = [...new Set(written), `${path}.LEGAL.txt`].filter((each) => contents.has(each));
    const further = Object.fromEntries(beside.map((each) => [posix.basename(each), contents.get(each)!]));
    const sourceMap = contents.get(`${path}.map`);
    bundles.set(entry, { code, sourceMap, graph, further, unfollowed });
  }
  return bundles;
}

/** Builds again and again. What it has built lately it keeps, so that only what has changed is parsed the next time. */
export class Rebuilder {
  /** The one that was used last stands last. Each holds the syntax trees of all its modules. */
  #contexts = new Map<string, BuildContext<EsbuildOptions>>();
  /** Of the process that holds them. */
  #process = service.generation;
  /** Packages that are known to be missing, so that not every build has to fail first. */
  readonly #missing = new Map<string, readonly string[]>();

  /** Raised when everything is forgotten, so that what was begun before leaves nothing behind. */
  #generation = 0;

  constructor(private readonly mostContexts: number) {}

  readonly build = async (request: BuildRequest): Promise<BuildOutcome> => {
    const { options, folder, entries } = request;
    const key = JSON.stringify([folder, options, entries]);
    const known = this.#missing.get(key) ?? [];
    const generation = this.#generation;
    const external = [...(options.external ?? []), ...known];
    const outcome = await buildBundles({ ...request, options: { ...options, external } }, this.#run);
    const missing = [...new Set([...known, ...outcome.missing])].sort();
    // Of a name that is left out at once nobody learns whether a `try` stands around it.
    const isHandled = handledNames(outcome);
    if (generation === this.#generation)
      this.#missing.set(
        key,
        missing.filter((name) => !isHandled.has(name)),
      );
    return { ...outcome, missing };
  };

  /** Lets go of everything. */
  async forget(): Promise<void> {
    const contexts = [...this.#contextsNow().values()];
    this.#generation++;
    this.#contexts = new Map();
    this.#missing.clear();
    await Promise.all(contexts.map((each) => each.dispose()));
  }

  readonly #run: Run = (options) => service.during(() => this.#rebuild(options));

  /** Those that went with their process are none any more. */
  #contextsNow(): Map<string, BuildContext<EsbuildOptions>> {
    if (this.#process !== service.generation) this.#contexts = new Map();
    this.#process = service.generation;
    return this.#contexts;
  }

  async #rebuild(options: EsbuildOptions): ReturnType<Run> {
    const key = JSON.stringify(options);
    const generation = this.#generation;
    const contexts = this.#contextsNow();
    const kept = contexts.get(key) ?? (await context(options));
    if (generation !== this.#generation) {
      await kept.dispose();
      return build(options);
    }
    contexts.delete(key);
    contexts.set(key, kept);
    const [[oldest, leaving] = []] = contexts;
    if (contexts.size > this.mostContexts && oldest !== undefined) {
      contexts.delete(oldest);
      await leaving!.dispose();
    }
    return kept.rebuild();
  }
}

function handledNames({ bundles }: BuildOutcome): ReadonlySet<string> {
  const modules = new Set([...bundles.values()].flatMap(({ graph }) => graph.modules));
  const outside = [...modules].flatMap((module) => module.outside ?? []);
  return new Set(outside.filter(({ isHandled }) => isHandled).map(({ specifier }) => specifier));
}

/** Starts the process that builds, so that it is there when it is wanted. */
export async function startBuilding(): Promise<void> {
  await service.during(() => transform(''));
}

/** Ends the process that builds; another build starts it again. */
export function stopBuilding(): Promise<void> {
  return service.end();
}

/** A name that npm allows; `@/x`, `~/x` and `#x` are paths that some tsconfig.json or package.json should explain. */
const PACKAGE_NAME = /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(\/|$)/i;

/** The name in `Could not resolve "x"` when it is that of a package, not of a file. */
function missingPackage({ text }: Message): string | undefined {
  const [, specifier] = /^Could not resolve "([^"]+)"/.exec(text) ?? [];
  return specifier !== undefined && PACKAGE_NAME.test(specifier) ? specifier : undefined;
}

function toProblem({ text, location }: Message): BuildProblem {
  // Of a setting that is refused, the place is one in esbuild itself.
  if (!location || location.file.startsWith('/')) return { message: text };
  return { message: text, file: location.file, line: location.line, column: location.column + 1 };
}
