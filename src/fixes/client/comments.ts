import { ts } from 'ts-morph';
import { collect, isInside, ownerOf } from '../../ast/nodes.js';
import { codeEnd, isDirectiveComment, isHalfOfPair, type Span, spanWithComments } from '../editing/statements.js';

/**
 * The part of a statement with its comments that moves with it. Instructions to tools belong to the line that they stand at; what
 * is said about the client goes along; whatever else stands above stays, as it may be about the code below.
 */
export function movingSpan(statement: ts.Statement, moved: readonly ts.Statement[]): Span {
  const file = statement.getSourceFile();
  const { end } = spanWithComments(statement);
  const { from, comments } = commentsAbove(statement);
  const texts = comments.map((each) => textOf(each, file));
  const [first] = comments;
  const isMoving = first && !texts.some(isHalfOfPair) && isAbout(texts.join('\n'), statement, moved);
  return { start: isMoving ? first.pos : from, end };
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
function commentsAbove(statement: ts.Statement): {
  readonly from: number;
  readonly comments: readonly ts.CommentRange[];
} {
  const file = statement.getSourceFile();
  const { start } = spanWithComments(statement);
  const comments = (ts.getLeadingCommentRanges(file.text, statement.pos) ?? []).filter(({ pos }) => pos >= start);
  const above = comments.findLastIndex((each) => !isDirectiveComment(textOf(each, file))) + 1;
  return { from: comments[above]?.pos ?? statement.getStart(file), comments: comments.slice(0, above) };
}

function textOf({ pos, end }: ts.CommentRange, file: ts.SourceFile): string {
  return file.text.slice(pos, end);
}

const GENERAL = /\b(clients?|sdk|connections?|keep-?alive|agents?|sockets?|tls|retr(y|ies)|timeouts?|credentials)\b/i;

/** Speaks of what moves, by its names or in general, and of nothing that stays; or names the constant that it stands at. */
function isAbout(comment: string, statement: ts.Statement, moved: readonly ts.Statement[]): boolean {
  const written = comment.match(/[A-Za-z_$][\w$]*/g) ?? [];
  const words = new Set(written.map((word) => word.toLowerCase()));
  if (statement !== clientOf(moved) && isNaming(comment, words, statement)) return true;
  const isMoved = (node: ts.Node): boolean => moved.some((each) => isInside(node, each));
  const owner = ownerOf(moved[0]!);
  const names = collect(owner, ts.isIdentifier, 'nested');
  const own = new Set(names.filter(isMoved).map(lowerCase));
  const others = new Set(names.filter((node) => !isMoved(node) && !own.has(lowerCase(node))).map(({ text }) => text));
  if (written.some((word) => others.has(word) || others.has(uncapitalized(word)))) return false;
  return GENERAL.test(comment) || [...words].some((word) => own.has(word));
}

/** A sentence begins with a capital letter, whatever the name that it begins with. */
function uncapitalized(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

function lowerCase({ text }: ts.Identifier): string {
  return text.toLowerCase();
}

/** The statement that all others move along with comes last of what it needs. */
function clientOf(moved: readonly ts.Statement[]): ts.Statement | undefined {
  return moved.findLast((each) => collect(each, ts.isNewExpression, 'nested').length > 0);
}

/** By the constant's name, or by its value. */
function isNaming(comment: string, words: ReadonlySet<string>, statement: ts.Statement): boolean {
  const declarations = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  return declarations.some(({ name, initializer }) => {
    const isNamed = ts.isIdentifier(name) && words.has(lowerCase(name));
    return isNamed || (!!initializer && ts.isStringLiteralLike(initializer) && isPartOf(initializer.text, comment));
  });
}

function isPartOf(value: string, comment: string): boolean {
  return value.length > 2 && comment.includes(value);
}
