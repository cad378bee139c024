import { dirname, join } from 'node:path/posix';
import { absolutePath } from '../lib/paths.js';
import type { DetailedBundle } from '../model/bundle.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import { analyzeBundles, type Observer } from './analyze-bundles.js';
import { buildBundles } from './build/build.js';
import { type BundleGraph, indexOf, reachable } from './build/module-graph.js';
import { Rebuilder } from './build/rebuilder.js';
import { createPackageOf } from './packages/packages.js';
import { isPlainZip } from './plain-zip/analyze-files.js';
import type { DeployedFile } from './plain-zip/deployed-file.js';
import { createZipSizes, type ZipSizeOf } from './plain-zip/zip-sizes.js';
import { problemOf } from './problem-of.js';
import { type ImportCost, importCosts } from './weigh/import-costs.js';

/** What is known of one function, over many builds. */
export interface KnownBundle {
  readonly fn: LambdaFunction;
  /** Of the last build that came to an end. */
  readonly bundle?: DetailedBundle;
  /** Whether something has changed since the bundle was built, which could not be built, or not yet. */
  readonly isOutdated: boolean;
  /** Packages that the bundle lacks, as they are not installed. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

export interface LoadingFunction {
  readonly fn: LambdaFunction;
  /** Looked up when it is asked for. */
  readonly costs: () => readonly ImportCost[];
}

interface RememberedBundle extends KnownBundle {
  /** Equal as long as the function is built the same way. */
  readonly key: string;
  readonly isPending: boolean;
  readonly graph?: BundleGraph;
  /** By index of the graph's modules, whether the function loads it. */
  readonly reached?: Uint8Array;
}

/** Functions that are built together: what they share is parsed once, and an edit need not wait for more. */
const MOST_AT_ONCE = 20;
/** More than that are built without keeping their syntax trees for the next time. */
const MOST_KEPT = 12;
/** Sets of functions whose syntax trees are kept. */
const KEPT_SETS = 4;

/** The bundles of a folder's functions over many edits. It builds what it is told to, and knows whom a changed file concerns. */
export class LiveBundles {
  readonly #root: string;
  readonly #host: Host;
  readonly #rebuilder = new Rebuilder(KEPT_SETS);
  #remembered = new Map<string, RememberedBundle>();
  #packageOf;
  #zipSizeOf;
  /** Absolute; changed since the running build began, which may have read them before. */
  #changedMeanwhile = new Set<string>();
  #costs = new WeakMap<BundleGraph, Map<number, readonly ImportCost[]>>();

  /** @param host of what is on disk: a bundler reads nothing else. */
  constructor(root: string, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#packageOf = createPackageOf(host);
    this.#zipSizeOf = createZipSizes(host);
  }

