import { ts } from 'ts-morph';

/**
 * The code of a node word by word, without what formatters change: white space, comments, quotes, semicolons, commas, and
 * parentheses.
 */
export function wordsOf(node: ts.Node): readonly string[] {
  const file = node.getSourceFile();
  const words: string[] = [];
  const visit = (at: ts.Node): void => {
    if (ts.isJSDoc(at)) return;
    const children = at.getChildren(file);
    for (const child of children) visit(child);
    const word = children.length > 0 ? '' : wordOf(at, file);
    if (word !== '') words.push(word);
  };
  visit(node);
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
