import { inComment } from '../lib/foreign-text.js';
import { groupedText } from '../lib/grouped-text.js';
import type { Finding } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import { count } from '../words/counts.js';
import { totals } from '../words/findings.js';
import { placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';

/** A comment on GitHub holds 65,536 characters; this many rows stay well below. */
const MAX_ROWS = 100;

/** A table for a comment; nothing where it has no rows. */
export function cappedTable(head: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MAX_ROWS ? [`\nand ${groupedText(rows.length - MAX_ROWS)} more.`] : [];
  return [...head, ...rows.slice(0, MAX_ROWS), ...more].join('\n');
}

/** A list for a comment; nothing where it is empty. */
export function cappedList(title: string, texts: readonly string[]): string {
  const lines = texts.slice(0, MAX_ROWS).map((text) => `- ${inComment(text)}`);
  return lines.length > 0 ? [`**${title}**`, '', ...lines].join('\n') : '';
}

/** What rules say, and what was in the way. */
export function closingLists(told: readonly Finding[], problems: readonly Problem[]): readonly string[] {
  return [
    cappedList(
      told.length > 0 ? totals(told) : '',
      told.map((finding) => `${placeText(finding)} ${finding.message}`),
    ),
    cappedList(
      count(problems.length, 'problem'),
      problems.map((problem) => `${placeText(problem)} ${problemText(problem)}`.trim()),
    ),
  ];
}
