import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ConfigError } from '../model/errors.js';

/** Keys and indexes that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** The value of a config file, and where its parts stand. */
export interface ConfigSource {
  readonly path: string;
  readonly value: unknown;
  /** 1-based line of a value, or of its key; `undefined` for code. */
  lineOf(path: ValuePath): number | undefined;
}

/**
 * Reads JSON with comments and trailing commas.
 *
 * @throws {ConfigError} with the line of the first syntax error.
 */
export function parseJsonSource(path: string, text: string): ConfigSource {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error || !tree) {
    const what = error ? inWords(printParseErrorCode(error.error)) : 'the file is empty';
    throw new ConfigError(`${path}:${lineAt(text, error?.offset ?? 0)}: Not valid JSON: ${what}`);
  }
  return sourceOf(path, text, tree);
}

/** The part of a source below a key, or nothing when the key is absent. */
export function sourceBelow(source: ConfigSource, key: string): ConfigSource | undefined {
  const value = (source.value as Record<string, unknown> | null)?.[key];
  return value === undefined
    ? undefined
    : { path: source.path, value, lineOf: (path) => source.lineOf([key, ...path]) };
}

function sourceOf(path: string, text: string, tree: Node): ConfigSource {
  return {
    path,
    value: plainValue(tree),
    lineOf: (valuePath) => {
      const node = findNodeAtLocation(tree, [...valuePath]);
      const place = node?.parent?.type === 'property' ? node.parent : node;
      return place && lineAt(text, place.offset);
    },
  };
}

/** The plain value of a node; a key that stands twice counts as its last value, as in `JSON.parse`. */
function plainValue(node: Node): unknown {
  switch (node.type) {
    case 'array':
      return node.children?.map(plainValue);
    case 'object':
      return Object.fromEntries(
        (node.children ?? []).map(({ children: [key, value] = [] }) => [key!.value, plainValue(value!)]),
      );
    default:
      return node.value;
  }
}

/** `CloseBraceExpected` → `close brace expected`. */
function inWords(code: string): string {
  return code.replace(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
