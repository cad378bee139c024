import { analyzeBundles, type Studies } from '../bundle/analyze-bundles.js';
import { weighArtifact } from '../bundle/artifact/artifact.js';
import { lackedThen, whyIncomparable, whyUnknown } from '../bundle/compare/incomparable.js';
import { installCommand } from '../bundle/packages/install-command.js';
import { problemOf } from '../bundle/problem-of.js';
import { estimateColdStart } from '../coldstart/estimate.js';
import { startsOf } from '../coldstart/start.js';
import { startCosts } from '../coldstart/start-costs.js';
import { concerns } from '../derived/concerns.js';
import { declaredId } from '../derived/declared-id.js';
import { isLacking } from '../derived/missing-packages.js';
import { textOf } from '../derived/text-of.js';
import { type BuiltFunction, type ReadText, runBundleRules } from '../engine/asking/run-bundle-rules.js';
import type { BudgetedFunction } from '../engine/budgets/budgeted.js';
import { uncheckedBudgets } from '../engine/budgets/unchecked-budgets.js';
import type { RulesOutcome } from '../engine/findings/conclude.js';
import { byPlace } from '../engine/findings/finding-order.js';
import { type StartsById, withOwnFigures } from '../engine/findings/own-figures.js';
import { type DeclaredAnywhere, type IsWhole, wholeFiles } from '../engine/findings/whole-files.js';
import { absolutePath } from '../lib/paths.js';
import type { BundleReport, DetailedBundle, FunctionBundle, JudgedBundles } from '../model/bundle.js';
import type { ComparisonBase } from '../model/bundle-comparison.js';
import type { Finding } from '../model/finding.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import { bundleRules, rules } from '../rules/index.js';

export interface BundleRequest extends Studies {
  /** What budgets for growth compare with. */
  readonly base?: ComparisonBase;
  /** All functions of the project, those included that are not to be built; where they are not known, no comment is called unused. */
  readonly declared?: readonly DeclaredAnywhere[];
  /** Functions that were asked for and not found. */
  readonly unresolved?: readonly UnresolvedFunction[];
  /** Whether of budgets only what they say of cold starts is told where it could not be checked. */
  readonly isAboutStarts?: boolean;
}

/**
 * Builds functions as their deploy tools would and asks the rules about what they ship.
 */
export async function bundleFunctions(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  { base, declared, unresolved, isAboutStarts, ...studies }: BundleRequest = {},
): Promise<JudgedBundles> {
  const report = await analyzeBundles(functions, options.root, host, studies);
  const isWhole = declared && wholeFiles(declared, wholeIn(report.functions));
  return judge(report, functions, options, host, { base, isWhole, unresolved, isAboutStarts });
}

/**
 * Attributes built files by their source maps and asks the rules about them; each counts as a function of its own.
 *
 * @param paths absolute.
 * @throws {UsageError} where a file or its map is missing or cannot be read.
 */
export async function bundleArtifacts(
  paths: readonly string[],
  options: Options,
  host: Host,
  base?: ComparisonBase,
): Promise<JudgedBundles> {
  const { root } = options;
  const functions = await Promise.all(paths.map((path) => weighArtifact(path, root, host)));
  return judge({ root, functions, problems: [] }, functions.map(functionOf), options, host, { base });
}

/** Whether a function is among these, with all of its packages. */
function wholeIn(bundles: readonly FunctionBundle[]): (id: string) => boolean {
  const whole = new Set(bundles.filter(({ missing }) => missing.length === 0).map(({ functionId }) => functionId));
  return (id) => whole.has(id);
}

export interface AlreadyBuilt {
  /** Each with its function as it is declared now. */
  readonly built: readonly {
    readonly fn: LambdaFunction;
    readonly bundle: DetailedBundle;
    readonly isOutdated?: boolean;
  }[];
  readonly unbuilt: readonly { readonly fn: LambdaFunction; readonly reason: string }[];
  /** All functions of the project that were found. */
  readonly declared: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
}

/** What the rules say of bundles that are known. */
export function judgeKnown(
  { built, unbuilt, declared, unresolved }: AlreadyBuilt,
  options: Options,
  read: ReadText,
  host: Host,
): JudgedKnown {
  const upToDate = built.filter(({ isOutdated }) => !isOutdated).map(({ bundle }) => bundle);
  const estimated = built.map(({ fn, bundle }) => withEstimate(fn, bundle));
  const isWhole = wholeFiles([...declared, ...unresolved], wholeIn(upToDate));
  const run = runBundleRules(bundleRules, estimated, options, read, isWhole);
  const installCommandIn = (folder: string): string => installCommand(folder, host);
  const unchecked = uncheckedBudgets([...estimated, ...unbuilt, ...unresolved.map((fn) => ({ fn }))], {
    options,
    read,
    rules: bundleRuleMetas,
    findings: run.findings,
    installCommandIn,
  });
  const known = estimated.filter(({ bundle }) => !isLacking(bundle));
  const starts: StartsById = new Map(known.map(({ fn, costs }) => [fn.id, costs]));
  return {
    ...run,
    findings: [...run.findings, ...unchecked].sort(byPlace),
    withOwnFigures: (findings) => withOwnFigures(findings, rules, starts, options),
  };
}

/** What the rules say of bundles, and what the bundles mean for findings about code. */
export interface JudgedKnown extends RulesOutcome {
  readonly withOwnFigures: (findings: readonly Finding[]) => readonly Finding[];
}

