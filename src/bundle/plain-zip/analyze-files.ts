import { dirname } from 'node:path/posix';
import { groupBy } from '../../lib/group.js';
import { memoiseBy } from '../../lib/memoise.js';
import { relativePath } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Problem } from '../../model/problem.js';
import { count } from '../../words/counts.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import { missingImports } from '../build/missing-imports.js';
import { moduleAt, reachable } from '../build/module-graph.js';
import { packageNames } from '../packages/package-names.js';
import { isProvided } from '../packages/provided.js';
import { zipBytes, zipLevelOf } from '../weigh/zip.js';
import { absentPackages, bundleOfFiles } from './bundle-of-files.js';
import { compileFiles } from './compiled.js';
import { contentsOf } from './contents.js';
import type { PackageContents } from './deployed-file.js';
import { lookupOptions } from './deployed-lookup.js';
import { type EntryModule, entryOf, notHeld } from './entry.js';
import { type WeighedFiles, weighFiles } from './file-weights.js';
import { followImports, type ImportedFiles } from './follow-imports.js';
import { dispensable } from './lost.js';
import { installedNamed } from './node-packages.js';
import { isCompiledByPlugin, withoutUncompiled } from './plugin-typescript.js';
import type { FileTools } from './tools.js';
import { followDeployed } from './way.js';

export interface FilesOutcome {
  readonly bundles: ReadonlyMap<LambdaFunction, DetailedBundle>;
  /** Why a function could not be weighed, in words. */
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
  readonly entry: EntryModule;
}

/** Is the function deployed as files, without a bundler, and run by Node.js? */
export function isPlainZip({ build, engine }: LambdaFunction): boolean {
  return build?.tool === 'zip' && engine === undefined;
}

/** Weighs functions that are deployed as files. Those with the same package share the work. */
export async function analyzeFiles(functions: readonly LambdaFunction[], tools: FileTools): Promise<FilesOutcome> {
  const { host, root } = tools;
  const reasons = new Map<LambdaFunction, string>();
  const plans: FilePlan[] = [];
  const unread = new Map<string, readonly [LambdaFunction, Problem]>();
  const contentsFor = memoiseBy(packageKey, (fn) => contentsOf(fn, root, host));
  for (const fn of functions) {
    const contents = contentsFor(fn);
    const plan = planOf(fn, contents, tools);
    for (const each of 'reason' in contents ? [] : contents.unread)
      if (!unread.has(each.path)) unread.set(each.path, [fn, unreadProblem(each, tools)]);
    if ('reason' in plan) reasons.set(fn, plan.reason);
    else plans.push(plan);
  }
  if (plans.length > 0) host.log('info', `Weighing the files of ${count(plans.length, 'function')}`);
  const importsByPlan = await followAll(plans, tools);
  const weigh = memoiseBy(
    ({ fn, entry }: FilePlan) => `${packageKey(fn)} ${entry.isSource}`,
    (plan) => weighPlan(plan, () => importedBeside(plan, plans, importsByPlan), tools),
  );
  const bundles = new Map<LambdaFunction, DetailedBundle>();
  for (const plan of plans)
    bundles.set(plan.fn, await bundleOfPlan(plan, await weigh(plan), importsByPlan.get(plan)!, tools));
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
  if (!entry) return { reason: notHeld(fn) };
  return { fn, contents, entry };
}

/** Equal for functions whose packages hold the same. */
function packageKey({ declaredIn, build }: LambdaFunction): string {
  return JSON.stringify([declaredIn.kind, build?.builder, build?.folder, build?.patterns, build?.other]);
}

type ImportsByPlan = ReadonlyMap<FilePlan, ImportedFiles>;

/** What each handler imports. Those whose imports are followed in the same way share the work. */
async function followAll(plans: readonly FilePlan[], tools: FileTools): Promise<ImportsByPlan> {
  const { root, host } = tools;
  const importsByPlan = new Map<FilePlan, ImportedFiles>();
  for (const [options, same] of groupBy(plans, (plan) => JSON.stringify(optionsOf(plan, tools)))) {
    const entries = [...new Set(same.map(({ entry }) => entry.path))];
    const imported = await followImports(entries, host.realPath(root), host, JSON.parse(options));
    for (const plan of same) importsByPlan.set(plan, imported);
  }
  return importsByPlan;
}

