import { groupBy } from '../../lib/group.js';
import type { Finding } from '../../model/finding.js';
import type { RuleMeta } from '../asking/define-rule.js';

/** Kinds of limits by function id. */
export type ToldLimits = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Of which limits a report says, as errors that no comment suppresses, that they are broken: it fails for these anyway. What a rule keeps to itself,
 * since it is off or does not say it loudly, is not told.
 */
export function toldLimits(findings: readonly Finding[], rules: readonly RuleMeta[]): ToldLimits {
  const told = findings
    .filter(({ severity, suppressed }) => severity === 'error' && !suppressed)
    .flatMap((finding) => {
      const kind = kindOf(finding, rules);
      return kind === undefined ? [] : finding.functions.map((id) => ({ id, kind }));
    });
  const byFunction = [...groupBy(told, ({ id }) => id)];
  return new Map(byFunction.map(([id, limits]) => [id, new Set(limits.map(({ kind }) => kind))]));
}

/** As in a config. */
export const START_LIMIT = 'coldStartMs';

export function packageLimit(name: string): string {
  return `packages.${name}`;
}

/** A start that only may be too slow says nothing of what an install would add. */
function kindOf({ ruleId, messageId, data }: Finding, rules: readonly RuleMeta[]): string | undefined {
  const watched = rules.find(({ id }) => id === ruleId)?.budget;
  if (watched === undefined) return undefined;
  if (watched === 'start') return messageId === 'over' ? START_LIMIT : undefined;
  return typeof data.package === 'string' ? packageLimit(data.package) : messageId;
}
