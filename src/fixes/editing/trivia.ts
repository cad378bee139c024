import { ts } from 'ts-morph';

/** True when a comment stands between the node's first and last token. */
export function hasCommentInside(node: ts.Node): boolean {
  const file = node.getSourceFile();
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, file.text);
  return gapsOf(node, file).some(([start, end]) => {
    scanner.setText(file.text, start, end - start);
    for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
      if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia)
        return true;
    }
    return false;
  });
}

/** What lies in front of each token but the first. Tokens are left out, as they may look like comments: `'//'`. */
function gapsOf(node: ts.Node, file: ts.SourceFile): [start: number, end: number][] {
  const gaps: [number, number][] = [];
  const visit = (at: ts.Node): void => {
    const children = at.getChildren(file);
    if (children.length === 0) gaps.push([at.pos, at.getStart(file)]);
    for (const child of children) visit(child);
  };
  visit(node);
  return gaps.filter(([start]) => start > node.getStart(file));
}
