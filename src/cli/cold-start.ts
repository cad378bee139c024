import { makeFolder } from '../host/make-folder.js';
import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import type { JudgedBundles } from '../model/bundle.js';
import { UsageError } from '../model/errors.js';
import type { Options } from '../model/options.js';
import type { ColdStartOutcome } from '../report/cold-start/context.js';
import { formatColdStartJson } from '../report/cold-start/json.js';
import { formatColdStartMarkdown } from '../report/cold-start/markdown.js';
import { formatColdStartTable } from '../report/cold-start/table.js';
import { choose } from './choose.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions, type OptionFlags } from './load-options.js';
import { tellOtherRoot } from './other-root.js';
import { startProgress } from './progress.js';
import { absolute } from './targets.js';
import { exitCodeOf, isReported, type ThresholdFlags, thresholdOf } from './threshold.js';

export type ColdStartFormat = 'table' | 'json' | 'markdown' | 'html';

export interface ColdStartFlags extends OptionFlags, ThresholdFlags {
  readonly format: ColdStartFormat;
  readonly function?: readonly string[];
  readonly whatIf?: readonly string[];
  readonly measure?: boolean;
  readonly runs?: number;
  /** Milliseconds that one start may take. */
  readonly limit?: number;
  /** Folder. */
  readonly keepProfiles?: string;
  /** In a month. */
  readonly invocations?: number;
  /** Percent. */
  readonly coldShare?: number;
  /** US dollars. */
  readonly gbSecondPrice?: number;
  readonly outputFile?: string;
  readonly color: boolean;
}

/** `coldlens coldstart`: exits with 1 over a budget, with 2 when not one function could be estimated. */
export async function coldStart(args: readonly string[], flags: ColdStartFlags, io: CliIo): Promise<number> {
  refuseIdle(flags);
  const progress = startProgress(io.stderr);
  const host = createNodeHost(progress.log);
  const { options } = await loadOptions(args, flags, io.cwd, host);
  if (flags.format === 'table') await tellOtherRoot(options.root, io);
  const judged = await run(args, options, flags, io, host).finally(progress.end);
  const threshold = thresholdOf(flags);
  const { root, coldStarts, problems } = judged;
  const { ruleMetas } = await import('../rules/index.js');
  // What else the rules say of bundles is told by "coldlens bundle".
  const aboutStarts = ruleMetas.filter(({ budget }) => budget === 'start').map(({ id }) => id);
  const findings = judged.findings.filter(({ ruleId }) => aboutStarts.includes(ruleId));
  const shown = findings.filter((finding) => isReported(finding, threshold));
  const { savingsById } = await import('../coldstart/savings.js');
  const outcome: ColdStartOutcome = {
    root,
    functions: coldStarts,
    savings: savingsById(judged),
    findings: shown,
    problems,
  };
  const isColored = flags.outputFile === undefined && wantsColors(io, flags.color);
  const texts: Record<ColdStartFormat, () => string | Promise<string>> = {
    table: () => formatColdStartTable(outcome, isColored),
    json: () => formatColdStartJson(outcome, packageVersion()),
    markdown: () => formatColdStartMarkdown(outcome),
    html: async () =>
      (await import('../report/page/format-page.js')).formatPage({
        ...judged,
        findings: shown,
        savings: outcome.savings,
      }),
  };
  await deliver(await texts[flags.format](), flags.outputFile, io);
  return coldStarts.length > 0 ? exitCodeOf({ findings, problems }, threshold) : 2;
}

/** An option that does nothing without another one is a mistake. */
function refuseIdle({
  measure,
  runs,
  limit,
  keepProfiles,
  invocations,
  coldShare,
  gbSecondPrice,
}: ColdStartFlags): void {
  const idle = [
    !measure && runs !== undefined && '--runs requires --measure.',
    !measure && limit !== undefined && '--limit requires --measure.',
    !measure && keepProfiles !== undefined && '--keep-profiles requires --measure.',
    invocations === undefined && coldShare !== undefined && '--cold-share requires --invocations.',
    invocations === undefined && gbSecondPrice !== undefined && '--gb-second-price requires --invocations.',
  ].find((sentence) => sentence !== false);
  if (idle) throw new UsageError(idle);
}

/**
 * Of invocations that find no environment, in percent: AWS says that cold starts typically are under 1 % of invocations ("Operating Lambda:
 * Performance optimization – Part 1", AWS Compute Blog, 2021).
 */
const USUAL_COLD_SHARE = 1;

async function run(
  args: readonly string[],
  options: Options,
  flags: ColdStartFlags,
  io: CliIo,
  host: ReturnType<typeof createNodeHost>,
): Promise<JudgedBundles> {
  const { wanted, unresolved, declared, problems } = await choose(args, options, flags.function ?? [], host);
  const { coldStartFunctions } = await import('../core/cold-start-functions.js');
  // Before anything is started that would be lost.
  if (flags.keepProfiles !== undefined) makeFolder(absolute(flags.keepProfiles, io.cwd));
  const starter = flags.measure
    ? (await import('../host/start/create-starter.js')).createStarter(options.root)
    : undefined;
  try {
    const { invocations, coldShare = USUAL_COLD_SHARE, gbSecondPrice, runs, limit, keepProfiles } = flags;
    const judged = await coldStartFunctions(wanted, options, host, {
      declared,
      unresolved,
      changes: flags.whatIf,
      ...(invocations !== undefined && {
        usage: { invocations, coldShare: coldShare / 100, usdPerGbSecond: gbSecondPrice },
      }),
      ...(starter && {
        measuring: {
          starter,
          runs,
          limitMs: limit,
          profileFolder: keepProfiles === undefined ? undefined : absolute(keepProfiles, io.cwd),
        },
      }),
    });
    return { ...judged, problems: [...problems, ...judged.problems] };
  } finally {
    starter?.dispose();
  }
}
