import type { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { ELEMENTS } from './journal.js';
import { eachOf, joinLists, joinTexts } from './limits.js';
import { order, takeOut } from './list-order.js';
import { addTo, filterList, findIn, includes, ofAll, reduceList, sliceList, toItems } from './lists.js';
import { getAnyMember } from './members.js';
import { toTruth } from './truth.js';
import {
  FunctionValue,
  isOpenList,
  isPrimitive,
  keepOpenList,
  LibraryValue,
  markOpenList,
  Unknown,
  type Value,
} from './values.js';

interface Called {
  readonly evaluator: Evaluator;
  readonly list: Value[];
  readonly args: readonly Value[];
  readonly node: ts.Node;
}

type Result = { readonly value: Value } | undefined;

/** A method of a list, or of a `Set`, which is a list without twins here. */
export function callList(
  evaluator: Evaluator,
  list: Value[],
  method: string,
  args: readonly Value[],
  node: ts.Node,
): Result {
  const called: Called = { evaluator, list, args, node };
  const [first] = args;
  if (first instanceof FunctionValue || isFilter(first)) {
    const withEach = WITH_EACH.get(method);
    if (withEach) return { value: withEach(called) };
  }
  const plain = PLAIN.get(method);
  if (plain) return { value: plain(called) };
  return order(evaluator, list, method, args, node) ?? takeOut(evaluator, list, method, args);
}

/** `list.filter(Boolean)`. */
function isFilter(value: Value): boolean {
  return value instanceof LibraryValue && value.module === 'global' && value.name === 'Boolean';
}

type Method = (called: Called) => Value;

/** What asks a function for each element. */
const WITH_EACH = new Map<string, Method>(
  Object.entries<Method>({
    map: (called) => keepOpenList(resultsOf(called), called.list),
    flatMap: (called) => keepOpenList(joinLists(eachOf(resultsOf(called), toItems)), called.list),
    forEach: (called) => void resultsOf(called),
    filter: (called) => filterList(called.list, truthsOf(called)),
    find: (called) => findIn(called.list, truthsOf(called)),
    findLast: (called) => findIn(called.list.toReversed(), truthsOf(called).toReversed(), isOpenList(called.list)),
    findIndex: (called) => indexIn(called, truthsOf(called)),
    some: (called) => ofAll(called.list, 'some', truthsOf(called)),
    every: (called) => ofAll(called.list, 'every', truthsOf(called)),
    reduce: (called) => reduce(called, called.list),
    reduceRight: (called) => reduce(called, keepOpenList(called.list.toReversed(), called.list)),
  }),
);

/** An element of an open list may be missing: what is done with it is done or not. */
function resultsOf({ evaluator, list, args, node }: Called): Value[] {
  return list.map((item, index) => {
    const run = () => evaluator.call(args[0], [item, index, list], node);
    return isOpenList(list) ? evaluator.journal.alternatives([() => undefined, run], true)[1] : run();
  });
}

function truthsOf(called: Called): (boolean | undefined)[] {
  return resultsOf(called).map(toTruth);
}

function indexIn({ list }: Called, truths: readonly (boolean | undefined)[]): Value {
  const index = truths.findIndex((each) => each !== false);
  return isOpenList(list) || truths[index] === undefined ? (index < 0 && !isOpenList(list) ? -1 : UNKNOWN) : index;
}

function reduce({ evaluator, args, node, list: all }: Called, list: readonly Value[]): Value {
  const [compute, ...start] = args;
  let index = start.length > 0 ? 0 : 1;
  return reduceList(list, args, (total, item) => evaluator.call(compute, [total, item, index++, all], node));
}

const UNKNOWN = new Unknown('the list is not static');

const PLAIN = new Map<string, Method>(
  Object.entries<Method>({
    fill: ({ evaluator, list, args }) => fill(evaluator, list, args),
    flat: ({ list }) => keepOpenList(joinLists(eachOf(list, toItems)), list),
    push: ({ evaluator, list, args }) => addTo(evaluator, list, 'push', args),
    unshift: ({ evaluator, list, args }) => addTo(evaluator, list, 'unshift', args),
    concat: ({ list, args }) => joinLists([list, ...args.map(toItems)]),
    slice: ({ list, args }) => sliceList(list, args),
    includes: ({ list, args }) => includes(list, args[0]),
    indexOf: ({ list, args }) => (isKnownText(list, args) ? list.indexOf(args[0]) : UNKNOWN),
    at: ({ list, args: [index] }) =>
      isOpenList(list) || typeof index !== 'number' ? getAnyMember(list) : list.at(index),
    with: ({ list, args: [index, value] }) =>
      isOpenList(list) || typeof index !== 'number' || index >= list.length || index < -list.length
        ? markOpenList([...list, value])
        : list.with(index, value),
    keys: ({ list }) => keepOpenList([...list.keys()], list),
    values: ({ list }) => keepOpenList([...list], list),
    entries: ({ list }) =>
      keepOpenList(
        [...list.entries()].map(([index, each]) => [index, each]),
        list,
      ),
    join: ({ list, args }) => joinElements(list, args[0]),
    // Of a `Set`.
    has: ({ list, args }) => includes(list, args[0]),
    add: ({ evaluator, list, args }) => addNew(evaluator, list, args[0]),
    delete: ({ evaluator, list, args }) => remove(evaluator, list, args[0]),
    clear: ({ evaluator, list }) => void evaluator.journal.write(list, ELEMENTS, []),
  }),
);

function fill({ journal }: Evaluator, list: Value[], [value, ...range]: readonly Value[]): Value {
  const filled = list.map(() => value);
  const isKnown = range.length === 0 && !isOpenList(list);
  journal.write(list, ELEMENTS, isKnown ? filled : markOpenList([...list, value]));
  return list;
}

function isKnownText(list: readonly Value[], [asked]: readonly Value[]): boolean {
  return !isOpenList(list) && isPrimitive(asked) && list.every(isPrimitive);
}

function joinElements(list: readonly Value[], separator: Value): Value {
  if (isOpenList(list)) return UNKNOWN;
  return list.every(isPrimitive)
    ? joinTexts(
        list.map((each) => String(each ?? '')),
        separator === undefined ? ',' : String(separator),
      )
    : new Unknown('a part of the text is not static');
}

function addNew(evaluator: Evaluator, set: Value[], value: Value): Value {
  if (!set.includes(value)) addTo(evaluator, set, 'push', [value]);
  return set;
}

function remove({ journal }: Evaluator, set: Value[], value: Value): Value {
  const isKnown = !isOpenList(set) && !(value instanceof Unknown) && !set.some((each) => each instanceof Unknown);
  const left = set.filter((each) => each !== value);
  journal.write(set, ELEMENTS, isKnown ? left : markOpenList([...set]));
  return isKnown ? left.length < set.length : UNKNOWN;
}
