import { ts } from 'ts-morph';

/**
 * The text of the node as it would stand at another indentation. Lines inside of template literals stay as they are, as their
 * white space is part of the program.
 */
export function reindented(node: ts.Node, from: string, to: string): string {
  const file = node.getSourceFile();
  return reindentedRange(file, node.getStart(file), node.end, from, to);
}

/** The same for a stretch of the file, comments included. */
export function reindentedRange(file: ts.SourceFile, start: number, end: number, from: string, to: string): string {
  if (from === to) return file.text.slice(start, end);
  const literals = templatesBetween(file, start, end);
  const isLiteral = (position: number): boolean => literals.some((each) => each.pos < position && position < each.end);
  let result = '';
  let at = start;
  for (
    let line = file.text.indexOf('\n', start) + 1;
    line > 0 && line < end;
    line = file.text.indexOf('\n', line) + 1
  ) {
    result += file.text.slice(at, line);
    at = line;
    if (isLiteral(line)) continue;
    if (file.text.startsWith(from, line)) at = line + from.length;
    const isBlank = /^\s*$/.test(file.text.slice(line, endOfLine(file.text, line)));
    if (!isBlank && (at > line || from === '')) result += to;
  }
  return result + file.text.slice(at, end);
}

function endOfLine(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end;
}

function templatesBetween(file: ts.SourceFile, start: number, end: number): { pos: number; end: number }[] {
  const found: { pos: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (node.end < start || node.pos > end) return;
    const isText =
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isJsxText(node);
    if (isText) found.push({ pos: node.getStart(file), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
