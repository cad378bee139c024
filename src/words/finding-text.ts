import type { CallStep, Finding, Impact, Severity } from '../model/finding.js';
import { count } from './words.js';

/** `+20–60 ms per invocation (modelled)`, or nothing when no figure is known. */
export function impactText(impact: Impact | undefined): string | undefined {
  if (!impact?.latencyMs) {
    return undefined;
  }
  const { low, high } = impact.latencyMs;
  const [unit, scale] = high < 10_000 ? ['ms', 1] : ['s', 1000];
  const [from, to] = [low, high].map((ms) => figure(ms / scale));
  const per = impact.per ?? (impact.phase === 'init' ? 'cold start' : 'invocation');
  return `+${from === to ? from : `${from}–${to}`} ${unit} per ${per} (${impact.origin})`;
}

function figure(value: number): string {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}

/**
 * `handler › saveOrder (src/db.ts:12)`: each step with its place where the file changes. Nothing when the finding stands in the
 * handler itself, since there is no way to show.
 */
export function callPathText(path: readonly CallStep[], ownFile: string): string | undefined {
  if (path.length < 2) {
    return undefined;
  }
  let file = path[0]!.file === ownFile ? ownFile : undefined;
  const steps = path.map((step) => {
    const text = step.file === file ? step.name : `${step.name} (${step.file}:${step.line})`;
    file = step.file;
    return text;
  });
  return steps.join(' › ');
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

/** `src/x.ts:3:1`, as much of it as is known. */
export function placeText(place: { readonly file?: string; readonly line?: number; readonly column?: number }): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}
