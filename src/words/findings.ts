import { roughRange } from '../derived/rough-ms.js';
import type { Finding, Impact, Severity } from '../model/finding.js';
import { count } from './counts.js';
import { rangeText } from './times.js';

/** `+20–60 ms per invocation (modelled)`, or nothing when no figure is known. */
export function impactText(impact: Impact | undefined): string | undefined {
  if (!impact?.latencyMs) {
    return undefined;
  }
  const { low, high } = isModelledStart(impact) ? roughRange(impact.latencyMs) : impact.latencyMs;
  const [unit, scale] = high < 10_000 ? (['ms', 1] as const) : (['s', 1000] as const);
  const per = unitOf(impact);
  return `+${rangeText({ low: low / scale, high: high / scale }, unit)} per ${per} (${impact.origin})`;
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

/** Names of the functions that reach a finding; an id that the result does not know stands for itself. */
export function functionNames(finding: Finding, result: NamedFunctions): readonly string[] {
  const names = new Map(result.functions.map(({ id, name }) => [id, name]));
  return [...new Set(finding.functions.map((id) => names.get(id) ?? id))];
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