  /** Takes which functions there are. Those that are new, or are built otherwise now, are pending. */
  follow(functions: readonly LambdaFunction[]): void {
    const before = this.#remembered;
    this.#remembered = new Map(
      functions.map((fn) => {
        const key = keyOf(fn);
        const known = before.get(fn.id);
        if (known?.key === key) return [fn.id, { ...known, fn }];
        const { bundle, graph, reached, missing = [] } = known ?? {};
        const isOutdated = bundle !== undefined;
        return [
          fn.id,
          { fn, key, bundle, graph, reached, isPending: canBeWeighed(fn), isOutdated, missing, problems: [] },
        ];
      }),
    );
  }

  known(): readonly KnownBundle[] {
    return [...this.#remembered.values()];
  }

  of(id: string): KnownBundle | undefined {
    return this.#remembered.get(id);
  }

  /** What is to be built next, at best what is asked about. */
  pending(isAskedAbout: (fn: LambdaFunction) => boolean): readonly LambdaFunction[] {
    const all = [...this.#remembered.values()].filter(({ isPending }) => isPending).map(({ fn }) => fn);
    const asked = all.filter(isAskedAbout);
    const first = asked.length > 0 ? asked : all;
    const bundled = first.filter((fn) => !isPlainZip(fn));
    // Plain zips are weighed together, since they share most of their files.
    return bundled.length > 0 ? bundled.slice(0, MOST_AT_ONCE) : first;
  }

  /** A file has another text, or has come or gone. Gives whether that concerns a function. */
  changed(path: string, hasComeOrGone = false): boolean {
    const isNew = hasComeOrGone && !path.includes('/node_modules/');
    const paths = new Set([path, this.#host.realPath(path)]);
    const affected = [...this.#remembered.values()].filter(
      (remembered) => canBeWeighed(remembered.fn) && this.#concerns(remembered, paths, isNew),
    );
    for (const remembered of affected)
      this.#set(remembered, { isPending: true, isOutdated: remembered.bundle !== undefined });
    for (const each of paths) this.#changedMeanwhile.add(each);
    return affected.length > 0;
  }

  /** Everything may be different: packages, or how code is compiled. */
  async forget(): Promise<void> {
    this.#packageOf = createPackageOf(this.#host);
    this.#zipSizeOf = createZipSizes(this.#host);
    for (const remembered of this.#remembered.values()) {
      if (canBeWeighed(remembered.fn))
        this.#set(remembered, { isPending: true, isOutdated: remembered.bundle !== undefined });
    }
    await this.#rebuilder.forget();
  }

  /** Settles when these have been built, or cannot be. One call after the other. */
  async build(functions: readonly LambdaFunction[]): Promise<void> {
    const graphs = new Map<string, BundleGraph>();
    const problems = new Map<string, Problem[]>(functions.map(({ id }) => [id, []]));
    // What changes from now on is to be built once more.
    for (const { id } of functions) this.#set(this.#remembered.get(id), { isPending: false });
    this.#changedMeanwhile.clear();
    const esbuild = functions.length > MOST_KEPT ? buildBundles : this.#rebuilder.build;
    const report = await this.#analyze(functions, {
      build: esbuild,
      zipSizeOf: rememberPackages(this.#zipSizeOf, createZipSizes(this.#host)),
      onBuilt: (fn, graph) => void graphs.set(fn.id, graph),
      onProblem: (fn, problem) => void problems.get(fn.id)!.push(problem),
    });
    const bundles = new Map(report.functions.map((bundle) => [bundle.functionId, bundle]));
    for (const { id } of functions) this.#finish(id, bundles.get(id), graphs.get(id), problems.get(id)!);
  }

  /** A fault of ours must not leave functions without a word. */
  async #analyze(functions: readonly LambdaFunction[], observer: Observer): ReturnType<typeof analyzeBundles> {
    try {
      return await analyzeBundles(functions, this.#root, this.#host, observer);
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      for (const fn of functions) {
        const problem = problemOf(fn, 'internal', message);
        this.#finish(fn.id, undefined, undefined, [problem]);
      }
      throw error;
    }
  }

  /** Functions whose bundle holds a file, the heaviest first, and what its imports cost each. */
  loading(path: string): readonly LoadingFunction[] {
    const paths = [...new Set([path, this.#host.realPath(path)])];
    const loading = [...this.#remembered.values()].flatMap(({ fn, bundle, graph, reached, missing }) => {
      const index = paths.flatMap((each) => (graph && indexOf(graph, each)) ?? [])[0];
      if (!bundle || !graph || index === undefined || !reached?.[index]) return [];
      return [{ fn, bytes: bundle.unzippedBytes, costs: () => this.#costsIn(graph, index, missing) }];
    });
    return loading.sort((a, b) => b.bytes - a.bytes);
  }

  async dispose(): Promise<void> {
    this.#remembered.clear();
    await this.#rebuilder.forget();
  }

  #finish(
    id: string,
    bundle: DetailedBundle | undefined,
    graph: BundleGraph | undefined,
    problems: readonly Problem[],
  ): void {
    const remembered = this.#remembered.get(id);
    // It has gone meanwhile.
    if (!remembered) return;
    const reached = graph && bitsOf(graph);
    // Only now it is known which files it loads.
    const isPending = remembered.isPending || this.#mayBeOutdated({ fn: remembered.fn, graph, reached });
    if (bundle)
      this.#set(remembered, {
        bundle,
        graph,
        reached,
        problems,
        missing: bundle.missing,
        isPending,
        isOutdated: isPending,
      });
    else this.#set(remembered, { problems, isPending, isOutdated: remembered.bundle !== undefined });
  }

  /** Has a file changed that the build may have read before? Of a build that failed it may be any. Of plain zips that is known at once. */
  #mayBeOutdated(built: Pick<RememberedBundle, 'fn' | 'graph' | 'reached'>): boolean {
    if (isPlainZip(built.fn)) return false;
    return [...this.#changedMeanwhile].some((path) => !built.graph || isLoaded(path, built));
  }

  #set(remembered: RememberedBundle | undefined, news: Partial<RememberedBundle>): void {
    if (remembered) this.#remembered.set(remembered.fn.id, { ...remembered, ...news });
  }

  #costsIn(graph: BundleGraph, index: number, missing: readonly string[]): readonly ImportCost[] {
    const known = this.#costs.get(graph) ?? new Map<number, readonly ImportCost[]>();
    this.#costs.set(graph, known);
    if (!known.has(index)) known.set(index, importCosts(graph, index, this.#packageOf, missing));
    return known.get(index)!;
  }

  #concerns(
    { fn, graph, reached, problems, bundle }: RememberedBundle,
    paths: ReadonlySet<string>,
    isNew: boolean,
  ): boolean {
    if (isPlainZip(fn)) return [...paths].some((path) => path.startsWith(`${packagedFolder(fn, this.#root)}/`));
    if ([...paths].some((path) => isLoaded(path, { graph, reached }) || path === join(this.#root, fn.handler.file)))
      return true;
    // What was missing may be there now, or stand in the way of what was found.
    if (!bundle || problems.length > 0)
      return isNew || problems.some(({ file }) => file !== undefined && paths.has(absolutePath(this.#root, file)));
    return isNew && graph !== undefined && [...paths].some((path) => mayShadow(path, graph));
  }
}

function isLoaded(path: string, { graph, reached }: Pick<RememberedBundle, 'graph' | 'reached'>): boolean {
  const index = graph && indexOf(graph, path);
  return index !== undefined && reached![index] === 1;
}

/** Functions of other bundlers are none of ours. */
export function canBeWeighed(fn: LambdaFunction): boolean {
  return fn.build?.tool === 'esbuild' || isPlainZip(fn);
}

/** Installed packages stay as they are from one build to the next; compressing them takes longer than all the rest. */
function rememberPackages(ofPackages: ZipSizeOf, ofOthers: ZipSizeOf): ZipSizeOf {
  return async (files, level) => {
    const isInstalled = ({ realPath }: DeployedFile): boolean => realPath.includes('/node_modules/');
    const others = files.filter((file) => !isInstalled(file));
    return (await ofPackages(files.filter(isInstalled), level)) + (await ofOthers(others, level));
  };
}

function keyOf({ id, name, handler, declaredIn, runtime, architecture, build, ...fn }: LambdaFunction): string {
  return JSON.stringify([
    id,
    name,
    handler.file,
    declaredIn.file,
    declaredIn.kind,
    runtime,
    architecture,
    build,
    fn.layers,
    fn.hasForeignLayers,
  ]);
}

function packagedFolder({ build, declaredIn }: LambdaFunction, root: string): string {
  return build?.folder === undefined ? dirname(join(root, declaredIn.file)) : join(root, build.folder);
}

function bitsOf(graph: BundleGraph): Uint8Array {
  const bits = new Uint8Array(graph.modules.length);
  for (const index of reachable(graph).keys()) bits[index] = 1;
  return bits;
}

/** `a.ts` stands in the way of `a.js` and of `a/index.ts`. */
function mayShadow(path: string, graph: BundleGraph): boolean {
  const known = stems.get(graph.modules) ?? new Set(graph.modules.map((module) => stemOf(module.path)));
  stems.set(graph.modules, known);
  return known.has(stemOf(path));
}

/** By the modules of a build, which many functions share. */
const stems = new WeakMap<object, ReadonlySet<string>>();

function stemOf(path: string): string {
  return path.replace(/(\/index)?\.\w+$/, '');
}
