import { ts } from 'ts-morph';
import { relativePath } from '../lib/paths.js';
import type { Problem } from '../model/problem.js';

/** Takes what keeps a config or a manifest from being read. */
export type ReportProblem = (problem: Problem) => void;

/** What is wrong with a file of JSON, at its first break; comments are not. */
export function brokenJson(root: string, path: string, text: string): Problem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const { error } = ts.parseConfigFileTextToJson(path, text);
    return error && brokenJsonProblem(root, error);
  }
}

/** What a compiler's message says of a file; nothing where it names no place. */
export function brokenJsonProblem(root: string, { file, start, messageText }: ts.Diagnostic): Problem | undefined {
  if (!file || start === undefined) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return {
    kind: 'syntax-error',
    file: relativePath(root, file.fileName),
    line: line + 1,
    column: character + 1,
    message: `${ts.flattenDiagnosticMessageText(messageText, ' ')} The rest of the file is used.`,
  };
}
