import { unmatchedFilters } from '../engine/unmatched.js';
import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import { UsageError } from '../model/errors.js';
import type { LambdaFunction } from '../model/function.js';
import { didYouMean } from '../model/nearest.js';
import type { Options } from '../model/options.js';
import type { BundleOutcome } from '../report/bundle/context.js';
import { formatBundleJson } from '../report/bundle/json.js';
import { formatBundleMarkdown } from '../report/bundle/markdown.js';
import { formatBundleTable } from '../report/bundle/table.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions, type OptionFlags } from './load-options.js';
import { nothingFound } from './nothing-found.js';
import { startProgress } from './progress.js';
import { absolute, within } from './targets.js';
import { exitCodeOf, isReported, type ThresholdFlags, thresholdOf } from './threshold.js';
import { toProblem } from './unresolved.js';

export type BundleFormat = 'table' | 'json' | 'markdown' | 'html';

export interface BundleFlags extends OptionFlags, ThresholdFlags {
  readonly format: BundleFormat;
  readonly function?: readonly string[];
  readonly compare?: string;
  readonly artifact?: readonly string[];
  readonly whatIf?: readonly string[];
  readonly crossCheck?: boolean;
  readonly outputFile?: string;
  readonly color: boolean;
}

/** `coldlens bundle`: exits with 1 over findings, with 2 when not one function could be built. */
export async function bundle(args: readonly string[], flags: BundleFlags, io: CliIo): Promise<number> {
  if (flags.format === 'html' && flags.compare !== undefined)
    throw new UsageError('A page shows one state; --compare goes with table, json and markdown.');
  const progress = startProgress(io.stderr);
  // Finding the functions takes as long as starting the bundler, on another processor.
  const { startBuilding } = await import('../bundle/build.js');
  const started = flags.artifact ? undefined : startBuilding();
  const host = createNodeHost(progress.log);
  const { options } = await loadOptions(args, flags, io.cwd, host);
  await started;
  const outcome = await run(args, options, flags, io, host).finally(progress.end);
  const threshold = thresholdOf(flags);
  const shown = { ...outcome, findings: outcome.findings.filter((finding) => isReported(finding, threshold)) };
  const isColored = flags.outputFile === undefined && wantsColors(io, flags.color);
  const texts: Record<BundleFormat, () => string | Promise<string>> = {
    table: () => formatBundleTable(shown, isColored),
    json: () => formatBundleJson(shown, packageVersion()),
    markdown: () => formatBundleMarkdown(shown),
    html: async () => {
      const [{ formatBundleHtml }, { savingsById }] = await Promise.all([
        import('../report/bundle/html/index.js'),
        import('../coldstart/savings.js'),
      ]);
      return formatBundleHtml({ ...shown, savings: savingsById(shown) });
    },
  };
  await deliver(await texts[flags.format](), flags.outputFile, io);
  return outcome.functions.length > 0 ? exitCodeOf(outcome, threshold) : 2;
}

async function run(
  args: readonly string[],
  options: Options,
  flags: BundleFlags,
  io: CliIo,
  host: ReturnType<typeof createNodeHost>,
): Promise<BundleOutcome> {
  const { bundleArtifacts, bundleFunctions } = await import('../bundle-functions.js');
  const bases = flags.compare === undefined ? undefined : await import('./base-bundles.js');
  const base = await bases?.loadBase(flags.compare!, options, io.cwd, host);
  if (flags.artifact) {
    const paths = flags.artifact.map((path) => absolute(path, io.cwd));
    const judged = await bundleArtifacts(paths, options, host, base);
    const ids = judged.functions.map(({ functionId }) => functionId);
    if (!base) return judged;
    const problems = [...judged.problems, ...bases!.remarksOn(base, judged)];
    return { ...judged, problems, comparison: bases!.compareWith(base, judged, ids, true) };
  }
  const { listFunctions } = await import('../list-functions.js');
  const found = await listFunctions(options, host);
  // What was in the way stands in the report.
  if (found.functions.length + found.unresolved.length + found.problems.length === 0)
    throw nothingFound(args, options.root, []);
  const wanted = named(within(found.functions, options), flags.function);
  const { parseChanges } = await import('../bundle/what-if/changes.js');
  const declared = [...found.functions, ...found.unresolved];
  const judged = await bundleFunctions(wanted, options, host, {
    base,
    declared,
    changes: parseChanges(flags.whatIf ?? []),
    isCrossChecked: flags.crossCheck,
  });
  // What discovery stumbled over may be the reason why a function is missing here.
  const isNarrowed = options.paths.length > 0 || (flags.function ?? []).length > 0;
  const problems = [
    ...(isNarrowed ? [] : unmatchedFilters(options, declared)),
    ...found.problems,
    ...found.unresolved.map(toProblem),
    ...judged.problems,
  ];
  const report = { ...judged, problems };
  if (!base) return report;
  const wantedIds = wanted.map(({ id }) => id);
  const others = found.functions.filter((fn) => !wanted.includes(fn)).map(({ name }) => name);
  const remarks = bases!.remarksOn(base, report, others);
  const comparison = bases!.compareWith(base, report, wantedIds, others.length > 0);
  return { ...report, problems: [...problems, ...remarks], comparison };
}

function named(functions: readonly LambdaFunction[], names: readonly string[] = []): readonly LambdaFunction[] {
  const known = functions.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no function "${unknown}".${didYouMean(unknown, known)}`);
  return names.length === 0 ? functions : functions.filter(({ name }) => names.includes(name));
}
