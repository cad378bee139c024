import type { Finding, Severity } from '../model/finding.js';
import type { AnalysisResult } from '../model/result.js';

/** The result with totals that fit its findings. */
export function countedAgain(result: AnalysisResult): AnalysisResult {
  const { findings, summary } = result;
  const counts = {
    errors: countOf(findings, 'error'),
    warnings: countOf(findings, 'warning'),
    infos: countOf(findings, 'info'),
  };
  return { ...result, summary: { ...summary, ...counts } };
}

/** Those that no comment suppresses. */
export function countOf(findings: readonly Finding[], wanted: Severity): number {
  return findings.filter(({ severity, suppressed }) => severity === wanted && !suppressed).length;
}
