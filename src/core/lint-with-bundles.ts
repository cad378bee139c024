import { countedAgain } from '../derived/counted-findings.js';
import { unmatchedFilters } from '../engine/asking/unmatched.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { AnalysisResult } from '../model/result.js';
import { bundleFunctions, withFiguresOf } from './bundle-functions.js';
import { declaredWithin, within } from './functions-asked-for.js';
import { mergeBundles } from './merge-bundles.js';

/** The result with what the bundles of its functions show, so that every format and the threshold treat both alike. */
export async function lintWithBundles(result: AnalysisResult, options: Options, host: Host): Promise<AnalysisResult> {
  const startedMs = host.now();
  const declared = [...result.functions, ...result.unresolved];
  const judged = await bundleFunctions(within(result.functions, options), options, host, {
    declared,
    unresolved: declaredWithin(result.unresolved, options),
  });
  const unmatched = options.paths.length > 0 ? [] : unmatchedFilters(options, declared);
  const ofCode = {
    findings: withFiguresOf(judged, result.findings, options),
    problems: [...result.problems, ...unmatched],
  };
  return countedAgain({
    ...result,
    ...mergeBundles(ofCode, judged),
    timing: [...result.timing, { kind: 'phase', name: 'bundles', ms: host.now() - startedMs }],
    summary: { ...result.summary, durationMs: result.summary.durationMs + host.now() - startedMs },
  });
}
