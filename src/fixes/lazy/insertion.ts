import type { ts } from 'ts-morph';
import type { Edit } from '../../model/finding.js';
import { insertAt } from '../editing/edits.js';
import { spanWithComments } from '../editing/statements.js';
import { indentAt, indentOfLine, styleOf, terminatorAt } from '../editing/style.js';
import type { MovableImport } from './load.js';
import type { Spot } from './spots.js';

/** Puts the load in front of the statement; braces come along where there are none. */
export function insertion(spot: Spot, load: MovableImport): readonly Edit[] | undefined {
  const file = spot.before.getSourceFile();
  const text = load.declare(spot.names);
  if (spot.isBare) return withBraces(spot.before, text, file);
  const { start } = spanWithComments(spot.before);
  const indent = indentOfLine(file, start);
  const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
  const isFirstOnLine = file.text.slice(lineStart, start).trim() === '';
  if (!isFirstOnLine) return [insertAt(file, spot.before.getStart(file), `${text}; `)];
  const end = terminatorAt(file, spot.before.getStart(file));
  return [insertAt(file, start, `${text}${end}${styleOf(file).newline}${indent}`)];
}

/** `if (x) return y();` */
function withBraces(statement: ts.Statement, text: string, file: ts.SourceFile): readonly Edit[] | undefined {
  const { newline, indent: step } = styleOf(file);
  const indent = indentAt(statement.parent);
  const start = statement.getStart(file);
  const condition = /\)\s*$/.exec(file.text.slice(0, start));
  if (!condition || statement.getText().includes('\n')) return undefined;
  const end = terminatorAt(file, start);
  const inner = `${newline}${indent}${step}`;
  const opening = {
    file: file.fileName,
    start: condition.index + 1,
    end: start,
    text: ` {${inner}${text}${end}${inner}`,
  };
  return [opening, insertAt(file, statement.end, `${newline}${indent}}`)];
}
