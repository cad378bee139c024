import { dirname } from 'node:path/posix';
import { relativePath } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Problem } from '../../model/problem.js';
import type { BundlerOptions } from '../bundler-options.js';
import { missingImports } from '../missing-imports.js';
import { reachable } from '../module-graph.js';
import { packageNames } from '../package-names.js';
import { zipBytes, zipLevelOf } from '../zip.js';
import { compileFiles } from './compiled.js';
import { contentsOf } from './contents.js';
import type { PackageContents } from './deployed-file.js';
import { type Entry, entryOf } from './entry.js';
import { dispensable } from './lost.js';
import { absentPackages, measureFiles } from './measure-files.js';
import { installedNamed } from './node-packages.js';
import { isCompiledByPlugin, withoutUncompiled } from './plugin-typescript.js';
import { isProvided } from './provided.js';
import { type Reach, reachFrom } from './reach.js';
import { remember } from './remember.js';
import type { FileTools } from './tools.js';
import { followDeployed } from './way.js';
import { type WeighedFiles, weighFiles } from './weigh.js';

export interface FilesOutcome {
  readonly bundles: ReadonlyMap<LambdaFunction, DetailedBundle>;
  /** Why a function could not be measured, in words. */
  readonly reasons: ReadonlyMap<LambdaFunction, string>;
  /** What could not be read, each once, with a function that it is shipped with. */
  readonly unread: readonly (readonly [LambdaFunction, Problem])[];
  /** Packages that are needed and not installed. */
  readonly missing: readonly string[];
}

/** A function whose files are known. */
interface FilePlan {
  readonly fn: LambdaFunction;
  readonly contents: PackageContents;
  readonly entry: Entry;
}

/** Is the function deployed as files, without a bundler? */
export function isPlainZip({ build }: LambdaFunction): boolean {
  return build?.tool === 'zip';
}

/** Measures functions that are deployed as files. Those with the same package share the work. */
export async function analyzeFiles(functions: readonly LambdaFunction[], tools: FileTools): Promise<FilesOutcome> {
  const { host, root } = tools;
  const reasons = new Map<LambdaFunction, string>();
  const plans: FilePlan[] = [];
  const unread = new Map<string, readonly [LambdaFunction, Problem]>();
  const contentsFor = remember(packageKey, (fn) => contentsOf(fn, root, host));
  for (const fn of functions) {
    const contents = contentsFor(fn);
    const plan = planOf(fn, contents, tools);
    for (const each of 'reason' in contents ? [] : contents.unread)
      if (!unread.has(each.path)) unread.set(each.path, [fn, unreadProblem(each, tools)]);
    if ('reason' in plan) reasons.set(fn, plan.reason);
    else plans.push(plan);
  }
  if (plans.length > 0) host.log('info', `Measuring the files of ${plans.length} functions`);
  const readBy = (isSource: boolean): Promise<Reach> =>
    reachOf(
      plans.filter(({ entry }) => entry.isSource === isSource),
      readAs(isSource),
      tools,
    );
  const reaches = [await readBy(true), await readBy(false)];
  const weigh = remember(
    ({ fn, entry }: FilePlan) => `${packageKey(fn)} ${entry.isSource}`,
    (plan) => weighPlan(plan, () => importedBeside(plan, plans, reaches), tools),
  );
  const bundles = new Map<LambdaFunction, DetailedBundle>();
  for (const plan of plans) bundles.set(plan.fn, await measurePlan(plan, await weigh(plan), reaches, tools));
  const missing = [...new Set([...bundles.values()].flatMap((bundle) => bundle.missing))].sort();
  return { bundles, reasons, unread: [...unread.values()], missing };
}

function unreadProblem({ path, message }: PackageContents['unread'][number], { root }: FileTools): Problem {
  return { kind: 'unreadable-file', file: relativePath(root, path), message };
}

function planOf(
  fn: LambdaFunction,
  contents: PackageContents | { readonly reason: string },
  { root, host }: FileTools,
): FilePlan | { readonly reason: string } {
  if ('reason' in contents) return contents;
  const entry = entryOf(fn, contents.files, root, host);
  const { folder = '.', handler = '' } = fn.build!;
  if (!entry)
    return { reason: `its package ${folder} does not hold the handler ${handler}; it may have to be built first` };
  return { fn, contents, entry };
}

/** Equal for functions whose packages hold the same. */
function packageKey({ declaredIn, build }: LambdaFunction): string {
  return JSON.stringify([declaredIn.kind, build?.builder, build?.folder, build?.patterns, build?.other]);
}

