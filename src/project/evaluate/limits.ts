import { isOpenList, markOpenList, Unknown, type Value } from './values.js';

/** What a program makes longer than this in a loop is no name, path or setting. */
export const MAX_TEXT = 100_000;
export const MAX_LIST = 10_000;
const TOO_LONG = 'the text is too long';

/** A text that something made, if it is short enough. */
export function boundedText(text: string): string | Unknown {
  return text.length > MAX_TEXT ? new Unknown(TOO_LONG) : text;
}

/** Texts one behind the other. The sum is asked first: the engine itself cannot hold what grows without an end. */
export function joinTexts(parts: readonly string[], separator = ''): string | Unknown {
  const length = parts.reduce((sum, each) => sum + each.length + separator.length, 0);
  return length > MAX_TEXT + separator.length ? new Unknown(TOO_LONG) : parts.join(separator);
}

/** Lists one behind the other, as open as any of them; of what grows too long only the beginning is known, and the rest is not asked for. */
export function joinLists(lists: Iterable<readonly Value[]>): Value[] {
  const all: Value[] = [];
  for (const list of lists) {
    const room = MAX_LIST - all.length;
    for (const each of list.slice(0, room)) all.push(each);
    if (list.length > room || isOpenList(list)) markOpenList(all);
    if (list.length > room) break;
  }
  return all;
}

/** What the values of a list hold one behind the other. */
export function* eachOf(
  values: readonly Value[],
  toItems: (value: Value) => readonly Value[],
): Iterable<readonly Value[]> {
  for (const each of values) yield toItems(each);
}