/** Findings about code with the figures of the functions that were built; what lacks packages says too little of them. */
export function withFiguresOf(
  judged: JudgedBundles,
  findings: readonly Finding[],
  options: Options,
): readonly Finding[] {
  const starts: StartsById = new Map(
    startsOf(judged).flatMap(({ bundle, estimate }) =>
      isLacking(bundle) ? [] : [[bundle.functionId, startCosts(bundle, estimate)] as const],
    ),
  );
  return withOwnFigures(findings, rules, starts, options);
}

function withEstimate(fn: LambdaFunction, bundle: DetailedBundle) {
  const coldStart = estimateColdStart(fn, bundle);
  return { fn, bundle, coldStart, costs: startCosts(bundle, coldStart) };
}

function functionOf({ functionId, name, declaredIn }: FunctionBundle): LambdaFunction {
  const handler = { file: declaredIn.file, export: 'handler', line: 1 };
  return { id: functionId, name, declaredIn, handler, eventSources: [] };
}

function judge(
  report: BundleReport<DetailedBundle>,
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  {
    base,
    isWhole,
    unresolved = [],
    isAboutStarts,
  }: Pick<BundleRequest, 'base' | 'unresolved' | 'isAboutStarts'> & {
    readonly isWhole?: IsWhole;
  },
): JudgedBundles {
  const byId = new Map(functions.map((fn) => [fn.id, fn]));
  const before = new Map(base?.functions.map((bundle) => [bundle.functionId, bundle]));
  const unchecked: Problem[] = [];
  const weighed: BudgetedFunction[] = [
    ...unbuiltOf(report, functions, before, base),
    ...unresolved.map((fn) => {
      return { fn, base: baseOf(declaredId(fn.declaredIn, fn.name ?? ''), fn.declaredIn, before, base) };
    }),
  ];
  const built = report.functions.filter(isKnown).map((bundle): BuiltFunction => {
    const fn = byId.get(bundle.functionId)!;
    const earlier = before.get(bundle.functionId);
    const reason = base && whyIncomparable(earlier, bundle, { before: base.problems }, base.name);
    const estimated = withEstimate(fn, bundle);
    if (reason === undefined) {
      weighed.push({ ...estimated, base: earlier });
      return { ...estimated, base: earlier };
    }
    if (base && earlier && bundle.missing.length === 0) {
      const packages = lackedThen(earlier, bundle);
      weighed.push({ ...estimated, base: earlier, lackedThen: { base: base.name, packages } });
      return estimated;
    }
    weighed.push({ ...estimated, base: 'unknown' });
    if (bundle.missing.length === 0 && mayNotGrow(fn, options)) unchecked.push(uncheckedGrowth(fn, reason));
    return estimated;
  });
  const read: ReadText = (file) => textOf(absolutePath(options.root, file), host);
  const { findings, problems } = runBundleRules(bundleRules, built, options, read, isWhole);
  const installCommandIn = (folder: string): string => installCommand(folder, host);
  const open = uncheckedBudgets(weighed, {
    options,
    read,
    rules: bundleRuleMetas,
    findings,
    installCommandIn,
    isAboutStarts,
  });
  return {
    ...report,
    coldStarts: coldStartsOf(report, built, byId),
    problems: [...report.problems, ...unchecked, ...problems],
    findings: [...findings, ...open].sort(byPlace),
  };
}

/** Of all in the report; those that the rules were asked about are estimated already. */
function coldStartsOf(
  { functions }: BundleReport<DetailedBundle>,
  built: readonly BuiltFunction[],
  byId: ReadonlyMap<string, LambdaFunction>,
): JudgedBundles['coldStarts'] {
  const known = new Map(built.map(({ bundle, coldStart }) => [bundle, coldStart]));
  return functions.map((bundle) => known.get(bundle) ?? estimateColdStart(byId.get(bundle.functionId)!, bundle));
}

/** What a guess weighs, no rule judges. */
function isKnown({ assumedSince }: FunctionBundle): boolean {
  return assumedSince === undefined;
}

type BaseProblems = Pick<ComparisonBase, 'problems'>;

/** Functions that are not in the report. */
function unbuiltOf(
  { functions: built, problems }: BundleReport,
  functions: readonly LambdaFunction[],
  before: ReadonlyMap<string, FunctionBundle>,
  base: BaseProblems | undefined,
): BudgetedFunction[] {
  const ids = new Set(built.filter(isKnown).map(({ functionId }) => functionId));
  return functions
    .filter(({ id }) => !ids.has(id))
    .map((fn) => {
      const told = problems.find(({ function: about }) => about?.id === fn.id);
      const guess = built.find(({ functionId }) => functionId === fn.id);
      const reason = guess?.assumedSince ? `its build is only assumed, since ${guess.assumedSince}` : told?.message;
      return { fn, base: baseOf(fn.id, fn.declaredIn, before, base), reason };
    });
}

/** What could not be weighed then either may have grown. */
function baseOf(
  functionId: string,
  declaredIn: LambdaFunction['declaredIn'],
  before: ReadonlyMap<string, FunctionBundle>,
  base: BaseProblems | undefined,
): BudgetedFunction['base'] {
  return before.get(functionId) ?? (whyUnknown({ functionId, declaredIn }, base?.problems) ? 'unknown' : undefined);
}

const bundleRuleMetas = bundleRules.map(({ meta }) => meta);

function mayNotGrow(fn: LambdaFunction, { bundle: { budgets }, root }: Options): boolean {
  return budgets.some((budget) => budget.growth !== undefined && concerns(budget, fn, root));
}

/** A budget that nobody could check must not look kept. */
function uncheckedGrowth(fn: LambdaFunction, reason: string): Problem {
  return problemOf(fn, 'unbuilt', `its budget for growth could not be checked: ${reason}`);
}
