import { countOf } from '../../derived/counted-findings.js';
import { askedFor } from '../../engine/asking/asked-for.js';
import { toldOnce } from '../../engine/findings/told-once.js';
import { relativePath } from '../../lib/paths.js';
import type { Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';
import type { AnalysisResult } from '../../model/result.js';
import type { Examined } from './examine.js';
import type { Stopwatch } from './stopwatch.js';
import type { Survey } from './survey.js';

/** Puts together what a whole analysis tells. */
export function toResult(survey: Survey, examined: Examined, options: Options, stopwatch: Stopwatch): AnalysisResult {
  const { root } = options;
  const { functions, unresolved, problems } = survey.discovery;
  const { findings, findingsElsewhere, program } = examined;
  const isWanted = askedFor(options);
  const files = [...program.modules.keys()].filter((path) => isWanted(relativePath(root, path)));
  return {
    root,
    functions,
    unresolved,
    findings,
    problems: wantedProblems([...problems, ...examined.problems], options),
    summary: {
      filesAnalysed: files.length,
      functions: functions.length,
      findingsElsewhere,
      errors: countOf(findings, 'error'),
      warnings: countOf(findings, 'warning'),
      infos: countOf(findings, 'info'),
      durationMs: stopwatch.totalMs(),
    },
    timing: stopwatch.entries(),
  };
}

/** Our own faults are told wherever they happened. */
export function wantedProblems(problems: readonly Problem[], options: Options): readonly Problem[] {
  const isWanted = askedFor(options);
  return toldOnce(problems)
    .filter(({ file, kind }) => file === undefined || kind === 'internal' || isWanted(file))
    .sort(byPlace);
}

function byPlace(a: Problem, b: Problem): number {
  return (a.file ?? '').localeCompare(b.file ?? '') || (a.line ?? 0) - (b.line ?? 0);
}
