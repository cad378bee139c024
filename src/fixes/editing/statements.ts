import { ts } from 'ts-morph';
import { lastOf, type NonEmpty } from '../../lib/non-empty.js';
import type { Edit } from '../../model/finding.js';
import { terminatorAt } from './style.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the statement's own code ends. In files without semicolons, one that keeps the next line apart is parsed as the end of
 * the statement above it, and has to stay where it is.
 */
export function codeEnd(statement: ts.Statement): number {
  const { text } = statement.getSourceFile();
  const last = statement.getLastToken();
  const isSemicolon = last?.kind === ts.SyntaxKind.SemicolonToken;
  if (!last || !isSemicolon || !text.slice(last.pos, last.getStart()).includes('\n')) return statement.end;
  return last.pos;
}

/**
 * The statement with the comments that belong to it: those directly above, and the one behind it on its last line. Comments with
 * a blank line behind them belong to nobody and are left out.
 */
export function spanWithComments(statement: ts.Statement): Span {
  const file = statement.getSourceFile();
  const { text } = file;
  let start = statement.getStart(file);
  for (const comment of (ts.getLeadingCommentRanges(text, statement.pos) ?? []).reverse()) {
    if (text.slice(comment.end, start).split('\n').length > 2) break;
    start = comment.pos;
  }
  const codeEnds = codeEnd(statement);
  const end = ts.getTrailingCommentRanges(text, codeEnds)?.at(-1)?.end ?? codeEnds;
  return { start, end };
}

const DIRECTIVE =
  /^\/[/*]\s*(eslint-disable(-next)?-line|oxlint-disable(-next)?-line|tslint:disable-next-line|@ts-(ignore|expect-error)|prettier-ignore|biome-ignore|deno-lint-ignore|deno-fmt-ignore|istanbul ignore|[cv]8 ignore|noinspection|coldlens-disable(-next)?-line|NOSONAR|nosemgrep)/;

/** An instruction to a tool about the line that it stands at or above. */
export function isDirectiveComment(comment: string): boolean {
  return DIRECTIVE.test(comment) && !isHalfOfPair(comment);
}

const PAIR = [
  /^#?(end)?region\b|^#(el|end)?if\b|^<\/?editor-fold/i,
  /^(eslint|oxlint|tslint|stylelint|biome|deno|coldlens)[-:](disable|enable)\b(?!-(next-)?line)/,
  /^\S+[-:](start|stop|begin|end)\b/,
  /^\S+\s+ignore\s+(start|stop|begin|end|next\s+\d)/,
];

/** The opening or the closing comment about a range of lines, or one about a number of them. */
export function isHalfOfPair(comment: string): boolean {
  const text = comment.replace(/^\/[/*]+\s*/, '');
  return PAIR.some((form) => form.test(text));
}

/** What of a statement and its comments is taken out. */
type SpanOf = (statement: ts.Statement) => Span;

/** Takes statements of one list and their comments out, together with their lines and the blank lines that would be left over. */
export function removals(statements: readonly ts.Statement[], spanOf: SpanOf = spanWithComments): Edit[] {
  const edits: Edit[] = [];
  for (const run of neighbours(statements, spanOf)) edits.push(removal(run[0], lastOf(run), spanOf));
  return edits;
}

/** Runs of statements with nothing between them. */
function neighbours(statements: readonly ts.Statement[], spanOf: SpanOf): NonEmpty<ts.Statement>[] {
  const runs: [ts.Statement, ...ts.Statement[]][] = [];
  for (const statement of [...statements].sort((a, b) => a.pos - b.pos)) {
    const run = runs.at(-1);
    const { start } = spanOf(statement);
    const { text } = statement.getSourceFile();
    if (run && text.slice(spanOf(lastOf(run)).end, start).trim() === '') run.push(statement);
    else runs.push([statement]);
  }
  return runs;
}

function removal(first: ts.Statement, last: ts.Statement, spanOf: SpanOf): Edit {
  const { text, fileName } = first.getSourceFile();
  const { start } = spanOf(first);
  const { end } = spanOf(last);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end))?.[0];
  const isAlone = text.slice(lineStart, start).trim() === '' && rest !== undefined;
  if (!isAlone) return { file: fileName, start, end, text: '' };
  const lineEnd = end + rest.length;
  // After a blank line or the start of a block, the blank lines behind are too many.
  const isAfterGap = /(^|\n[ \t]*\r?\n|[{(:][ \t]*\r?\n)$/.test(text.slice(0, lineStart));
  const gap = isAfterGap ? (/^(?:[ \t]*\r?\n)+/.exec(text.slice(lineEnd))?.[0].length ?? 0) : 0;
  return { file: fileName, start: lineStart, end: lineEnd + gap, text: '' };
}

/** The statement of the file's top level that holds the node. */
export function topLevelStatement(node: ts.Node): ts.Statement {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return at as ts.Statement;
}

/** Puts lines in front of a statement of the top level, and in front of the comments that belong to it. */
export function insertionBefore(statement: ts.Statement, lines: string, newline: string): Edit {
  const file = statement.getSourceFile();
  const { start } = spanWithComments(statement);
  const isHeader = start <= headerEnd(file);
  const position = isHeader ? statement.getStart(file) : start;
  const gap = /^(#!.*)?$|\n[ \t]*\r?\n$/.test(file.text.slice(0, position)) || isHeader ? '' : newline;
  const isOpen = !/[;}]\s*$/.test(lines) && !/\/\/[^\n]*$/.test(lines);
  const end = isOpen ? terminatorAt(file, statement.getStart(file)) : '';
  return { file: file.fileName, start: position, end: position, text: `${gap}${lines}${end}${newline}${newline}` };
}

/** A comment at the very top speaks of the file, not of its first statement, when it is no JSDoc and no instruction. */
function headerEnd(file: ts.SourceFile): number {
  const shebang = ts.getShebang(file.text)?.length ?? 0;
  const first = ts.getLeadingCommentRanges(file.text, shebang)?.[0];
  const isHeader =
    first &&
    !isDirectiveComment(file.text.slice(first.pos, first.end)) &&
    !/^\/\*\*(?![\s\S]*@(license|copyright|file|ts-))/.test(file.text.slice(first.pos, first.end));
  return isHeader ? first.pos : -1;
}
