import { listEntries, toPair } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { join, MAX_OPEN_LIST, perhaps } from './join.js';
import { ELEMENTS } from './journal.js';
import { joinLists } from './limits.js';
import {
  isOpenList,
  isPrimitive,
  LibraryMember,
  LibraryObject,
  MapValue,
  markOpenList,
  Unknown,
  type Value,
} from './values.js';

/** The elements that a spread or a loop gets. What is not known is one element that is not known, of a list that is open. */
export function toElements(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (value instanceof MapValue) return listEntries(value.entries, toPair);
  if (!(value instanceof Unknown)) return isSomewhere(value) ? open([new Unknown(REASON)]) : [];
  const lists = value.candidates.filter(Array.isArray) as Value[][];
  const rest = value.isComplete ? [] : [new Unknown(value.reason)];
  // Something else than a list may be a part of a program that is known only at deployment.
  return open([...new Set(joinLists([...lists, rest]))]);
}

const REASON = 'the list is not static';

function open(list: Value[]): readonly Value[] {
  return markOpenList(list);
}

function isSomewhere(value: Value): boolean {
  return value instanceof LibraryObject || value instanceof LibraryMember;
}

/** A list without some elements, of which some may be there all the same. */
export function filterList(list: readonly Value[], truths: readonly (boolean | undefined)[]): Value[] {
  const kept = list.filter((_, index) => truths[index] !== false);
  return truths.includes(undefined) || isOpenList(list) ? markOpenList(kept) : kept;
}

/** The first element that passes; those before it that may pass come first. */
export function findIn(
  list: readonly Value[],
  truths: readonly (boolean | undefined)[],
  isOpen = isOpenList(list),
): Value {
  const certain = truths.indexOf(true);
  const possible = list.filter((_, index) => truths[index] === undefined && (certain < 0 || index < certain));
  if (certain >= 0 && possible.length === 0 && !isOpen) return list[certain];
  const found = certain < 0 ? undefined : list[certain];
  return possible.length === 0 && !isOpen ? found : join([...possible, found], { policy: 'only', isOpen });
}

/** `some` and `every`. */
export function ofAll(
  list: readonly Value[],
  method: 'some' | 'every',
  truths: readonly (boolean | undefined)[],
): Value {
  const isDecided = truths.includes(method === 'some');
  if (isDecided && !isOpenList(list)) return method === 'some';
  const isOther = truths.every((each) => each === (method === 'every'));
  return isOther && !isOpenList(list) ? method === 'every' : new Unknown(REASON);
}

/** Of what is not known, nobody can say whether it is there. */
export function includes(list: readonly Value[], value: Value): Value {
  const isKnown = isPrimitive(value) && !isOpenList(list);
  if (isKnown && list.includes(value)) return true;
  return isKnown && list.every(isPrimitive) ? false : new Unknown(REASON);
}

/** What `concat` and `flatMap` take apart. */
export function toItems(value: Value): Value[] {
  const isList = Array.isArray(value) || (value instanceof Unknown && value.candidates.some(Array.isArray));
  return isList ? [...toElements(value)] : [value];
}

/** `push` and `unshift`. */
export function addTo(
  { journal }: Evaluator,
  list: Value[],
  method: 'push' | 'unshift',
  values: readonly Value[],
): Value {
  if (isOpenList(list) && list.length >= MAX_OPEN_LIST) return new Unknown(REASON);
  const all = joinLists(method === 'push' ? [list, values] : [values, list]);
  journal.write(list, ELEMENTS, all);
  return isOpenList(list) ? new Unknown(REASON) : all.length;
}

/** Which elements of a list that is open, or up to where, nobody knows: it may be any. */
export function sliceList(list: readonly Value[], args: readonly Value[]): Value[] {
  const isKnown = !isOpenList(list) && args.every((each) => each === undefined || typeof each === 'number');
  return isKnown ? list.slice(...(args as number[])) : markOpenList([...list]);
}

/** What all elements come to; of a list that is open, it may be more or less. */
export function reduceList(
  list: readonly Value[],
  args: readonly Value[],
  add: (total: Value, item: Value) => Value,
): Value {
  const [first, ...others] = list;
  const total = args.length > 1 ? list.reduce(add, args[1]) : others.reduce(add, first);
  if (!isOpenList(list)) return total;
  return Array.isArray(total) ? markOpenList([...total]) : perhaps(total, REASON);
}
