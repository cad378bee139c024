import { ts } from 'ts-morph';
import { UnreadableFileError } from '../model/errors.js';

export interface SyntaxError {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * The one place where source text becomes a tree. Raw compiler nodes with parent pointers; no ts-morph wrappers,
 * because wrapping every node costs more than parsing it, and no JSDoc, because no rule reads it.
 *
 * @throws UnreadableFileError when the code is nested more deeply than recursion can follow.
 */
export function parseSource(path: string, text: string): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  try {
    const file = ts.createSourceFile(path, text, options, true, scriptKindOf(path));
    if (isDeeperThan(file, DEEPEST_NESTING)) throw new UnreadableFileError(path, TOO_DEEP);
    return file;
  } catch (error) {
    throw error instanceof RangeError ? new UnreadableFileError(path, TOO_DEEP) : error;
  }
}

/** Trees by path, for as long as the text stays the same. */
export interface Parser {
  parse(path: string, text: string): ts.SourceFile;
  /** Forgets what nobody has asked for since the last time. */
  forgetUnused(): void;
}

export function createParser(): Parser {
  let known = new Map<string, ts.SourceFile>();
  let used = new Map<string, ts.SourceFile>();
  return {
    parse: (path, text) => {
      const last = used.get(path) ?? known.get(path);
      const file = last?.text === text ? last : parseSource(path, text);
      used.set(path, file);
      return file;
    },
    forgetUnused: () => {
      known = used;
      used = new Map();
    },
  };
}

/** Every walk is recursive; hand-written code stays far below, generated code may not. */
const DEEPEST_NESTING = 1000;
const TOO_DEEP = 'is nested too deeply to be analysed';

function isDeeperThan(node: ts.Node, levels: number): boolean {
  return ts.forEachChild(node, (child) => levels === 0 || isDeeperThan(child, levels - 1) || undefined) ?? false;
}

/** What the parser could not make sense of; the tree is usable all the same. */
export function syntaxErrorsOf(file: ts.SourceFile): SyntaxError[] {
  // Public through `Program` only, which would resolve types; the parser itself keeps them on the file.
  const { parseDiagnostics = [] } = file as ts.SourceFile & { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map((diagnostic) => {
    const { line, character } = file.getLineAndCharacterOfPosition(diagnostic.start);
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
    return { line: line + 1, column: character + 1, message };
  });
}

function scriptKindOf(path: string): ts.ScriptKind {
  if (/\.[mc]?ts$/.test(path)) return ts.ScriptKind.TS;
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  // Plain JavaScript may hold JSX whatever its ending.
  return ts.ScriptKind.JSX;
}
