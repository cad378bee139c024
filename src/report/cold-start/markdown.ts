import type { ColdStartEstimate } from '../../model/cold-start.js';
import { active, placeText, totals } from '../finding-text.js';
import { escapeCell } from '../markdown.js';
import { count } from '../words.js';
import type { ColdStartOutcome } from './context.js';
import { groupedParts } from './grouped.js';
import { estimateText, measuredText, monthlyText, numberText, variantText } from './texts.js';

/** A comment on GitHub holds 65,536 characters; this many rows stay well below. */
const MAX_ROWS = 100;
const SHOWN_PARTS = 4;

/** A table for a pull request: a row a function, with what its start is made of. */
export function formatColdStartMarkdown({ functions, findings, problems }: ColdStartOutcome): string {
  const told = active(findings);
  const blocks = [
    `### Coldlens: ${count(functions.length, 'cold start')}`,
    table(functions),
    list(
      'Measured',
      functions.flatMap((each) => (each.measured ? [`${each.name} ${measuredText(each.measured)}`] : [])),
    ),
    list(
      'What if, built',
      functions.flatMap(({ name, variants = [] }) => variants.map((each) => `${name}: ${variantText(each)}`)),
    ),
    list(
      'In a month',
      functions.flatMap(({ name, monthly }) => (monthly ? [`${name}: ${monthlyText(monthly)}`] : [])),
    ),
    list(
      told.length > 0 ? totals(told) : '',
      told.map((finding) => `${placeText(finding)} ${finding.message}`),
    ),
    list(
      count(problems.length, 'problem'),
      problems.map((problem) => `${placeText(problem)} ${problem.message}`.trim()),
    ),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function table(functions: readonly ColdStartEstimate[]): string {
  if (functions.length === 0) return '';
  const rows = functions.slice(0, MAX_ROWS).map((estimate) => {
    const parts = groupedParts(estimate)
      .slice(0, SHOWN_PARTS)
      .map(({ name, ms }) => `${name} ${numberText(ms)} ms`);
    const cells = [estimate.name, estimateText(estimate.initMs), parts.join('; ')];
    return `| ${cells.map(escapeCell).join(' | ')} |`;
  });
  const more = functions.length > MAX_ROWS ? [`\nand ${functions.length - MAX_ROWS} more.`] : [];
  return ['| Function | Cold start | Most of it |', '| --- | ---: | --- |', ...rows, ...more].join('\n');
}

function list(title: string, texts: readonly string[]): string {
  const lines = texts.slice(0, MAX_ROWS).map((text) => `- ${escapeCell(text)}`);
  return lines.length > 0 ? [`**${title}**`, '', ...lines].join('\n') : '';
}