async function reachOf(
  plans: readonly FilePlan[],
  options: Parameters<typeof reachFrom>[3],
  { root, host }: FileTools,
): Promise<Reach> {
  if (plans.length === 0) return { graphs: new Map(), problems: new Map(), missing: [] };
  return reachFrom([...new Set(plans.map(({ entry }) => entry.path))], host.realPath(root), host, options);
}

interface Weighed {
  readonly weighed: WeighedFiles;
  readonly zippedBytes: number;
}

/** Absolute paths of all modules that functions of the same folder import. */
function importedBeside({ fn }: FilePlan, plans: readonly FilePlan[], reaches: readonly Reach[]): ReadonlySet<string> {
  const same = plans.filter((each) => each.fn.build?.folder === fn.build?.folder);
  const graphs = same.flatMap(({ entry }) => reaches.flatMap(({ graphs: all }) => all.get(entry.path) ?? []));
  return new Set(graphs.flatMap((graph) => [...reachable(graph).keys()].map((index) => graph.modules[index]!.path)));
}

async function weighPlan(
  { fn, contents, entry }: FilePlan,
  imported: () => ReadonlySet<string>,
  tools: FileTools,
): Promise<Weighed> {
  const sources = isCompiledByPlugin(fn.build)
    ? withoutUncompiled(contents.files, fn.build?.patterns ?? [], imported())
    : contents.files;
  const files = entry.isSource ? await compileFiles(sources, tools.host) : sources;
  const weighed = weighFiles(files, contents.installed, tools.packageOf, tools.relative);
  return { weighed, zippedBytes: zipBytes([await tools.zipSizeOf(files, zipLevelOf(fn))]) };
}

async function measurePlan(
  { fn, contents, entry }: FilePlan,
  { weighed, zippedBytes }: Weighed,
  reaches: readonly Reach[],
  tools: FileTools,
): Promise<DetailedBundle> {
  const reach = reaches.find(({ graphs }) => graphs.has(entry.path));
  const graph = reach?.graphs.get(entry.path);
  const [failure] = reaches.flatMap(({ problems }) => problems.get(entry.path) ?? []);
  const layers = tools.layersOf(fn);
  const notBuilt = notBuiltFor(fn, entry, reach, tools);
  const assumptions = [
    ...contents.assumptions,
    ...(entry.isSource ? ['The handler is TypeScript; its files are counted as esbuild writes them one by one.'] : []),
    ...(graph
      ? []
      : [`What the handler reaches is not known: ${failure?.message ?? 'its imports cannot be followed'}.`]),
  ];
  const ways = graph && followDeployed(graph, weighed.files, tools.packageOf);
  const absent = absentPackages(ways?.all, tools.packageOf).filter(
    (name) => !isProvided(name, fn) && !layers.has(name),
  );
  const measured = measureFiles(
    {
      fn,
      weighed,
      zippedBytes,
      ways,
      layers,
      missing: packageNames([...contents.missing.filter((name) => !layers.has(name)), ...notBuilt]),
      notBuilt,
      optional: contents.optional,
      unfound: reach?.missing ?? [],
      dispensable: await dispensable(absent, tools.packageOf, (alias) => followWithout(entry, alias, tools)),
      assumptions,
      isProvided: (name) => isProvided(name, fn),
      lacksPeer: tools.lacksPeer,
    },
    tools.packageOf,
    tools.relative,
  );
  return graph ? measured : { ...measured, isReachLost: true };
}

async function followWithout({ path, isSource }: Entry, alias: Record<string, string>, { root, host }: FileTools) {
  const { graphs, missing } = await reachFrom([path], host.realPath(root), host, { ...readAs(isSource), alias });
  const graph = graphs.get(path);
  return graph && { graph, missing };
}

/** What is deployed as it is knows no paths of a tsconfig.json. */
function readAs(isSource: boolean): BundlerOptions {
  return isSource ? {} : { tsconfigRaw: '{}' };
}

/** Packages that are there, and hold not what is imported of them: most are of the workspace, and have to be built first. */
function notBuiltFor(
  fn: LambdaFunction,
  entry: FilePlan['entry'],
  reach: Reach | undefined,
  tools: FileTools,
): readonly string[] {
  const layers = tools.layersOf(fn);
  const graph = reach?.graphs.get(entry.path);
  const unresolved = packageNames(graph ? missingImports(graph, reach!.missing).map(({ specifier }) => specifier) : []);
  const needed = unresolved.filter((name) => !isProvided(name, fn) && !layers.has(name));
  const { missing } = installedNamed(needed, dirname(entry.path), tools.host);
  return needed.filter((name) => !missing.includes(name));
}
