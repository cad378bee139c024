import type { Base, Compared } from '../core/compare-with-base.js';
import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import type { JudgedBundles } from '../model/bundle.js';
import { UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { BundleOutcome } from '../report/bundle/context.js';
import { formatBundleJson } from '../report/bundle/json.js';
import { formatBundleMarkdown } from '../report/bundle/markdown.js';
import { formatBundleTable } from '../report/bundle/table.js';
import { choose } from './choose.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions, type OptionFlags } from './load-options.js';
import { tellOtherRoot } from './other-root.js';
import { startProgress } from './progress.js';
import { absolute } from './targets.js';
import { exitCodeOf, isReported, type ThresholdFlags, thresholdOf } from './threshold.js';

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
    throw new UsageError('--compare cannot be used with --format html; use table, json or markdown.');
  const progress = startProgress(io.stderr);
  // Finding the functions takes as long as starting the bundler, on another processor.
  const { startBuilding } = await import('../bundle/build/esbuild.js');
  const started = flags.artifact ? undefined : startBuilding();
  const host = createNodeHost(progress.log);
  const { options } = await loadOptions(args, flags, io.cwd, host);
  if (flags.format === 'table') await tellOtherRoot(options.root, io);
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
      const [{ formatPage }, { savingsById }] = await Promise.all([
        import('../report/page/format-page.js'),
        import('../coldstart/savings.js'),
      ]);
      return formatPage({ ...shown, savings: savingsById(shown) });
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
  host: Host,
): Promise<BundleOutcome> {
  const { bundleArtifacts, bundleFunctions } = await import('../core/bundle-functions.js');
  const base = await baseOf(flags, options, io, host);
  if (flags.artifact) {
    const paths = flags.artifact.map((path) => absolute(path, io.cwd));
    const judged = await bundleArtifacts(paths, options, host, base);
    const wanted = judged.functions.map(({ functionId }) => functionId);
    return compared(base, judged, { wanted, isNarrowed: true });
  }
  const { wanted, unresolved, others, declared, problems } = await choose(args, options, flags.function ?? [], host);
  const { parseChanges } = await import('../bundle/what-if/changes.js');
  const judged = await bundleFunctions(wanted, options, host, {
    base,
    declared,
    unresolved,
    changes: parseChanges(flags.whatIf ?? []),
    isCrossChecked: flags.crossCheck,
    assumesBuilds: true,
  });
  const report = { ...judged, problems: [...problems, ...judged.problems] };
  return compared(base, report, { wanted: wanted.map(({ id }) => id), others, isNarrowed: others.length > 0 });
}

/** What reads and compares is loaded when somebody asks for it. */
async function baseOf(
  { compare }: BundleFlags,
  options: Options,
  { cwd }: CliIo,
  host: Host,
): Promise<Base | undefined> {
  if (compare === undefined) return undefined;
  const { loadBase } = await import('./load-base.js');
  return loadBase(compare, options, cwd, host);
}

async function compared(base: Base | undefined, report: JudgedBundles, what: Compared): Promise<BundleOutcome> {
  if (!base) return report;
  const { withComparison } = await import('../core/compare-with-base.js');
  return withComparison(base, report, what);
}
