import type { ts } from 'ts-morph';
import type { Edit } from '../../model/finding.js';

/** Edits that rules draft name their file by its absolute path; the engine makes it relative. */
export function replace(node: ts.Node, text: string, until: ts.Node = node): Edit {
  const file = node.getSourceFile();
  return { file: file.fileName, start: node.getStart(file), end: until.getEnd(), text };
}

export function insertAt(file: ts.SourceFile, position: number, text: string): Edit {
  return { file: file.fileName, start: position, end: position, text };
}

/** Takes the statement out, with its line where nothing else stands on it. Comments stay; `removals` takes them along. */
export function removeStatement(statement: ts.Statement): Edit {
  const file = statement.getSourceFile();
  const { text } = file;
  const lineStart = text.lastIndexOf('\n', statement.getStart(file) - 1) + 1;
  const isFirstOnLine = text.slice(lineStart, statement.getStart(file)).trim() === '';
  const lineEnd = /[ \t]*(\r?\n)?/y;
  lineEnd.lastIndex = statement.end;
  const rest = lineEnd.exec(text)?.[0] ?? '';
  const isLastOnLine = rest.endsWith('\n') || statement.end + rest.length === text.length;
  const isAlone = isFirstOnLine && isLastOnLine;
  return {
    file: file.fileName,
    start: isAlone ? lineStart : statement.getStart(file),
    end: isAlone ? statement.end + rest.length : statement.end,
    text: '',
  };
}
