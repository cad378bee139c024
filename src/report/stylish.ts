import picocolors from 'picocolors';
import { inLines } from '../lib/foreign-text.js';
import { absolutePath, commonFolder, folderOf, isOutside, isWithin, relativePath } from '../lib/paths.js';
import type { Finding, Fix } from '../model/finding.js';
import type { UnresolvedFunction } from '../model/function.js';
import { partition } from '../model/group.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';
import type { Formatter, ReportContext } from './context.js';
import { findingBlocks } from './finding-blocks.js';
import { active, placeText, totals } from './finding-text.js';
import { problemText } from './problem-text.js';
import { count, duration } from './words.js';

type Colors = ReturnType<typeof picocolors.createColors>;

const maxListed = 10;

/** For people at a terminal: findings by file, each with the way to it, who reaches it and what it costs. */
export const formatStylish: Formatter = (raw, context) => {
  const result = inLines(raw);
  const colors = picocolors.createColors(context.useColors);
  const findings = active(result.findings);
  const blocks = [
    ...findingBlocks(findings, result, colors),
    problemsBlock(result.problems, colors),
    unresolvedBlock(result.unresolved, colors),
    summaryLine(result, findings, context, colors),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
};

function problemsBlock(problems: readonly Problem[], colors: Colors): string {
  const lines = problems.slice(0, maxListed).map((problem) => {
    const place = placeText(problem);
    return `  ${place && `${place}  `}${problemText(problem)}  ${colors.dim(problem.kind)}`;
  });
  return listBlock(count(problems.length, 'problem'), lines, problems.length, colors);
}

/** Declarations that share a reason share a line; often a whole project is written in another language. */
function unresolvedBlock(unresolved: readonly UnresolvedFunction[], colors: Colors): string {
  const reasons = [...new Set(unresolved.map(({ reason }) => reason))];
  const lines = reasons.slice(0, maxListed).map((reason) => {
    const [first, ...others] = unresolved.filter((each) => each.reason === reason);
    const { file, line } = first!.declaredIn;
    const more = others.length > 0 ? colors.dim(` and ${others.length} more`) : '';
    return `  ${placeText({ file, line })}  ${first!.name ? `${first!.name}: ` : ''}${reason}${more}`;
  });
  return listBlock(`${count(unresolved.length, 'function')} not resolved`, lines, reasons.length, colors);
}

function listBlock(title: string, lines: readonly string[], total: number, colors: Colors): string {
  if (total === 0) {
    return '';
  }
  const more = total > lines.length ? [colors.dim(`  and ${total - lines.length} more; --format json lists all`)] : [];
  return [colors.bold(title), ...lines, ...more].join('\n');
}

function summaryLine(
  result: AnalysisResult,
  findings: readonly Finding[],
  { hiddenByThreshold = 0, hasFailed = findings.length > 0, cwd = result.root, paths = [] }: ReportContext,
  colors: Colors,
): string {
  const { functions, filesAnalysed, findingsElsewhere, durationMs } = result.summary;
  const suppressed = result.findings.length - findings.length;
  const tail = [
    `${count(functions, 'function')}, ${count(filesAnalysed, 'file')} analysed in ${duration(durationMs)}`,
    suppressed > 0 && `${suppressed} suppressed`,
    hiddenByThreshold > 0 && `${hiddenByThreshold} below the threshold not shown`,
    findingsElsewhere > 0 && `${findingsElsewhere} outside of the given paths not shown`,
    fixHint(findings, { root: result.root, cwd, paths }),
  ];
  const head = findings.length > 0 ? totals(findings) : hasFailed ? failureWithoutFindings(result) : 'No findings';
  const isBad = hasFailed || findings.length > 0;
  return `${isBad ? colors.red(`✖ ${head}`) : colors.green(`✔ ${head}`)} · ${tail.filter(Boolean).join(', ')}`;
}

interface Places {
  readonly root: string;
  readonly cwd: string;
  readonly paths: readonly string[];
}

/** `3 fixable with --fix, 2 more with --fix-suggestions, 1 more with --fix . ../shared`; nothing when there is none of them. */
function fixHint(findings: readonly Finding[], places: Places): string {
  const isElsewhere = ({ edits }: Fix): boolean => edits.some(({ file }) => isLeftOut(file, places));
  const [outside, inside] = partition(findings, ({ fixes }) => fixes.some(isElsewhere));
  const safe = inside.filter(isSafelyFixable).length;
  const suggested = inside.filter(({ fixes }) => fixes.length > 0).length - safe;
  const remote = outside.filter(isSafelyFixable);
  const options = [
    [safe, '--fix'],
    [suggested, '--fix-suggestions'],
    [remote.length, `--fix ${pathsTo(remote, places)}`],
  ] as const;
  const hints = options.filter(([number]) => number > 0);
  return hints
    .map(([number, option], index) => `${number} ${index > 0 ? 'more' : 'fixable'} with ${option}`)
    .join(', ');
}

function isSafelyFixable({ fixes }: Finding): boolean {
  return fixes.some(({ kind }) => kind === 'safe');
}

/** Outside of the root, and behind links, only what was asked for is fixed. */
function isLeftOut(file: string, { root, paths }: Places): boolean {
  return (isOutside(file) || paths.length > 0) && !paths.some((each) => isWithin(absolutePath(root, file), each));
}

/** What has to be named, so that files outside of the root are fixed, too. */
function pathsTo(findings: readonly Finding[], places: Places): string {
  const { root, cwd } = places;
  const files = findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ file }) => file)));
  const folders = files.filter((file) => isLeftOut(file, places)).map((file) => folderOf(absolutePath(root, file)));
  if (folders.length === 0) return '';
  const shared = folders.reduce(commonFolder);
  const named = isWithin(root, shared) ? [shared] : [root, shared];
  return named.map((folder) => quoted(relativePath(cwd, folder))).join(' ');
}

function quoted(name: string): string {
  return /[^\w./@-]/.test(name) ? `'${name}'` : name;
}

/** What fails a run that shows no finding: comments that suppress nothing, or warnings beyond the number allowed. */
function failureWithoutFindings({ problems }: AnalysisResult): string {
  return problems.length > 0 ? count(problems.length, 'problem') : 'Too many findings below the threshold';
}
