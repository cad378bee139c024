import { ts } from 'ts-morph';
import { firstOf } from '../../lib/first-of.js';
import type { Edit } from '../../model/finding.js';
import { insertAt } from './edits.js';
import { freeName } from './names.js';
import { styleOf } from './style.js';

/** A small function that a fix puts at the end of a file. Written with two spaces, single quotes and semicolons. */
export interface Helper {
  readonly name: string;
  readonly typescript: string;
  readonly javascript: string;
}

export interface HelperInFile {
  readonly name: string;
  /** Empty when an earlier fix brought it. */
  readonly edits: readonly Edit[];
}

/** Function declarations are there from the start of the file on, wherever they stand. */
export function helperOf(file: ts.SourceFile, helper: Helper): HelperInFile {
  const { newline, isTypeScript } = styleOf(file);
  const text = (isTypeScript ? helper.typescript : helper.javascript).trim();
  const known = firstOf(file.statements, (each) => nameOfSame(each, text, helper.name, file));
  if (known !== undefined) return { name: known, edits: [] };
  const name = freeName(helper.name, file);
  const code = inStyleOf(file, text.replaceAll(helper.name, name));
  return { name, edits: [insertAt(file, file.text.trimEnd().length, `${newline}${newline}${code}`)] };
}

function nameOfSame(node: ts.Statement, text: string, helperName: string, file: ts.SourceFile): string | undefined {
  if (!ts.isFunctionDeclaration(node) || !node.name) return undefined;
  const name = node.name.text;
  const own = inStyleOf(file, text.replaceAll(helperName, name));
  return own.endsWith(node.getText()) ? name : undefined;
}

/** Lines of code in the file's style, all but the first at the given indentation. */
export function codeLines(file: ts.SourceFile, lines: readonly string[], indent: string): string {
  return inStyleOf(file, lines.join('\n'))
    .split(/\r?\n/)
    .join(styleOf(file).newline + indent);
}

/** With the file's indentation, quotes, line ends, and with or without semicolons. */
function inStyleOf(file: ts.SourceFile, text: string): string {
  const { indent, quote, newline, semicolon } = styleOf(file);
  return text
    .split('\n')
    .map((line) => line.replace(/^(?: {2})+/, (spaces) => indent.repeat(spaces.length / 2)))
    .map((line) => (semicolon ? line : line.replace(/;$/, '')))
    .map((line) => (quote === "'" ? line : line.replace(/'([^'"]*)'/g, '"$1"')))
    .join(newline);
}
