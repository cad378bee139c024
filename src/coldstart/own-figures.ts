import type { InitCost, StartCosts } from '../model/cold-start.js';
import type { Finding } from '../model/finding.js';
import { initImpact } from '../model/init-impact.js';

/** What is known of functions that were built, by their ids. */
export type StartsById = ReadonlyMap<string, StartCosts>;

/** Under which a package is not worth a word, by the settings for a file. */
export type LeastMs = (file: string) => number;

const HEAVY = 'heavy-top-level-import';
const WHOLE_SDK = 'full-aws-sdk-import';

/**
 * Findings about what a cold start loads, with the figures of the functions that they reach in the place of what is known in general. What
 * turns out lighter than the rule is set to tell is left out, where that is known of every function. Findings of whose functions nothing is
 * known stay as they are.
 */
export function withOwnFigures(findings: readonly Finding[], starts: StartsById, leastMs: LeastMs): readonly Finding[] {
  if (starts.size === 0) return findings;
  return findings.flatMap((finding) => {
    if (finding.ruleId === WHOLE_SDK) return [wholeSdk(finding, starts)];
    return finding.ruleId === HEAVY ? heavy(finding, starts, leastMs(finding.file)) : [finding];
  });
}

function wholeSdk(finding: Finding, starts: StartsById): Finding {
  const cost = overAll(costsOf(finding, starts, (start) => start.ofWholeSdkV2()));
  return cost ? { ...finding, impact: initImpact(cost) } : finding;
}

function heavy(finding: Finding, starts: StartsById, leastMs: number): readonly Finding[] {
  const name = finding.package;
  if (name === undefined) return [finding];
  const costs = costsOf(finding, starts, (start) => start.ofPackage(name));
  const cost = overAll(costs);
  if (!cost) return [finding];
  const isWhole = costs.length === finding.functions.length;
  if (isWhole && cost.ms.mid < leastMs && !finding.suppressed) return [];
  // The text gives the same figure.
  const message = finding.message.replace(/about \d+ ms/, `about ${Math.round(cost.ms.mid)} ms`);
  return [{ ...finding, message, impact: initImpact(cost) }];
}

function costsOf(
  { functions }: Finding,
  starts: StartsById,
  costOf: (start: StartCosts) => InitCost | undefined,
): readonly InitCost[] {
  return functions.flatMap((id) => {
    const start = starts.get(id);
    return (start && costOf(start)) ?? [];
  });
}

/** From the lowest to the highest; the middle and the words are those of the function where it is the largest. */
function overAll(costs: readonly InitCost[]): InitCost | undefined {
  const [largest] = costs.toSorted((a, b) => b.ms.mid - a.ms.mid);
  if (!largest) return undefined;
  const low = Math.min(...costs.map(({ ms }) => ms.low));
  const high = Math.max(...costs.map(({ ms }) => ms.high));
  return { ...largest, ms: { low, mid: largest.ms.mid, high } };
}
