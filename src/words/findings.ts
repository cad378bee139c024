import { nameInId } from '../derived/declared-id.js';
import { exactDifference, roughRange, shownAbove } from '../derived/rough-ms.js';
import { groupedText } from '../lib/grouped-text.js';
import type { Finding, Impact, Severity } from '../model/finding.js';
import { count } from './counts.js';
import { type MsRange, numberText, rangeText } from './times.js';

/** `+20–60 ms per invocation (modelled)`, or nothing when no figure is known. */
export function impactText(impact: Impact | undefined): string | undefined {
  if (!impact?.latencyMs) {
    return undefined;
  }
  const { low, high } = shownRange(impact, impact.latencyMs);
  const [unit, scale] = high < 10_000 ? (['ms', 1] as const) : (['s', 1000] as const);
  const isExact = impact.aboveMs !== undefined && unit === 'ms';
  const range = rangeText({ low: low / scale, high: high / scale }, unit, isExact ? groupedText : numberText);
  return `+${range} per ${unitOf(impact)} (${impact.origin})`;
}

/** Above a budget, what the shown range of the whole start is above it, so that the two add up. */
function shownRange(impact: Impact, latencyMs: MsRange): MsRange {
  if (!isModelledStart(impact)) return latencyMs;
  const { aboveMs = 0 } = impact;
  const of = ({ low, high }: MsRange, by: number): MsRange => ({
    low: exactDifference(low, by),
    high: exactDifference(high, by),
  });
  const start = of(latencyMs, -aboveMs);
  if (impact.aboveMs !== undefined && latencyMs.low > 0 && Math.round(start.low) === Math.round(start.high)) {
    // Its middle is all that the message gives.
    const { ms } = shownAbove(start.high, aboveMs);
    return { low: ms, high: ms };
  }
  const { low, high } = of(roughRange(start), aboveMs);
  return { low: latencyMs.low === 0 ? 0 : Math.max(0, low), high };
}

function unitOf({ per, phase }: Impact): string {
  return per ?? (phase === 'init' ? 'cold start' : 'invocation');
}

function isModelledStart(impact: Impact): boolean {
  return impact.origin === 'modelled' && unitOf(impact) === 'cold start';
}

/** What a report needs of the functions to name them. */
export interface NamedFunctions {
  readonly functions: readonly { readonly id: string; readonly name: string }[];
}

/** Names of the functions that reach a finding: of one that the result does not know, as it could not be built, the name in its id. */
export function functionNames(finding: Finding, result: NamedFunctions): readonly string[] {
  const names = new Map(result.functions.map(({ id, name }) => [id, name]));
  return [...new Set(finding.functions.map((id) => names.get(id) ?? nameInId(id)))];
}

/** `3 findings (1 error, 2 warnings)`. */
export function totals(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'info'];
  const parts = severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => count(number, severity));
  return `${count(findings.length, 'finding')} (${parts.join(', ')})`;
}

export function active(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ suppressed }) => !suppressed);
}
