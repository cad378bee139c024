import { countedAgain, countOf } from '../derived/counted-findings.js';
import type { Finding, Severity } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';

/** Which findings are reported and which make the run fail, as the options ask. */
export interface Threshold {
  /** Findings below it are left out of the report. */
  readonly reported: Severity;
  /** Infos only count when they were asked for. */
  readonly doInfosFail: boolean;
  /** More warnings than this fail the run. */
  readonly maxWarnings: number;
}

export interface ThresholdFlags {
  readonly severity?: Severity;
  readonly quiet?: boolean;
  /** -1 allows any number. */
  readonly maxWarnings?: number;
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

export function thresholdOf({ severity, quiet, maxWarnings }: ThresholdFlags): Threshold {
  const reported = quiet ? 'error' : (severity ?? 'info');
  const allowedByDefault = reported === 'error' ? Number.POSITIVE_INFINITY : 0;
  return {
    reported,
    doInfosFail: severity === 'info' && !quiet,
    maxWarnings: maxWarnings === -1 ? Number.POSITIVE_INFINITY : (maxWarnings ?? allowedByDefault),
  };
}

/** At or above the threshold. */
export function isReported({ severity }: Finding, { reported }: Threshold): boolean {
  return ranks[severity] >= ranks[reported];
}

/** The result without the findings below the threshold, its totals counted again. */
export function withoutLesser(result: AnalysisResult, threshold: Threshold): AnalysisResult {
  const findings = result.findings.filter((finding) => isReported(finding, threshold));
  return countedAgain({ ...result, findings });
}

type ThresholdInput = Pick<AnalysisResult, 'findings' | 'problems'>;

/** 0 nothing at or above the threshold, 1 findings, 2 a part of the tool broke. */
export function exitCodeOf({ findings, problems }: ThresholdInput, threshold: Threshold): number {
  if (problems.some(({ kind }) => kind === 'internal')) {
    return 2;
  }
  const warnings = countOf(findings, 'warning') + problems.filter(isAboutSuppression).length;
  const hasFailed =
    countOf(findings, 'error') > 0 ||
    warnings > threshold.maxWarnings ||
    (threshold.doInfosFail && countOf(findings, 'info') > 0);
  return hasFailed ? 1 : 0;
}

/** A comment that suppresses nothing, or nothing that exists, is a finding about the user's code in all but name. */
function isAboutSuppression({ kind }: Problem): boolean {
  return kind === 'unused-suppression' || kind === 'invalid-suppression';
}
