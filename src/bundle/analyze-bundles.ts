import { extname } from 'node:path/posix';
import { groupBy } from '../lib/group.js';
import type { NonEmpty } from '../lib/non-empty.js';
import type { BundleReport, DetailedBundle } from '../model/bundle.js';
import type { LambdaFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import { count } from '../words/counts.js';
import { buildBundles } from './build/build.js';
import type { BuildOutcome } from './build/build-outcome.js';
import { type BuildRequest, entryPointsOf } from './build/build-request.js';
import { missingImports } from './build/missing-imports.js';
import type { BundleGraph } from './build/module-graph.js';
import { assumedPlanFor, buildProblemsOf, type PlanInFolder, plansFor } from './build/plans.js';
import { createDeclaredAs, type DeclaredAs } from './packages/declared-as.js';
import { packageNames } from './packages/package-names.js';
import { analyzeFiles, isPlainZip } from './plain-zip/analyze-files.js';
import { createFullGraphOf, withBeside } from './plain-zip/beside.js';
import { createFileTools, type FileTools } from './plain-zip/tools.js';
import type { ZipSizeOf } from './plain-zip/zip-sizes.js';
import { problemOf } from './problem-of.js';
import { crossCheckAll } from './weigh/cross-check.js';
import { weighBuilt } from './weigh/weigh.js';
import { type BuiltPlan, buildVariants, type Weigh } from './what-if/build-variants.js';
import type { WhatIf } from './what-if/context.js';

/** What is done on request, since it takes a build more each. */
export interface Studies {
  /** Changes to build each function with. */
  readonly changes?: readonly WhatIf[];
  /** Whether each bundle is attributed a second time, by a source map. */
  readonly isCrossChecked?: boolean;
  /** Whether esbuild stands in where nothing tells how a function is built. */
  readonly assumesBuilds?: boolean;
}

/** For those who build again and again. */
export interface Observer {
  readonly build?: (request: BuildRequest) => Promise<BuildOutcome>;
  /** Remembers over builds what files add to a zip. */
  readonly zipSizeOf?: ZipSizeOf;
  readonly onBuilt?: (fn: LambdaFunction, graph: BundleGraph) => void;
  readonly onProblem?: (fn: LambdaFunction, problem: Problem) => void;
}

/** Packages every function as its deploy tool would, and says what is in it. */
export async function analyzeBundles(
  functions: readonly LambdaFunction[],
  root: string,
  host: Host,
  { onProblem, zipSizeOf, ...asked }: Studies & Observer = {},
): Promise<BundleReport<DetailedBundle>> {
  const problems: Problem[] = [];
  const tell = (fn: LambdaFunction, problem: Problem): void => {
    problems.push(problem);
    onProblem?.(fn, problem);
  };
  const tools = { ...createFileTools(root, host), ...(zipSizeOf && { zipSizeOf }) };
  const files = await analyzeFiles(functions.filter(isPlainZip), tools);
  const standIns = [...files.reasons].flatMap(([fn, reason]) => {
    // A handler outside of what is zipped is a mistake, whoever builds it.
    const mayBeBuilt = asked.assumesBuilds && !fn.build?.handler?.startsWith('../');
    const plan = mayBeBuilt ? assumedPlanFor(fn, root, host, reason) : undefined;
    if (!plan) tell(fn, problemOf(fn, 'unbuilt', reason));
    return plan ?? [];
  });
  for (const [fn, problem] of files.unread) tell(fn, problem);
  const missing = new Set(files.missing);
  const notBuilt = new Set([...files.bundles.values()].flatMap((bundle) => bundle.notBuilt ?? []));
  const bundles = new Map<LambdaFunction, DetailedBundle>(files.bundles);
  const context: BundleContext = { ...asked, tools, declaredAs: createDeclaredAs(host, root), missing, notBuilt, tell };
  const own = functions.filter((fn) => !isPlainZip(fn)).flatMap((fn) => plansFor(fn, tools, tell, asked.assumesBuilds));
  const plans = [...own, ...standIns];
  for (const group of groupBy(plans, groupKey).values()) {
    for (const [fn, bundle] of await buildGroup(group, context)) bundles.set(fn, bundle);
  }
  return {
    root,
    functions: functions.flatMap((fn) => bundles.get(fn) ?? []),
    problems: [...absent([...missing], notBuilt), ...problems],
  };
}

interface BundleContext extends Studies, Pick<Observer, 'build' | 'onBuilt'> {
  readonly tools: FileTools;
  readonly declaredAs: DeclaredAs;
  /** Packages that are not installed, gathered on the way. */
  readonly missing: Set<string>;
  /** Of these, what is installed. */
  readonly notBuilt: Set<string>;
  readonly tell: (fn: LambdaFunction, problem: Problem) => void;
}

/** Functions with equal settings are built at once. */
function groupKey({ options, folder, builtAt }: PlanInFolder): string {
  return JSON.stringify([folder, options, extname(builtAt)]);
}

async function buildGroup(
  group: NonEmpty<PlanInFolder>,
  context: BundleContext,
): Promise<readonly (readonly [LambdaFunction, DetailedBundle])[]> {
  const {
    tools,
    declaredAs,
    missing,
    notBuilt,
    tell,
    onBuilt,
    changes = [],
    isCrossChecked,
    build = buildBundles,
  } = context;
  const { host, root } = tools;
  const { options, folder } = group[0];
  const entries = entryPointsOf(group);
  host.log('info', `Building ${count(entries.length, 'function')}`);
  const outcome = await build({ entries, options, folder, host });
  const optional = onlyOptional(outcome, tools);
  for (const name of outcome.missing) if (!optional.has(name)) missing.add(name);
  for (const plan of group) for (const problem of buildProblemsOf(plan, outcome, root)) tell(plan.fn, problem);
  const fullGraphOf = createFullGraphOf(group, tools);
  const weigh: Weigh = (plan, built) => weighBuilt(plan, built, { ...tools, declaredAs }, root, outcome.missing);
  const building = group.map(async (plan): Promise<readonly BuiltPlan[]> => {
    const built = outcome.bundles.get(plan.entry);
    if (!built) {
      // A function must not go without a word.
      if (!outcome.problems.has(plan.entry))
        tell(plan.fn, problemOf(plan.fn, 'internal', 'the build returned no output and no error'));
      return [];
    }
    onBuilt?.(plan.fn, built.graph);
    const alone = await weigh(plan, built);
    const whole = await withBeside(alone, built.graph, plan, tools, fullGraphOf);
    for (const name of whole.missing) missing.add(name);
    for (const name of whole.notBuilt ?? []) notBuilt.add(name);
    return [{ ...plan, built, alone, bundle: whole }];
  });
  const done = (await Promise.all(building)).flat();
  const variants = changes.length > 0 ? await buildVariants(done, changes, host, weigh) : undefined;
  const doubts = isCrossChecked ? await crossCheckAll(done, host) : undefined;
  return done.map((each) => {
    const assumptions = [...each.bundle.assumptions, ...(doubts?.get(each) ?? [])];
    return [each.fn, { ...each.bundle, assumptions, ...(variants && { variants: variants.get(each) ?? [] }) }];
  });
}

/** Of what is not installed, what only packages import that can do without. */
function onlyOptional({ bundles, missing }: BuildOutcome, { isLeftOptional }: FileTools): ReadonlySet<string> {
  const imports = [...bundles.values()].flatMap(({ graph }) => missingImports(graph, missing));
  const needed = imports.filter(({ importer, specifier }) => !isLeftOptional(importer, specifier));
  const names = new Set(imports.map(({ specifier }) => specifier));
  for (const { specifier } of needed) names.delete(specifier);
  return names;
}

/** Packages that are not there, once for all. What an import names may be a part of one. */
function absent(missing: readonly string[], notBuilt: ReadonlySet<string>): Problem[] {
  // One package may be named by several of its paths.
  const names = packageNames(missing);
  const installed = names.filter((name) => notBuilt.has(name));
  const others = names.filter((name) => !notBuilt.has(name));
  return [...counted(others, 'not installed'), ...counted(installed, 'installed, but not built,')];
}

function counted(names: readonly string[], what: string): Problem[] {
  if (names.length === 0) return [];
  const shown = [...names].sort().slice(0, 5).join(', ');
  const packages = names.length === 1 ? '1 package is' : `${names.length} packages are`;
  const message = `${packages} ${what} and not counted: ${shown}${names.length > 5 ? ' …' : ''}`;
  return [{ kind: 'unbuilt', message }];
}
