import {
  type CollectionTag,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type ScalarTag,
} from 'yaml';
import type { Problem } from '../model/problem.js';
import type { Workspace } from './workspace.js';

export type Plain = string | number | boolean | null | undefined | Plain[] | PlainObject;
export interface PlainObject {
  [key: string]: Plain;
}

/** Where an object of a data file was written: the line of its key. */
export interface Place {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** Where its text stands; absent for what is put together from several places, or used in several. */
  readonly span?: KeySpan;
}

/** Offsets in the text of a file. */
export interface KeySpan {
  readonly start: number;
  readonly end: number;
  /** In brackets, with commas. */
  readonly isFlow: boolean;
}

/** Objects and lists of the data files read so far → where they were written. */
export type Places = WeakMap<object, Place>;

/** Where each key of an object was written. */
export type KeyPlaces = (key: string) => Place | undefined;

/** Objects are copied while their variables are replaced; the copies keep these. */
const keyPlaces = new WeakMap<object, KeyPlaces>();

/** Where a key of an object stands; nothing for an object that no file has in this form. */
export function placeOfKey(object: object, key: string): Place | undefined {
  return keyPlaces.get(object)?.(key);
}

export function setKeyPlaces(object: object, places: KeyPlaces | undefined): void {
  if (places) keyPlaces.set(object, places);
}

/** Gives a copy the places of its original. */
export function keepKeyPlaces<Type extends object>(from: object, to: Type): Type {
  setKeyPlaces(to, keyPlaces.get(from));
  return to;
}

/** Deep enough for any template, shallow enough that a cyclic alias cannot exhaust the stack. */
const MAX_DEPTH = 100;
/** Aliases of aliases of aliases would otherwise grow without end. */
const MAX_NODES = 500_000;
/** The short forms of CloudFormation's functions; the long form of `!Ref` and `!Condition` has no prefix. */
const INTRINSICS = [
  ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Not', 'Or'],
  ...['Select', 'Split', 'Sub', 'Transform', 'Ref', 'Condition', 'Length', 'ToJsonString', 'ForEach'],
];

/** Slips that deploy tools let pass: the parser goes on with what was meant. */
const TOLERATED: readonly string[] = ['DUPLICATE_KEY', 'TAB_AS_INDENT', 'MULTIPLE_DOCS'];

/** Reads YAML or JSON into plain data and remembers where each object was written. A file that does not parse becomes one problem. */
export function readDataFile(workspace: Workspace, file: string, places: Places): Plain {
  const text = workspace.text(file);
  if (text === undefined) return undefined;
  return parseData(text, file, places, (message, at) =>
    tellOnce(workspace, toProblem(workspace.relative(file), message, at)),
  );
}

/** The same of a text, which something else may have made of the file; nothing for one that does not parse. */
export function parseData(
  text: string,
  file: string,
  places: Places,
  onError: (message: string, at: { line: number; col: number }) => void = () => {},
): Plain {
  const { document, lines, isAsWritten } = parseLeniently(text);
  const error = document.errors.find(({ code }) => !TOLERATED.includes(code));
  if (error) {
    onError(error.message, lines.linePos(error.pos[0]));
    return undefined;
  }
  const place = (offset: number | undefined, { range, flow, anchor }: KeyNode = {}): Place => {
    const { line, col } = lines.linePos(offset ?? 0);
    const span =
      isAsWritten && range && !anchor ? { start: range[0], end: range[1], isFlow: flow === true } : undefined;
    return { file, line, column: col, ...(span && { span }) };
  };
  let left = MAX_NODES;
  const convert = (node: unknown, depth: number): Plain => {
    if (depth > MAX_DEPTH || left-- <= 0) return undefined;
    if (isAlias(node)) return convert(node.resolve(document), depth + 1);
    if (isScalar(node)) return withIntrinsic(node.tag, node.value as Plain);
    if (isSeq(node)) {
      const list = node.items.map((item) => convert(item, depth + 1));
      places.set(list, place(node.range?.[0], node as KeyNode));
      return withIntrinsic(node.tag, list);
    }
    return isMap(node) ? withIntrinsic(node.tag, convertMap(node, depth)) : undefined;
  };
  const convertMap = (node: KeyNode & { items: Pair[] }, depth: number): PlainObject => {
    const object: PlainObject = {};
    const keys = new Map<string, number | undefined>();
    places.set(object, place(node.range?.[0], node));
    setKeyPlaces(object, (key) => (keys.has(key) ? place(keys.get(key)) : undefined));
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key : undefined;
      if (key) keys.set(String(key.value), key.range?.[0]);
      const value = convert(pair.value, depth + 1);
      if (key?.value === '<<' && isObject(value)) Object.assign(object, { ...value, ...object });
      else if (key !== undefined) object[String(key.value)] = value;
      if (typeof value === 'object' && value !== null && !isAlias(pair.value))
        places.set(value, place(key?.range?.[0], pair.value as KeyNode));
    }
    return object;
  };
  return convert(document.contents, 0);
}

