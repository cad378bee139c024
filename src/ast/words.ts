import { ts } from 'ts-morph';

/**
 * The code from one node to another word by word, without what formatters change: white space, comments, quotes, semicolons, commas, and
 * parentheses.
 */
export function wordsOf(node: ts.Node, endNode: ts.Node = node): readonly string[] {
  const file = node.getSourceFile();
  const [start, end] = [node.getStart(file), endNode.getEnd()];
  const words: string[] = [];
  const visit = (at: ts.Node): void => {
    if (at.end <= start || at.pos >= end || ts.isJSDoc(at)) return;
    const children = at.getChildren(file);
    for (const child of children) visit(child);
    const isInside = at.getStart(file) >= start && at.end <= end;
    const word = children.length > 0 || !isInside ? '' : wordOf(at, file);
    if (word !== '') words.push(word);
  };
  visit(commonParent(node, endNode));
  return words;
}

const FORM = new Set([
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.CloseParenToken,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.SemicolonToken,
]);

function wordOf(token: ts.Node, file: ts.SourceFile): string {
  if (FORM.has(token.kind)) return '';
  return ts.isStringLiteralLike(token) ? token.text : token.getText(file).trim();
}

function commonParent(node: ts.Node, other: ts.Node): ts.Node {
  let at = node;
  while (at.end < other.end && at.parent) at = at.parent;
  return at;
}
