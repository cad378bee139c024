import type { InitCost, StartCosts } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { Options } from '../../model/options.js';
import type { CostLookup, Rule } from '../asking/define-rule.js';
import { createSettings } from '../asking/settings.js';
import { messageOf } from './message.js';

/** What is known of functions that were built, by their ids. */
export type StartsById = ReadonlyMap<string, StartCosts>;

/**
 * Findings about code with the figures of the functions that they reach in the place of what is known in general, as their rules say.
 * Findings of whose functions nothing is known stay as they are.
 */
export function withOwnFigures(
  findings: readonly Finding[],
  rules: readonly Rule[],
  starts: StartsById,
  options: Options,
): readonly Finding[] {
  if (starts.size === 0) return findings;
  const settings = createSettings(options);
  const byId = new Map(rules.map((rule) => [rule.meta.id, rule]));
  return findings.flatMap((finding) => {
    const rule = byId.get(finding.ruleId);
    const refined = rule?.refine?.(finding, takingOf(finding, starts), settings.of(rule, finding.file).options);
    if (!rule || !refined) return [finding];
    // Who silenced it shall not have to take the comment away.
    if (refined.isNothing && !finding.suppressed) return [];
    const data = { ...finding.data, ...refined.data };
    const message = refined.data ? messageOf(rule.meta, finding.messageId, data) : finding.message;
    return [{ ...finding, data, message, ...(refined.impact && { impact: refined.impact }) }];
  });
}

function takingOf({ functions }: Finding, starts: StartsById): CostLookup {
  return (costOf) => {
    const costs = functions.flatMap((id) => {
      const start = starts.get(id);
      return (start && costOf(start)) ?? [];
    });
    const cost = overAll(costs);
    return cost && { cost, isOfAll: costs.length === functions.length };
  };
}

function overAll(costs: readonly InitCost[]): InitCost | undefined {
  const [largest] = costs.toSorted((a, b) => b.ms.mid - a.ms.mid);
  if (!largest) return undefined;
  const low = Math.min(...costs.map(({ ms }) => ms.low));
  const high = Math.max(...costs.map(({ ms }) => ms.high));
  return { ...largest, ms: { low, mid: largest.ms.mid, high } };
}
