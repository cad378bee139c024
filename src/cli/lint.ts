import type { RuleMeta } from '../engine/asking/define-rule.js';
import type { FixChoice } from '../engine/fixing/choose-fix.js';
import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import { isCodeFile } from '../lib/code-file.js';
import { groupedText } from '../lib/grouped-text.js';
import { relativePath } from '../lib/paths.js';
import { isTestFile } from '../lib/test-file.js';
import { UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { AnalysisResult, FixOutcome } from '../model/result.js';
import type { FormatName } from '../report/index.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import { dryRun } from './dry-run.js';
import { functionsAround, groundAround } from './find-root.js';
import { fixChoiceOf, writeFixes } from './fix.js';
import type { FixFlags } from './fix-flags.js';
import { checkClean } from './fix-guard.js';
import { fixPlaces } from './fix-places.js';
import { fixSummary } from './fix-summary.js';
import type { CliIo } from './io.js';
import { loadOptions, type OptionFlags } from './load-options.js';
import { nothingFound } from './nothing-found.js';
import { checkPatchable, tellOtherRoot } from './other-root.js';
import { startProgress } from './progress.js';
import { tell } from './tell.js';
import { exitCodeOf, type ThresholdFlags, thresholdOf, withoutLesser } from './threshold.js';
import { timingTable } from './timing.js';

export interface LintFlags extends OptionFlags, ThresholdFlags, FixFlags {
  readonly format: FormatName;
  readonly outputFile?: string;
  readonly timing?: boolean;
  readonly bundle?: boolean;
  readonly color: boolean;
}

/** Formats that hold the root, or need none. */
const SAY_WHERE: ReadonlySet<FormatName> = new Set(['json', 'sarif', 'github']);

/** `coldlens lint`: returns the exit code. */
export async function lint(args: readonly string[], flags: LintFlags, io: CliIo): Promise<number> {
  const startedMs = performance.now();
  const progress = startProgress(io.stderr);
  const host = createNodeHost(progress.log);
  const { options, rules, done } = await firstRun(args, flags, io, host).finally(progress.end);
  if (!SAY_WHERE.has(flags.format)) await tellOtherRoot(options.root, io);
  const outcome = 'changes' in done ? done : undefined;
  checkSomethingFound(done.result, args, () => nameOfAround(options.root, io.cwd, host));
  if (isOfNoFunction(done.result, options)) {
    await tell(io.stderr, `coldlens: No Lambda function reaches any code in ${args.join(', ')}; nothing to check.`);
  }
  if (outcome && flags.fixDryRun) return dryRun(outcome, options, flags, io);
  const report = outcome && writeFixes(options, outcome, flags);
  const isWritten = !report || report.failures.size === 0;
  // What could not be written is as it was, so the report is of the files as they are.
  const { result: analysed } = isWritten ? done : await run(options, createNodeHost(), undefined, flags);
  const result = await withBundlesIfAsked(analysed, options, flags);
  if (report) await tell(io.stderr, ...fixSummary({ ...outcome!, result }, report, false));

  const threshold = thresholdOf(flags);
  const { formatters } = await import('../report/index.js');
  const shown = withoutLesser(result, threshold);
  const text = formatters[flags.format](shown, {
    version: packageVersion(),
    rules,
    useColors: flags.outputFile === undefined && wantsColors(io, flags.color),
    hiddenByThreshold: countActive(result) - countActive(shown),
    hasFailed: exitCodeOf(result, threshold) !== 0,
    cwd: io.cwd,
    paths: options.paths.filter((path) => !options.linkedPaths?.includes(path)),
    fixPlaces: fixPlaces(result, options, io.cwd, host),
    workspace: io.env.GITHUB_WORKSPACE,
  });
  await deliver(text, flags.outputFile, io);
  if (flags.timing) {
    await tell(io.stderr, ...timingTable(result.timing, performance.now() - startedMs));
  }
  return isWritten ? exitCodeOf(result, threshold) : 2;
}

type Done = FixOutcome | { readonly result: AnalysisResult };

interface FirstRun {
  readonly options: Options;
  readonly rules: readonly RuleMeta[];
  readonly done: Done;
}

/**
 * Code that only functions of other packages reach, as in a package that they share, is looked at from the folder around them all: a hook
 * there hands over its files like any other, also where the package has functions of its own.
 */
async function firstRun(args: readonly string[], flags: LintFlags, io: CliIo, host: Host): Promise<FirstRun> {
  const { options, rules } = await loadOptions(args, flags, io.cwd, host);
  const choice = fixChoiceOf(flags, rules);
  // What is around the package may have other changes: only files of these paths are written.
  if (choice) checkClean(options.root, flags);
  if (flags.fixDryRun) checkPatchable(options.root, io.cwd);
  const first = { options, rules, done: await run(options, host, choice, flags) };
  const isAlone = args.length > 0 && !isReached(first.done.result, options, host);
  const around = isAlone ? groundAround(options.root, host) : undefined;
  if (around === undefined || !(isOfNothing(first.done.result) || (await isLoadedFrom(around, options.root, host))))
    return first;
  const loaded = await loadOptions(args, flags, io.cwd, host, around);
  const second = { ...loaded, done: await run(loaded.options, host, choice, flags) };
  const isOnlyOne = isOfNothing(first.done.result) && !isOfNothing(second.done.result);
  if (!isOnlyOne && !reachesMore(second, first)) return first;
  if (flags.fixDryRun) checkPatchable(second.options.root, io.cwd);
  return second;
}

/** It reads tsconfigs by the compiler, which is loaded by now. */
async function isLoadedFrom(around: string, folder: string, host: Host): Promise<boolean> {
  const { isLoadedFromAround } = await import('../sources/loaded-from-around.js');
  return isLoadedFromAround(folder, around, host);
}

/** Functions here reach all code that is asked for by its name; tests are nobody's. */
function isReached(result: AnalysisResult, { paths }: Options, host: Host): boolean {
  const files = paths.filter((path) => isCodeFile(path) && !isTestFile(path) && host.isFile(path));
  return !isOfNothing(result) && result.summary.filesAnalysed >= files.length;
}

function reachesMore(one: FirstRun, other: FirstRun): boolean {
  return one.done.result.summary.filesAnalysed > other.done.result.summary.filesAnalysed;
}

/** Only looks, or looks and fixes in memory. The analyser takes most of the start-up time, so it is loaded when it is needed. */
async function run(options: Options, host: Host, choice: FixChoice | undefined, flags: FixFlags): Promise<Done> {
  if (choice) {
    const { fixProject } = await import('../core/fix-project.js');
    return fixProject(options, host, { ...choice, adjustsDependencies: flags.fixDependencies === true });
  }
  const { analyze } = await import('../core/analyze.js');
  return { result: await analyze(options, host) };
}

/** Bundles are asked for by `--bundle`, or by naming a rule about them. What was fixed is on disk by now. */
async function withBundlesIfAsked(result: AnalysisResult, options: Options, flags: LintFlags): Promise<AnalysisResult> {
  const { bundleRules } = await import('../rules/index.js');
  const namesOne = bundleRules.some(({ meta }) => flags.rule?.includes(meta.id));
  if (!flags.bundle && !namesOne) return result;
  const { lintWithBundles } = await import('../core/lint-with-bundles.js');
  return lintWithBundles(result, options, createNodeHost());
}

function countActive({ findings }: AnalysisResult): number {
  return findings.filter(({ suppressed }) => !suppressed).length;
}

/** As one types it. */
function nameOfAround(root: string, cwd: string, host: Host): string | undefined {
  const around = functionsAround(root, host);
  return around && relativePath(cwd, around);
}

/** A run over nothing must not look like a clean one. What was in the way comes along, since it may be the cause. */
function checkSomethingFound(result: AnalysisResult, args: readonly string[], around: () => string | undefined): void {
  const { root, functions, unresolved, problems } = result;
  if (isOfNothing(result)) throw nothingFound(args, root, problems, around());
  const open = unresolved.filter(({ cause }) => cause !== 'not-node');
  if (functions.length === 0 && open.length > 0) {
    throw new UsageError(`Nothing to analyse: ${withFirst(open)}. "coldlens functions" lists them all.`);
  }
}

function isOfNothing({ functions, unresolved }: AnalysisResult): boolean {
  return functions.length === 0 && unresolved.length === 0;
}

/** A hook hands over whatever files were changed; that no function reaches one is no failure. */
function isOfNoFunction({ functions, summary }: AnalysisResult, { paths }: Options): boolean {
  return paths.length > 0 && functions.length > 0 && summary.filesAnalysed === 0;
}

function withFirst(open: AnalysisResult['unresolved']): string {
  const [first] = open;
  const others = open.length > 1 ? ` and ${groupedText(open.length - 1)} more` : '';
  return `no source was found for ${first?.name ?? 'a function'} (${first?.declaredIn.file}:${first?.declaredIn.line}: ${first?.reason})${others}`;
}
