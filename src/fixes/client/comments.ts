import { ts } from 'ts-morph';
import { collect, isInside, ownerOf } from '../../ast/nodes.js';
import { codeEnd, isDirectiveComment, type Span, spanWithComments } from '../../ast/statements.js';

/**
 * The part of a statement with its comments that moves with it. Instructions to tools belong to the line that they stand at; what
 * is said about the client goes along; whatever else stands above stays, as it may be about the code below.
 */
export function movingSpan(statement: ts.Statement, moved: readonly ts.Statement[]): Span {
  const file = statement.getSourceFile();
  const { end } = spanWithComments(statement);
  const { from, comments } = commentsAbove(statement);
  const text = comments.map((each) => textOf(each, file)).join('\n');
  return { start: comments.length > 0 && isAbout(text, moved) ? comments[0]!.pos : from, end };
}

/** The part that goes with a statement that is not needed any more: instructions for its line, and no explanation. */
export function goneSpan(statement: ts.Statement): Span {
  const file = statement.getSourceFile();
  const { end } = spanWithComments(statement);
  const { from } = commentsAbove(statement);
  const code = codeEnd(statement);
  return { start: from, end: isDirectiveComment(file.text.slice(code, end).trim()) ? end : code };
}

/** Where the statement starts with the instructions for it, and the comments above those. */
function commentsAbove(statement: ts.Statement): { readonly from: number; readonly comments: ts.CommentRange[] } {
  const file = statement.getSourceFile();
  const { start } = spanWithComments(statement);
  const comments = (ts.getLeadingCommentRanges(file.text, statement.pos) ?? []).filter(({ pos }) => pos >= start);
  let from = statement.getStart(file);
  while (comments.length > 0 && isDirectiveComment(textOf(comments.at(-1)!, file))) from = comments.pop()!.pos;
  return { from, comments };
}

function textOf({ pos, end }: ts.CommentRange, file: ts.SourceFile): string {
  return file.text.slice(pos, end);
}

const GENERAL = /\b(clients?|sdk|connections?|keep-?alive|agents?|sockets?|tls|retr(y|ies)|timeouts?|credentials)\b/i;

/** Speaks of what moves, by its names or in general, and of nothing that stays. */
function isAbout(comment: string, moved: readonly ts.Statement[]): boolean {
  const words = new Set(comment.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const isMoved = (node: ts.Node): boolean => moved.some((each) => isInside(node, each));
  const owner = ownerOf(moved[0]!);
  const names = collect(owner, ts.isIdentifier, 'nested');
  const own = new Set(names.filter(isMoved).map(({ text }) => text));
  const others = new Set(names.filter((node) => !isMoved(node) && !own.has(node.text)).map(({ text }) => text));
  if ([...words].some((word) => others.has(word))) return false;
  return GENERAL.test(comment) || [...words].some((word) => own.has(word));
}
