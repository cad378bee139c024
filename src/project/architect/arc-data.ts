import { isObject, type Plain, type PlainObject, placeOfKey } from '../data-file.js';
import type { ArcLine, ArcPragmas, ArcWord } from './arc-text.js';

/** The same as the text format would say, of JSON and YAML: lists, or objects whose keys are the names. */
export function pragmasOf(data: PlainObject): ArcPragmas {
  return new Map(Object.entries(data).map(([name, value]) => [name, linesOf(value, lineOfKey(data, name))]));
}

function linesOf(value: Plain, line: number): ArcLine[] {
  if (Array.isArray(value)) return value.flatMap((each) => lineOf(each, line));
  if (isObject(value)) return entriesOf(value, line);
  return lineOf(value, line);
}

/** One entry of a list: a name, words (`["get", "/"]`), or an object with what it says of one name. */
function lineOf(value: Plain, line: number): ArcLine[] {
  if (isWord(value)) return [{ words: [value], line, below: [] }];
  if (Array.isArray(value)) return [{ words: value.filter(isWord), line, below: [] }];
  return isObject(value) ? entriesOf(value, line) : [];
}

function entriesOf(object: PlainObject, line: number): ArcLine[] {
  return Object.entries(object).map(([key, value]) => {
    const at = lineOfKey(object, key, line);
    if (isObject(value)) return { words: [key], line: at, below: entriesOf(value, at) };
    return { words: [key, ...[value].flat().filter(isWord)], line: at, below: [] };
  });
}

function lineOfKey(object: PlainObject, key: string, otherwise = 1): number {
  return placeOfKey(object, key)?.line ?? otherwise;
}

function isWord(value: Plain): value is ArcWord {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
