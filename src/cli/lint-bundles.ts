import { bundleFunctions, withFiguresOf } from '../core/bundle-functions.js';
import { unmatchedFilters } from '../engine/asking/unmatched.js';
import { byPlace } from '../engine/findings/finding-order.js';
import { toldOnce } from '../engine/findings/told-once.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { AnalysisResult } from '../model/result.js';
import { declaredWithin, within } from './targets.js';
import { countedAgain } from './threshold.js';

/** The result with what the bundles of its functions show, so that every format and the threshold treat both alike. */
export async function withBundles(result: AnalysisResult, options: Options, host: Host): Promise<AnalysisResult> {
  const startedMs = host.now();
  const declared = [...result.functions, ...result.unresolved];
  const judged = await bundleFunctions(within(result.functions, options), options, host, {
    declared,
    unresolved: declaredWithin(result.unresolved, options),
  });
  const unmatched = options.paths.length > 0 ? [] : unmatchedFilters(options, declared);
  return countedAgain({
    ...result,
    findings: [...withFiguresOf(judged, result.findings, options), ...judged.findings].sort(byPlace),
    problems: toldOnce([...result.problems, ...unmatched, ...judged.problems]),
    timing: [...result.timing, { kind: 'phase', name: 'bundles', ms: host.now() - startedMs }],
    summary: { ...result.summary, durationMs: result.summary.durationMs + host.now() - startedMs },
  });
}
