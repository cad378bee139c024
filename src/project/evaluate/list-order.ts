import type { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { isSame } from './join.js';
import { ELEMENTS } from './journal.js';
import { isOpenList, isPrimitive, keepOpenList, markOpenList, Unknown, type Value } from './values.js';

/** Of longer lists the order is not worth its steps. */
const MAX_SORTED = 200;

/** The elements in the order that the program asks for; in an open list where nobody knows it. */
function sorted(evaluator: Evaluator, list: readonly Value[], args: readonly Value[], node: ts.Node): Value[] {
  const [comparator] = args;
  if (isOpenList(list)) return markOpenList([...list]);
  if (comparator === undefined && list.every(isPrimitive)) return list.toSorted();
  let isKnown = comparator !== undefined && list.length <= MAX_SORTED;
  const compare = (left: Value, right: Value): number => {
    const order = isKnown ? evaluator.call(comparator, [left, right], node) : undefined;
    isKnown &&= typeof order === 'number';
    return typeof order === 'number' ? order : 0;
  };
  const made = list.toSorted(compare);
  const isAlike = list.every((each) => isSame(each, list[0]));
  return isKnown || isAlike ? made : markOpenList([...list]);
}

/** `sort`, `toSorted`, `reverse`, `toReversed`. */
export function order(
  evaluator: Evaluator,
  list: Value[],
  method: string,
  args: readonly Value[],
  node: ts.Node,
): { readonly value: Value } | undefined {
  const isInPlace = method === 'sort' || method === 'reverse';
  if (!isInPlace && method !== 'toSorted' && method !== 'toReversed') return undefined;
  const isSorted = method === 'sort' || method === 'toSorted';
  const made = isSorted ? sorted(evaluator, list, args, node) : keepOpenList(list.toReversed(), list);
  if (!isInPlace) return { value: made };
  evaluator.journal.write(list, ELEMENTS, made);
  return { value: list };
}

/** `pop`, `shift`, `splice` and `toSpliced` take elements out of a list; where nobody knows which, all may still be there. */
export function takeOut(
  evaluator: Evaluator,
  list: Value[],
  method: string,
  args: readonly Value[],
): { readonly value: Value } | undefined {
  if (method === 'toSpliced') {
    const copy = keepOpenList([...list], list);
    takeOut(evaluator, copy, 'splice', args);
    return { value: copy };
  }
  if (method !== 'pop' && method !== 'shift' && method !== 'splice') return undefined;
  const [start, count, ...added] = args;
  const isKnown = !isOpenList(list) && [start, count].every((each) => each === undefined || typeof each === 'number');
  const left = isKnown ? [...list] : markOpenList([...list, ...added]);
  const value = isKnown ? takeFrom(left, method, args) : markOpenList([...list]);
  evaluator.journal.write(list, ELEMENTS, left);
  if (isKnown || method === 'splice') return { value };
  return { value: new Unknown('the list is not static', '', { candidates: [...list].slice(0, MAX_SORTED) }) };
}

function takeFrom(list: Value[], method: 'pop' | 'shift' | 'splice', args: readonly Value[]): Value {
  if (method !== 'splice') return method === 'pop' ? list.pop() : list.shift();
  const [start, count, ...added] = args;
  return args.length < 2 ? list.splice(Number(start)) : list.splice(Number(start), Number(count), ...added);
}
