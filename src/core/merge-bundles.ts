import { byPlace } from '../engine/findings/finding-order.js';
import { toldOnce } from '../engine/findings/told-once.js';
import type { Finding } from '../model/finding.js';
import type { Problem } from '../model/problem.js';

/** What is said of code, or of bundles. */
export interface PartialResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** What is said of code with what is said of bundles, so that every face treats both alike: in one order, and each problem once. */
export function mergeBundles(ofCode: PartialResult, ofBundles: PartialResult): PartialResult {
  return {
    findings: [...ofCode.findings, ...ofBundles.findings].sort(byPlace),
    problems: toldOnce([...ofCode.problems, ...ofBundles.problems]),
  };
}
