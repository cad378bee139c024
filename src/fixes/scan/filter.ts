import { isNonEmpty, lastOf, type NonEmpty } from '../../lib/non-empty.js';

/** One of the conditions that a filter joins by AND. */
export interface FilterPart {
  readonly text: string;
  /** What it says, where it has a form that a key condition may have too. */
  readonly condition?: KeyCondition;
  /** Attributes that it names, as written: `shop`, `#shop`, the first step of a path. */
  readonly names: readonly string[];
}

interface KeyCondition {
  /** As written: `shop` or `#shop`. */
  readonly name: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with';
  /** `:shop` */
  readonly values: NonEmpty<string>;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The parts of a filter that all have to hold; nothing where it is an OR, or cannot be read. */
export function filterParts(filter: string): readonly FilterPart[] | undefined {
  const tokens = [...filter.matchAll(/[()]|,|<>|<=|>=|[=<>]|[^\s(),<>=]+/g)].map(
    ({ 0: text, index: start }): Token => ({ text, start, end: start + text.length }),
  );
  return splitAtAnd(tokens, filter);
}

function splitAtAnd(tokens: readonly Token[], filter: string): readonly FilterPart[] | undefined {
  let group: Token[] = [];
  const groups: (readonly Token[])[] = [group];
  let depth = 0;
  let isBetween = false;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth < 0) return undefined;
    const word = depth === 0 ? token.text.toUpperCase() : '';
    if (word === 'OR') return undefined;
    const isSeparator = word === 'AND' && !isBetween;
    if (word === 'BETWEEN') isBetween = true;
    else if (word === 'AND') isBetween = false;
    if (isSeparator) {
      group = [];
      groups.push(group);
    } else group.push(token);
  }
  if (depth !== 0 || !groups.every(isNonEmpty)) return undefined;
  return groups.flatMap((group) => withoutParentheses(group, filter));
}

/** `(a = :a AND b = :b)` holds two parts; `(a = :a OR b = :b)` is one. */
function withoutParentheses(tokens: NonEmpty<Token>, filter: string): readonly FilterPart[] {
  const inner = isWrapped(tokens) ? splitAtAnd(tokens.slice(1, -1), filter) : undefined;
  return inner ?? [toPart(tokens, filter)];
}

function isWrapped(tokens: NonEmpty<Token>): boolean {
  let depth = 0;
  const close = tokens.findIndex(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth === 0;
  });
  return tokens.length > 2 && tokens[0].text === '(' && close === tokens.length - 1;
}

function toPart(tokens: NonEmpty<Token>, filter: string): FilterPart {
  const text = filter.slice(tokens[0].start, lastOf(tokens).end).replace(/\s+/g, ' ');
  const words = tokens.map((token) => token.text);
  const condition = conditionOf(words);
  const names = words.filter((word, index) => isName(word) && words[index + 1] !== '(').map(firstStep);
  return { text, names, ...(condition && { condition }) };
}

const NO_NAMES = /^(AND|OR|NOT|BETWEEN|IN)$/i;

function isName(word: string): boolean {
  return /^[#\w]/.test(word) && !NO_NAMES.test(word);
}

function firstStep(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function conditionOf(words: readonly string[]): KeyCondition | undefined {
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth] = words;
  if (words.length === 6 && first === 'begins_with' && second === '(' && fourth === ',' && sixth === ')')
    return toCondition(third, 'begins_with', [fifth]);
  if (words.length === 5 && second.toUpperCase() === 'BETWEEN') return toCondition(first, 'between', [third, fifth]);
  return words.length === 3 && /^(=|<=?|>=?)$/.test(second)
    ? toCondition(first, second as KeyCondition['operator'], [third])
    : undefined;
}

function toCondition(
  name: string,
  operator: KeyCondition['operator'],
  values: NonEmpty<string>,
): KeyCondition | undefined {
  const isPlain = /^(#\w+|[a-z_]\w*)$/i.test(name) && values.every((value) => /^:\w+$/.test(value));
  return isPlain ? { name, operator, values } : undefined;
}
