import { ts } from 'ts-morph';
import type { StatementStep } from '../../lambda/order/statements.js';
import { lastOf, type NonEmpty } from '../../lib/non-empty.js';
import type { Edit } from '../../model/finding.js';
import { reindentedRange } from '../editing/reindent.js';
import { codeEnd, spanWithComments } from '../editing/statements.js';
import { indentAt, styleOf } from '../editing/style.js';
import type { Order } from './order.js';
import type { GroupPiece, Slot } from './slots.js';

/** Longer lines are broken, an entry a line. */
const MAX_WIDTH = 100;

/** The statements from the first to the last of the group, written anew around one `Promise.all`. */
export function parallelEdit(
  group: NonEmpty<StatementStep>,
  pieces: readonly GroupPiece[],
  { before, after }: Order,
): Edit {
  const first = group[0].statement;
  const last = lastOf(group).statement;
  const file = first.getSourceFile();
  const { newline } = styleOf(file);
  const staying = pieces.filter((piece) => !piece.isAbsorbed);
  const behind = [...after.map((statement) => ({ statement, text: textOf(statement) })), ...staying.map(withNames)];
  behind.sort((a, b) => a.statement.pos - b.statement.pos);
  const { start } = spanWithComments(first);
  const line = newline + indentAt(first);
  const head = [...before.map(textOf), promiseAll(pieces, first)].join(line);
  const tail = behind.map((each) => (isAfterGap(each.statement) ? newline : '') + line + each.text).join('');
  return { file: file.fileName, start, end: spanWithComments(last).end, text: head + tail };
}

function textOf(statement: ts.Statement): string {
  const { start, end } = spanWithComments(statement);
  return statement.getSourceFile().text.slice(start, end);
}

/** A blank line in front of a statement stays there. */
function isAfterGap(statement: ts.Statement): boolean {
  const { text } = statement.getSourceFile();
  return /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, spanWithComments(statement).start));
}

function promiseAll(pieces: readonly GroupPiece[], statement: ts.Statement): string {
  const { newline, indent, semicolon } = styleOf(statement.getSourceFile());
  const base = indentAt(statement);
  const head = `${declarationOf(pieces)}await Promise.all([`;
  const entries = pieces.flatMap((piece) => piece.slots.map((slot, index) => entryOf(piece, slot, index)));
  const oneLine = `${head}${entries.map(({ code }) => code).join(', ')}])${semicolon}`;
  const isShort = base.length + oneLine.length <= MAX_WIDTH && !/[\r\n]/.test(oneLine);
  if (isShort && entries.every(({ above, behind }) => !above && !behind)) return oneLine;
  const lines = entries.map(({ node, above, behind }) => {
    const comment = above ? `${reindentComment(above, base, base + indent, newline)}${newline}${base}${indent}` : '';
    return `${base}${indent}${comment}${entryText(node, base + indent)},${behind ? ` ${behind}` : ''}`;
  });
  return [head, ...lines, `${base}])${semicolon}`].join(newline);
}

/** `const [user, orders] = `, with a hole where nobody keeps the result. */
function declarationOf(pieces: readonly GroupPiece[]): string {
  const bindings = pieces.flatMap(({ slots }) => slots.map(({ binding }) => binding ?? ''));
  while (bindings.at(-1) === '') bindings.pop();
  if (bindings.length === 0) return '';
  const keyword = pieces.find((piece) => piece.keyword)?.keyword ?? 'const';
  return `${keyword} [${bindings.map((name, index) => (index > 0 && name !== '' ? ` ${name}` : name)).join(',')}] = `;
}

interface ArrayElement {
  readonly node: ts.Expression;
  readonly code: string;
  /** Comments of the statement that is gone. */
  readonly above: string;
  readonly behind: string;
}

function entryOf({ step, isAbsorbed }: GroupPiece, { node }: Slot, index: number): ArrayElement {
  const { statement } = step;
  const file = statement.getSourceFile();
  const { expression } = node;
  const code = expression.getText();
  if (!isAbsorbed || index > 0) return { node: expression, code, above: '', behind: '' };
  const { start, end } = spanWithComments(statement);
  const above = file.text.slice(start, statement.getStart(file)).trim();
  return { node: expression, code, above, behind: file.text.slice(codeEnd(statement), end).trim() };
}

function entryText(node: ts.Expression, indent: string): string {
  const file = node.getSourceFile();
  return reindentedRange(file, node.getStart(file), node.end, indentAt(node), indent);
}

function reindentComment(comment: string, from: string, to: string, newline: string): string {
  return comment
    .split(/\r?\n/)
    .map((line, index) => (index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join(newline);
}

/** The statement with its awaits replaced by the names of their results. */
function withNames({ step, slots }: GroupPiece): { readonly statement: ts.Statement; readonly text: string } {
  const { statement } = step;
  const file = statement.getSourceFile();
  const { start, end } = spanWithComments(statement);
  let text = '';
  let at = start;
  for (const { node, binding } of slots) {
    const whole = ts.isParenthesizedExpression(node.parent) ? node.parent : node;
    const isShorthand = ts.isPropertyAssignment(whole.parent) && whole.parent.name.getText() === binding;
    const from = isShorthand ? whole.parent.getStart(file) : whole.getStart(file);
    text += file.text.slice(at, from) + binding;
    at = whole.end;
  }
  return { statement, text: text + file.text.slice(at, end) };
}