function optionsOf({ fn, contents, entry }: FilePlan, tools: FileTools): BundlerOptions {
  return lookupOptions(fn, contents.files, entry.isSource, tools);
}

interface WeighedZip {
  readonly weighed: WeighedFiles;
  readonly zippedBytes: number;
}

/** Absolute paths of all modules that functions of the same folder import. */
function importedBeside(
  { fn }: FilePlan,
  plans: readonly FilePlan[],
  importsByPlan: ImportsByPlan,
): ReadonlySet<string> {
  const same = plans.filter((each) => each.fn.build?.folder === fn.build?.folder);
  const graphs = same.flatMap((each) => importsByPlan.get(each)?.graphs.get(each.entry.path) ?? []);
  return new Set(graphs.flatMap((graph) => [...reachable(graph).keys()].map((index) => moduleAt(graph, index).path)));
}

async function weighPlan(
  { fn, contents, entry }: FilePlan,
  imported: () => ReadonlySet<string>,
  tools: FileTools,
): Promise<WeighedZip> {
  const sources = isCompiledByPlugin(fn.build)
    ? withoutUncompiled(contents.files, fn.build?.patterns ?? [], imported())
    : contents.files;
  const files = entry.isSource ? await compileFiles(sources, tools.host) : sources;
  const weighed = weighFiles(files, contents.installed, tools.packageOf, tools.relative);
  return { weighed, zippedBytes: zipBytes([await tools.zipSizeOf(files, zipLevelOf(fn))]) };
}

async function bundleOfPlan(
  plan: FilePlan,
  { weighed, zippedBytes }: WeighedZip,
  imported: ImportedFiles,
  tools: FileTools,
): Promise<DetailedBundle> {
  const { fn, contents, entry } = plan;
  const graph = imported.graphs.get(entry.path);
  const [failure] = imported.problems.get(entry.path) ?? [];
  const layers = tools.layersOf(fn);
  const notBuilt = notBuiltFor(fn, entry, imported, tools);
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
  const bundle = bundleOfFiles(
    {
      fn,
      weighed,
      zippedBytes,
      ways,
      layers,
      missing: packageNames([...contents.missing.filter((name) => !layers.has(name)), ...notBuilt]),
      notBuilt,
      optional: contents.optional,
      unfound: imported.missing,
      dispensable: await dispensable(absent, tools.packageOf, (alias) => followWithout(plan, alias, tools)),
      assumptions,
      isProvided: (name) => isProvided(name, fn),
      lacksPeer: tools.lacksPeer,
    },
    tools.packageOf,
    tools.relative,
  );
  return graph ? bundle : { ...bundle, isReachLost: true };
}

async function followWithout(plan: FilePlan, alias: Record<string, string>, tools: FileTools) {
  const { root, host } = tools;
  const { path } = plan.entry;
  const known = optionsOf(plan, tools);
  const options = { ...known, alias: { ...known.alias, ...alias } };
  const { graphs, missing } = await followImports([path], host.realPath(root), host, options);
  const graph = graphs.get(path);
  return graph && { graph, missing };
}

/** Packages that are there, and hold not what is imported of them: most are of the workspace, and have to be built first. */
function notBuiltFor(
  fn: LambdaFunction,
  entry: FilePlan['entry'],
  imported: ImportedFiles,
  tools: FileTools,
): readonly string[] {
  const layers = tools.layersOf(fn);
  const graph = imported.graphs.get(entry.path);
  const unresolved = packageNames(
    graph ? missingImports(graph, imported.missing).map(({ specifier }) => specifier) : [],
  );
  const needed = unresolved.filter((name) => !isProvided(name, fn) && !layers.has(name));
  const { missing } = installedNamed(needed, dirname(entry.path), tools.host);
  return needed.filter((name) => !missing.includes(name));
}
