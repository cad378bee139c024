import type { Severity } from '../model/finding.js';

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export function worst(severities: readonly Severity[]): Severity | undefined {
  return [...severities].sort((a, b) => ranks[a] - ranks[b])[0];
}
