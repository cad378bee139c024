import { ts } from 'ts-morph';

/** How a file is written, so that what is added looks like the rest. */
export interface CodeStyle {
  readonly newline: '\n' | '\r\n';
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** `;`, or nothing in files that do without. */
  readonly semicolon: ';' | '';
  readonly isTypeScript: boolean;
}

const styles = new WeakMap<ts.SourceFile, CodeStyle>();

export function styleOf(file: ts.SourceFile): CodeStyle {
  const known = styles.get(file) ?? measure(file);
  styles.set(file, known);
  return known;
}

/** What ends a statement in front of the position: in files without semicolons too, where the next line would go on with it. */
export function terminatorAt(file: ts.SourceFile, position: number): ';' | '' {
  const next = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*(.)/.exec(file.text.slice(position))?.[1] ?? '';
  return '([`+-/'.includes(next) && next !== '' ? ';' : styleOf(file).semicolon;
}

/** What ends a statement that takes the place of the one that ends there: something may go on in the same line. */
export function terminatorBehind(file: ts.SourceFile, end: number): ';' | '' {
  const isGoingOn = /^(?:[^\S\n]|\/\*[^\n]*?\*\/)*[^\s;/}]/.test(file.text.slice(end));
  return isGoingOn ? ';' : terminatorAt(file, end);
}

function measure(file: ts.SourceFile): CodeStyle {
  const { text } = file;
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    indent: indentOf(text),
    quote: countOf(text, /"/g) > countOf(text, /'/g) ? '"' : "'",
    semicolon: hasSemicolons(file) ? ';' : '',
    isTypeScript: /\.[mc]?tsx?$/.test(file.fileName),
  };
}

/** The commonest step from a line to a deeper one. */
function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let before = '';
  for (const line of text.split('\n')) {
    const own = /^[ \t]*(?=[^\s*])/.exec(line)?.[0];
    if (own === undefined) continue;
    if (own.length > before.length && own.startsWith(before)) {
      const step = own.slice(before.length);
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = own;
  }
  const [commonest] = [...steps].sort((a, b) => b[1] - a[1]);
  return commonest?.[0] ?? '  ';
}

function hasSemicolons({ statements, text }: ts.SourceFile): boolean {
  let count = 0;
  const visit = (statement: ts.Node): void => {
    if (ts.isExpressionStatement(statement) || ts.isVariableStatement(statement) || ts.isImportDeclaration(statement))
      count += text[statement.end - 1] === ';' ? 1 : -1;
    ts.forEachChild(statement, visit);
  };
  for (const statement of statements) visit(statement);
  return count >= 0;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The white space that the line starts with on which the node starts. */
export function indentAt(node: ts.Node): string {
  const file = node.getSourceFile();
  return indentOfLine(file, node.getStart(file));
}

/** The same for a position. */
export function indentOfLine(file: ts.SourceFile, position: number): string {
  const lineStart = file.text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(file.text.slice(lineStart, position))?.[0] ?? '';
}
