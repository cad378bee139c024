import { inCode, inComment } from '../lib/foreign-text.js';
import { groupedText } from '../lib/grouped-text.js';
import type { Finding } from '../model/finding.js';
import type { AnalysisResult } from '../model/result.js';
import { count, listNames } from '../words/counts.js';
import { active, functionNames, impactText, totals } from '../words/findings.js';
import { callPathText, placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';
import type { Formatter } from './context.js';

/** A comment on GitHub holds 65,536 characters; this many rows stay well below. */
const maxRows = 100;

/** A table for a pull request. */
export const formatMarkdown: Formatter = (result) => {
  const findings = active(result.findings);
  const { functions, filesAnalysed } = result.summary;
  const work = `${count(functions, 'function')}, ${count(filesAnalysed, 'file')} analysed.`;
  const title = findings.length > 0 ? totals(findings) : 'no findings';
  const blocks = [`### Coldlens: ${title}`, table(findings, result), problemList(result), work];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
};

function table(findings: readonly Finding[], result: AnalysisResult): string {
  if (findings.length === 0) {
    return '';
  }
  const rows = findings.slice(0, maxRows).map((finding) => row(finding, result));
  const more = findings.length > maxRows ? [`\nand ${groupedText(findings.length - maxRows)} more.`] : [];
  return [
    '| Severity | Place | Finding | Functions | Impact |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...more,
  ].join('\n');
}

function row(finding: Finding, result: AnalysisResult): string {
  const { severity, file, line, message, ruleId } = finding;
  const path = callPathText(finding.callPath, file);
  const cells = [
    severity,
    inCode(placeText({ file, line })),
    `${inComment(message)} (\`${ruleId}\`)${path ? `<br>${inComment(path)}` : ''}`,
    inComment(listNames(functionNames(finding, result), 3)),
    inComment(impactText(finding.impact) ?? ''),
  ];
  return `| ${cells.join(' | ')} |`;
}

function problemList({ problems }: AnalysisResult): string {
  const lines = problems
    .slice(0, maxRows)
    .map((problem) => `- ${inComment(`${placeText(problem)} ${problemText(problem)}`.trim())}`);
  return lines.length > 0 ? [`**${count(problems.length, 'problem')}**`, '', ...lines].join('\n') : '';
}
