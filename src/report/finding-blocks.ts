import type { Colors } from 'picocolors/types.js';
import { groupBy } from '../lib/group.js';
import type { Finding, Severity } from '../model/finding.js';
import { listNames } from '../words/counts.js';
import { functionNames, impactText, type NamedFunctions } from '../words/findings.js';
import { callPathText, placeText } from '../words/places.js';

const detailIndent = ' '.repeat(10);

/** For people at a terminal: a block a file, each finding with the way to it, who reaches it and what it costs. */
export function findingBlocks(findings: readonly Finding[], names: NamedFunctions, colors: Colors): readonly string[] {
  return [...groupBy(findings, ({ file }) => file)].map(([file, own]) => fileBlock(file, own, names, colors));
}

function fileBlock(file: string, findings: readonly Finding[], names: NamedFunctions, colors: Colors): string {
  const placeWidth = Math.max(...findings.map(({ line, column }) => `${line}:${column}`.length));
  const lines = findings.flatMap((finding) => [
    findingLine(finding, placeWidth, colors),
    ...details(finding, names).map((detail) => `${detailIndent}${colors.dim(detail)}`),
  ]);
  return [colors.underline(file), ...lines].join('\n');
}

function findingLine(finding: Finding, placeWidth: number, colors: Colors): string {
  const { line, column, severity, message, ruleId } = finding;
  const place = `${line}:${column}`.padEnd(placeWidth);
  return `  ${colors.dim(place)}  ${severityText(severity, colors)}  ${message}  ${colors.dim(ruleId)}`;
}

function severityText(severity: Severity, colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
  return paint(severity.padEnd('warning'.length));
}

function details(finding: Finding, names: NamedFunctions): readonly string[] {
  const reaching = functionNames(finding, names);
  const reach = reaching.length > 0 ? `in ${listNames(reaching, 3)}` : undefined;
  const cost = [impactText(finding.impact), reach].filter(Boolean).join(' · ');
  const path = callPathText(finding.callPath, finding.file);
  const related = finding.related.map((place) => `${placeText(place)} ${place.message}`);
  return [path, cost, ...related].filter((line): line is string => Boolean(line));
}
