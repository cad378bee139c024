import type { ts } from 'ts-morph';
import { listEntries, toPair } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { MAX_LIST } from './limits.js';
import { callList } from './list-methods.js';
import { toElements } from './lists.js';
import { FunctionValue, keepOpenList, MapValue, markOpenList, ObjectValue, Unknown, type Value } from './values.js';

/** `new Set(items)`: a list without twins. What is not known may be equal to anything, but is taken for another one. */
export function makeSet(items: Value): Value {
  const given = itemsOf(items ?? []);
  return keepOpenList([...new Set(given)], given);
}

/** `Array.from(items, compute)`. */
export function listFrom(evaluator: Evaluator, [items, compute]: readonly Value[], node: ts.Node): Value {
  const list = itemsOf(items);
  return compute instanceof FunctionValue ? callList(evaluator, list, 'map', [compute], node)?.value : list;
}

/** `Array(3)`, `new Array(3)`, `Array('a', 'b')`. */
export function makeList(args: readonly Value[]): Value {
  const [length] = args;
  return args.length === 1 && typeof length !== 'string' ? withLength(length) : [...args];
}

function itemsOf(items: Value): Value[] {
  if (typeof items === 'string') return [...items];
  if (items instanceof MapValue) return listEntries(items.entries, toPair);
  if (items instanceof ObjectValue) return withLength(items.get('length'));
  const elements = toElements(items);
  return keepOpenList([...elements], elements as Value[]);
}

function withLength(length: Value): Value[] {
  const isKnown = typeof length === 'number' && Number.isInteger(length) && length >= 0 && length <= MAX_LIST;
  return isKnown ? new Array<Value>(length).fill(undefined) : markOpenList([new Unknown('the length is not static')]);
}
