import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { inLines } from '../lib/foreign-text.js';
import { groupedText } from '../lib/grouped-text.js';
import type { Finding } from '../model/finding.js';
import type { UnresolvedFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';
import { count } from '../words/counts.js';
import { active, totals } from '../words/findings.js';
import { placeText } from '../words/places.js';
import { durationText } from '../words/times.js';
import type { Formatter, ReportContext } from './context.js';
import { findingBlocks } from './finding-blocks.js';
import { fixHint } from './fix-hint.js';
import { problemLine } from './problem-line.js';

const maxListed = 10;

/** For people at a terminal: findings by file, each with the way to it, who reaches it and what it costs. */
export const formatStylish: Formatter = (raw, context) => {
  const result = inLines(raw);
  const colors = picocolors.createColors(context.useColors);
  const findings = active(result.findings);
  const blocks = [
    ...findingBlocks(findings, result, colors),
    problemsBlock(result.problems, colors),
    unfollowedBlock(result.problems, colors),
    unresolvedBlock(result.unresolved, colors),
    summaryLine(result, findings, context, colors),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
};

function problemsBlock(problems: readonly Problem[], colors: Colors): string {
  const told = problems.filter(({ kind }) => kind !== 'unfollowed-call');
  return listBlock(count(told.length, 'problem'), told.slice(0, maxListed).map(problemLine), told.length, colors);
}

/** What runs behind these calls was not looked at, so that no finding there says nothing. */
function unfollowedBlock(problems: readonly Problem[], colors: Colors): string {
  const told = problems.filter(({ kind }) => kind === 'unfollowed-call');
  const lines = told.slice(0, maxListed).map(problemLine);
  return listBlock(`${count(told.length, 'call')} not followed`, lines, told.length, colors);
}

/** Declarations that share a reason share a line; often a whole project is written in another language. */
function unresolvedBlock(unresolved: readonly UnresolvedFunction[], colors: Colors): string {
  const reasons = [...new Set(unresolved.map(({ reason }) => reason))];
  const lines = reasons.slice(0, maxListed).map((reason) => {
    const [first, ...others] = unresolved.filter((each) => each.reason === reason);
    const { file, line } = first!.declaredIn;
    const more = others.length > 0 ? colors.dim(` and ${groupedText(others.length)} more`) : '';
    return `  ${placeText({ file, line })}  ${first!.name ? `${first!.name}: ` : ''}${reason}${more}`;
  });
  return listBlock(`${count(unresolved.length, 'function')} not resolved`, lines, reasons.length, colors);
}

function listBlock(title: string, lines: readonly string[], total: number, colors: Colors): string {
  if (total === 0) {
    return '';
  }
  const more =
    total > lines.length
      ? [colors.dim(`  and ${groupedText(total - lines.length)} more; --format json lists all`)]
      : [];
  return [colors.bold(title), ...lines, ...more].join('\n');
}

function summaryLine(
  result: AnalysisResult,
  findings: readonly Finding[],
  context: ReportContext,
  colors: Colors,
): string {
  const { hiddenByThreshold = 0, hasFailed = findings.length > 0 } = context;
  const { functions, filesAnalysed, findingsElsewhere, durationMs } = result.summary;
  const suppressed = result.findings.length - findings.length;
  const tail = [
    `${count(functions, 'function')}, ${count(filesAnalysed, 'file')} analysed in ${durationText(durationMs)}`,
    suppressed > 0 && `${groupedText(suppressed)} suppressed`,
    hiddenByThreshold > 0 && `${groupedText(hiddenByThreshold)} below the threshold not shown`,
    findingsElsewhere > 0 && `${groupedText(findingsElsewhere)} outside of the given paths not shown`,
  ];
  const told = [totals(findings), fixHint(findings, result.root, context)].filter(Boolean).join(', ');
  const head = findings.length > 0 ? told : hasFailed ? failureWithoutFindings(result) : 'No findings';
  const isBad = hasFailed || findings.length > 0;
  return `${isBad ? colors.red(`✖ ${head}`) : colors.green(`✔ ${head}`)} · ${tail.filter(Boolean).join(', ')}`;
}

/** What fails a run that shows no finding: comments that suppress nothing, or warnings beyond the number allowed. */
function failureWithoutFindings({ problems }: AnalysisResult): string {
  return problems.length > 0 ? count(problems.length, 'problem') : 'Too many findings below the threshold';
}
