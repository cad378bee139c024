import { ts } from 'ts-morph';

export interface Comment {
  /** Without its marks, trimmed. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the code after it begins. */
  readonly nextTokenStart: number;
}

/**
 * The comments that hold a word, found through the syntax tree, so that strings, templates, regular expressions and JSX text that
 * only look like comments do not count. A file without the word costs one text search.
 */
export function commentsWith(word: string, sourceFile: ts.SourceFile): readonly Comment[] {
  const { text } = sourceFile;
  const found = new Map<number, Comment>();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const comment = commentAt(at, sourceFile);
    if (comment) {
      found.set(comment.start, comment);
    }
  }
  return [...found.values()];
}

function commentAt(offset: number, sourceFile: ts.SourceFile): Comment | undefined {
  const { text } = sourceFile;
  const token = tokenAt(offset, sourceFile);
  const nextTokenStart = token.getStart(sourceFile, false);
  if (offset >= nextTokenStart && token.kind !== ts.SyntaxKind.EndOfFileToken) {
    return undefined;
  }
  const ranges = [
    ...(ts.getTrailingCommentRanges(text, token.pos) ?? []),
    ...(ts.getLeadingCommentRanges(text, token.pos) ?? []),
  ];
  const range = ranges.find(({ pos, end }) => pos <= offset && offset < end);
  return (
    range && { text: withoutMarks(text.slice(range.pos, range.end)), start: range.pos, end: range.end, nextTokenStart }
  );
}

/** The token whose text or leading blank space and comments cover the offset. */
function tokenAt(offset: number, sourceFile: ts.SourceFile): ts.Node {
  let node: ts.Node = sourceFile;
  for (;;) {
    // Documentation comments are nodes, too; here they shall stay what they are.
    const child = node
      .getChildren(sourceFile)
      .find(({ kind, pos, end }) => pos <= offset && offset < end && !isDocumentation(kind));
    if (!child) {
      return node === sourceFile ? sourceFile.endOfFileToken : node;
    }
    node = child;
  }
}

function isDocumentation(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode;
}

function withoutMarks(comment: string): string {
  return comment.startsWith('//') ? comment.slice(2).trim() : comment.slice(2, -2).replace(/^\*/, '').trim();
}
