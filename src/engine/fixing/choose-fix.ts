import type { Finding, Fix } from '../../model/finding.js';

export interface FixChoice {
  /** Apply what keeps behaviour, of every rule. */
  readonly isSafeWanted: boolean;
  /** Rules whose suggestions a person has asked for. */
  readonly suggestionsOf: readonly string[];
  /** Also name in package.json what the fixed files import, and no longer what nothing imports. */
  readonly adjustsDependencies?: boolean;
}

/** The fix of a finding that the choice allows; a suggestion that was asked for goes before a safe one. */
export function chooseFix({ ruleId, fixes }: Finding, choice: FixChoice): Fix | undefined {
  const isAskedFor = choice.suggestionsOf.includes(ruleId);
  const suggestion = isAskedFor ? fixes.find(({ kind }) => kind === 'suggestion') : undefined;
  const safe = isAskedFor || choice.isSafeWanted ? fixes.find(({ kind }) => kind === 'safe') : undefined;
  return suggestion ?? safe;
}
