import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import type { BundleReport, DetailedBundle } from '../model/bundle.js';
import { UsageError } from '../model/errors.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import { didYouMean } from '../model/nearest.js';
import type { Problem } from '../model/problem.js';
import { formatBundleMarkdown } from '../report/bundle/markdown.js';
import { formatBundleTable } from '../report/bundle/table.js';
import { toJson } from '../report/json.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions } from './load-options.js';
import { startProgress } from './progress.js';
import { isWithin } from './targets.js';

export interface BundleFlags {
  readonly format: 'table' | 'json' | 'markdown' | 'html';
  readonly function?: readonly string[];
  readonly outputFile?: string;
  readonly config?: string;
  readonly color: boolean;
}

/** `coldlens bundle`: exits with 2 when not one function could be built. */
export async function bundle(args: readonly string[], flags: BundleFlags, io: CliIo): Promise<number> {
  const progress = startProgress(io.stderr);
  const host = createNodeHost(progress.log);
  const { options } = await loadOptions(args, flags, io.cwd, host);
  const { listFunctions } = await import('../list-functions.js');
  const { analyzeBundles } = await import('../bundle/analyze-bundles.js');
  const found = await listFunctions(options, host);
  const wanted = named(within(found.functions, options.root, options.paths), flags.function);
  const built = await analyzeBundles(wanted, options.root, host).finally(progress.end);
  // What discovery stumbled over may be the reason why a function is missing here.
  const report = { ...built, problems: [...found.problems, ...found.unresolved.map(toProblem), ...built.problems] };
  const isColored = flags.outputFile === undefined && wantsColors(io, flags.color);
  const tool = { name: 'coldlens', version: packageVersion() };
  const texts = {
    table: () => formatBundleTable(report, isColored),
    json: () => toJson({ schemaVersion: 1, tool, ...withoutContents(report) }),
    markdown: () => formatBundleMarkdown(report),
    html: async () => (await import('../report/bundle/html/index.js')).formatBundleHtml(report),
  };
  await deliver(await texts[flags.format](), flags.outputFile, io);
  return report.functions.length > 0 ? 0 : 2;
}

/** Every module of every function is more than a script wants to read. */
function withoutContents({ functions, ...report }: BundleReport<DetailedBundle>): BundleReport {
  return { ...report, functions: functions.map(({ contents, ...bundle }) => bundle) };
}

function toProblem({ name = 'A function', declaredIn: { file, line, column }, reason }: UnresolvedFunction): Problem {
  return { kind: 'unresolved-handler', file, line, column, message: `${name}: ${reason}` };
}

function within(functions: readonly LambdaFunction[], root: string, paths: readonly string[]) {
  const isInside = (file: string): boolean => paths.some((path) => isWithin(`${root}/${file}`, path));
  return functions.filter(
    ({ declaredIn, handler }) => paths.length === 0 || isInside(declaredIn.file) || isInside(handler.file),
  );
}

function named(functions: readonly LambdaFunction[], names: readonly string[] = []): readonly LambdaFunction[] {
  const known = functions.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`There is no function "${unknown}".${didYouMean(unknown, known)}`);
  return names.length === 0 ? functions : functions.filter(({ name }) => names.includes(name));
}
