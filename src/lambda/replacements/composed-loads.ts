import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { withoutEnding } from './match.js';

/** `require(path)`, `import('../src/' + name)`: the name is put together. */
const COMPOSED = /\b(?:require|import)\s*\(\s*(?!\s|(['"`])[^'"`$\n]*\1\s*[,)])/;
const ALL_COMPOSED = new RegExp(COMPOSED, 'g');
const TEXTS = /'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g;
const LONGEST = 500;
/** Stands for a value that nobody knows. */
const HOLE = '\0';

/** What is known of the path that such a load leads to. */
export interface ComposedLoad {
  /** Names of folders and files on the way, in their order; others may stand between. */
  readonly parts: readonly string[];
  /** The last one is that of the file, or of the folder whose index it is. */
  readonly isEndKnown: boolean;
}

export function hasComposedLoad(text: string): boolean {
  return COMPOSED.test(text);
}

export function composedLoadsIn(text: string): readonly ComposedLoad[] {
  return [...text.matchAll(ALL_COMPOSED)].map(({ 0: { length }, index }) => {
    const argument = argumentAt(text, index + length);
    return composedOf(/^[\w$]+$/.test(argument.trim()) ? setTo(argument.trim(), text) : argument);
  });
}

/** What the variable is set to, where that is written: up to the end of its statement. */
function setTo(name: string, text: string): string {
  const value = new RegExp(
    `(?<![\\w$.])${escapeRegExp(name)}\\s*=(?![=>])([^;]{1,${LONGEST}}?)(?:;|\\n\\s*\\n|\\n\\s*[a-z]+\\b)`,
  );
  return value.exec(`${text}\n\n`)?.[1] ?? '';
}

/** What stands between the brackets. */
function argumentAt(text: string, start: number): string {
  let depth = 1;
  let at = start;
  for (; depth > 0 && at < text.length && at < start + LONGEST; at++) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
  }
  return text.slice(start, at - 1);
}

function composedOf(argument: string): ComposedLoad {
  const segments = pathOf(argument)
    .split('/')
    .filter((each) => !/^\.{0,2}$/.test(each));
  const isKnown = (segment: string): boolean => !segment.includes(HOLE);
  return {
    // What is built is asked for in the place of its source.
    parts: segments.filter((each) => isKnown(each) && !/^(dist|build|out)$/.test(each)).map(withoutEnding),
    isEndKnown: segments.length > 0 && isKnown(segments.at(-1)!),
  };
}

/** The path as it is put together: `a/` + name + `.js` is `a/?.js`, and `join(folder, 'a', name)` is `?/a/?`. */
function pathOf(argument: string): string {
  let path = '';
  let end = 0;
  for (const { 0: text, index, ...groups } of argument.matchAll(TEXTS)) {
    path +=
      glueOf(argument.slice(end, index)) + (groups[1] ?? groups[2] ?? groups[3] ?? '').replace(/\$\{[^}]*\}/g, HOLE);
    end = index + text.length;
  }
  return path + glueOf(argument.slice(end));
}

/** What stands between texts; whatever is called puts them together. */
function glueOf(code: string): string {
  return code
    .replace(/(\bnew\s+)?[\w$.]+\s*\(|\bawait\b/g, '')
    .replace(/[\w$.]+/g, HOLE)
    .replace(/,/g, '/')
    .replace(/[^\0/]/g, '');
}

/** May the load lead to that file? Nothing is known of one without any text. */
export function mayLeadTo({ parts, isEndKnown }: ComposedLoad, file: string): boolean {
  const path = withoutEnding(file)
    .replace(/\/index$/, '')
    .split('/');
  const wanted = parts.at(-1) === 'index' ? parts.slice(0, -1) : parts;
  if (wanted.length === 0 || (isEndKnown && wanted.at(-1) !== path.at(-1))) return false;
  let at = 0;
  for (const part of path) if (part === wanted[at]) at += 1;
  return at === wanted.length;
}