interface KeyNode {
  readonly range?: readonly [start: number, valueEnd: number, nodeEnd: number] | null;
  readonly flow?: boolean;
  /** Its text stands for other places as well. */
  readonly anchor?: string;
}

const FAR_RIGHT = ' '.repeat(60);

/**
 * Deploy tools accept lines that are indented less than YAML asks for: a `}` or `]`, and the later lines of a quoted text.
 * Indentation does not matter inside brackets and quotes, so such lines are moved to the right; line numbers stay.
 */
function parseLeniently(text: string): { document: Document; lines: LineCounter; isAsWritten: boolean } {
  const parse = (source: string) => {
    const lines = new LineCounter();
    const document = parseDocument(source, {
      lineCounter: lines,
      customTags: TAGS,
      logLevel: 'silent',
      uniqueKeys: false,
      strict: false,
    });
    return { document, lines };
  };
  let first = parse(text);
  let current = text;
  for (let tries = 0; tries < 20; tries++) {
    const open = first.document.errors.find(
      ({ code, message }) => code === 'MISSING_CHAR' && message.includes('quote'),
    );
    const indented = open && indentQuoted(current, open.pos[0]);
    if (indented === undefined || indented === current) break;
    current = indented;
    first = parse(current);
  }
  const isBadIndent = first.document.errors.some(
    ({ code, message }) => code === 'BAD_INDENT' && message.startsWith('Flow'),
  );
  const asItIs = { ...first, isAsWritten: current === text };
  if (!isBadIndent) return asItIs;
  const second = parse(current.replace(/^[ \t]*(?=[}\]])/gm, FAR_RIGHT));
  return second.document.errors.length === 0 ? { ...second, isAsWritten: false } : asItIs;
}

/** Moves the lines of the quoted text that the parser gave up before `end`, up to its closing quote. */
function indentQuoted(text: string, end: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const start = lineStart + text.slice(lineStart, end).search(/["']/);
  const quote = text[start];
  if (start < lineStart || quote === undefined) return undefined;
  const close = text.indexOf(quote, start + 1);
  if (close < 0) return undefined;
  return text.slice(0, start) + text.slice(start, close).replace(/\n[ \t]*/g, `\n${FAR_RIGHT}`) + text.slice(close);
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one: most readers only ask for what may be there. */
export function objectAt(value: Plain, ...keys: readonly string[]): PlainObject {
  let current = value;
  for (const key of keys) current = isObject(current) ? current[key] : undefined;
  return isObject(current) ? current : {};
}

/** Several readers may come to a file that does not parse. */
function tellOnce({ problems }: Workspace, problem: Problem): void {
  const isKnown = problems.some(({ kind, file }) => kind === problem.kind && file === problem.file);
  if (!isKnown) problems.push(problem);
}

function toProblem(file: string, message: string, at: { line: number; col: number }): Problem {
  const [first = ''] = message.split('\n');
  const sentence = first.replace(/ at line \d+, column \d+:?$/, '');
  return { kind: 'syntax-error', file, line: at.line, column: at.col, message: `${sentence}; the file was left out` };
}

function withIntrinsic(tag: string | undefined, value: Plain): Plain {
  if (!tag?.startsWith('!') || tag.startsWith('!!')) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (!INTRINSICS.includes(name)) return value;
  // `!GetAtt A.B` and `Fn::GetAtt: [A, B]` say the same; readers see the list.
  const argument = name === 'GetAtt' && typeof value === 'string' ? splitAtFirstDot(value) : value;
  return { [`Fn::${name}`]: argument };
}

function splitAtFirstDot(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

const TAGS: (ScalarTag | CollectionTag)[] = INTRINSICS.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => text },
  { tag: `!${name}`, collection: 'seq' as const },
  { tag: `!${name}`, collection: 'map' as const },
]);
