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
  return [...text.matchAll(ALL_COMPOSED)].map(({ 0: { length }, index }) =>
    composedOf(argumentAt(text, index + length)),
  );
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
  const texts = [...argument.matchAll(TEXTS)].map(([, ...groups]) => groups.find((each) => each !== undefined) ?? '');
  const segments = texts
    .flatMap((each) => each.replace(/\$\{[^}]*\}/g, HOLE).split('/'))
    .filter((each) => !/^\.{0,2}$/.test(each));
  const isKnown = (segment: string): boolean => !segment.includes(HOLE);
  return {
    parts: segments.filter(isKnown).map(withoutEnding),
    isEndKnown: /['"`]\s*\)*\s*$/.test(argument) && segments.length > 0 && isKnown(segments.at(-1)!),
  };
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
