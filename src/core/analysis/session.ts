import { createParser } from '../../ast/parse.js';
import { absolutePath, relativePath } from '../../lib/paths.js';
import { phase } from '../../lib/steps.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';
import type { AnalysisResult } from '../../model/result.js';
import { type Examined, examine } from './examine.js';
import { toResult, wantedProblems } from './result.js';
import { type Pause, runSteps } from './run-steps.js';
import { createStopwatch } from './stopwatch.js';
import { type Survey, takeSurvey } from './survey.js';

/** What an edit has changed; the rest is as the last analysis told. */
export interface Update {
  /** Files that were looked at anew with everything that reaches them, relative to the root. */
  readonly files: ReadonlySet<string>;
  /** All of those files. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** The analyses of one folder, one after another, as it is edited. Remembers trees, but no facts that a later edit could make wrong. */
export interface AnalysisSession {
  /** Everything. `onFunctions` is awaited as soon as it is known which functions there are; `update` works from then on. */
  analyze(options: Options, pause?: Pause, onFunctions?: OnFunctions): Promise<AnalysisResult>;
  /**
   * Only the functions that load one of the files (absolute paths), for which functions there are as the last analysis found them.
   * `undefined` when no function loads any.
   */
  update(files: readonly string[], pause?: Pause): Promise<Update | undefined>;
}

/** What the last complete analysis, and the updates after it, saw. */
interface LastAnalysis {
  readonly options: Options;
  readonly survey: Survey;
  /** Absolute paths of what each function loads. */
  readonly loadedBy: Map<LambdaFunction, ReadonlySet<string>>;
}

type OnFunctions = (functions: readonly LambdaFunction[]) => Promise<void>;

export function createSession(host: Host): AnalysisSession {
  const { parse, forgetUnused } = createParser();
  let known: LastAnalysis | undefined;

  return {
    analyze: async (options, pause, onFunctions) => {
      const stopwatch = createStopwatch(host);
      const survey = await takeSurvey(options, host, parse, pause);
      stopwatch.book(phase('functions'));
      const { functions } = survey.discovery;
      known ??= { options, survey, loadedBy: handlersOnly(functions, options.root) };
      await onFunctions?.(functions);
      const examined = await runSteps(examine(functions, survey, options, host, parse), stopwatch.book, pause);
      forgetUnused();
      known = { options, survey, loadedBy: loadedBy(functions, examined, options.root) };
      return toResult(survey, examined, options, stopwatch);
    },
    update: async (files, pause) => {
      if (!known) return undefined;
      const { options, survey, loadedBy: loaded } = known;
      const concerned = [...loaded].filter(([, paths]) => files.some((path) => paths.has(path)));
      if (concerned.length === 0) return undefined;
      const touched = concerned.map(([fn]) => fn);
      const before = concerned.flatMap(([, paths]) => [...paths]);
      const examined = await runSteps(examine(touched, survey, options, host, parse), () => {}, pause);
      for (const [fn, paths] of loadedBy(touched, examined, options.root)) loaded.set(fn, paths);
      return toUpdate(examined, [...before, ...examined.program.modules.keys()], touched, known);
    },
  };
}

/** All that is known before any code was read. */
function handlersOnly(functions: readonly LambdaFunction[], root: string): LastAnalysis['loadedBy'] {
  return new Map(functions.map((fn) => [fn, new Set([absolutePath(root, fn.handler.file)])]));
}

function loadedBy(
  functions: readonly LambdaFunction[],
  { program }: Examined,
  root: string,
): Map<LambdaFunction, ReadonlySet<string>> {
  return new Map(functions.map((fn) => [fn, program.graph.closureOf(absolutePath(root, fn.handler.file))]));
}

/** Of files that other functions load as well, these functions show a part only. */
function toUpdate(
  { findings, problems }: Examined,
  paths: readonly string[],
  touched: readonly LambdaFunction[],
  { options, loadedBy }: LastAnalysis,
): Update {
  const others = [...loadedBy].filter(([fn]) => !touched.includes(fn));
  const isWhole = (path: string): boolean => !others.some(([, loaded]) => loaded.has(path));
  const files = new Set(paths.filter(isWhole).map((path) => relativePath(options.root, path)));
  return {
    files,
    findings: findings.filter(({ file }) => files.has(file)),
    problems: wantedProblems(problems, options).filter(({ file }) => file !== undefined && files.has(file)),
  };
}
