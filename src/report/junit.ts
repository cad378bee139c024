import { inXml } from '../lib/foreign-text.js';
import type { Finding } from '../model/finding.js';
import type { AnalysisResult } from '../model/result.js';
import { count, listNames } from '../words/counts.js';
import { functionNames, impactText } from '../words/findings.js';
import { callPathText, placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';
import type { Formatter } from './context.js';

/** JUnit XML: one suite, a test case per finding. A run without findings holds one case that passed, so that it does not look empty. */
export const formatJunit: Formatter = (result) => {
  const { findings, summary } = result;
  const cases = findings.length > 0 ? findings.map((finding) => testCase(finding, result)) : [passed(result)];
  const counts = {
    tests: cases.length,
    failures: findings.filter(isFailure).length,
    errors: 0,
    skipped: findings.filter(({ suppressed }) => suppressed).length,
    time: (summary.durationMs / 1000).toFixed(3),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'coldlens', ...counts })}>`,
    `  <testsuite${attributes({ name: 'coldlens', ...counts })}>`,
    ...cases,
    ...problemLines(result),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

/** An info is a remark, so its case passes and carries the text as output. */
function isFailure({ suppressed, severity }: Finding): boolean {
  return !suppressed && severity !== 'info';
}

function testCase(finding: Finding, result: AnalysisResult): string {
  const names = functionNames(finding, result);
  const text = [
    placeText(finding),
    finding.message,
    callPathText(finding.callPath, finding.file),
    impactText(finding.impact),
    names.length > 0 && `In ${listNames(names, 5)}`,
  ];
  const body = inXmlLines(text.filter((part) => typeof part === 'string'));
  const name = `${finding.ruleId} ${finding.line}:${finding.column}`;
  return `    <testcase${attributes({ name, classname: finding.file })}>${outcome(finding, body)}</testcase>`;
}

function outcome(finding: Finding, body: string): string {
  if (finding.suppressed) {
    return `<skipped${attributes({ message: finding.suppressionReason ?? 'suppressed in source' })}/>`;
  }
  return isFailure(finding)
    ? `<failure${attributes({ message: finding.message, type: finding.severity })}>${body}</failure>`
    : `<system-out>${body}</system-out>`;
}

function passed({ summary }: AnalysisResult): string {
  const name = `${count(summary.functions, 'function')} in ${count(summary.filesAnalysed, 'file')}`;
  return `    <testcase${attributes({ name, classname: 'coldlens' })}/>`;
}

function problemLines({ problems }: AnalysisResult): readonly string[] {
  const lines = problems.map((problem) => `${placeText(problem)} ${problemText(problem)}`.trim());
  return lines.length > 0 ? [`    <system-err>${inXmlLines(lines)}</system-err>`] : [];
}

function inXmlLines(texts: readonly string[]): string {
  return texts.map(inXml).join('\n');
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${inXml(String(value))}"`)
    .join('');
}
