import {
  InstanceValue,
  isOpenList,
  isPrimitive,
  LibraryObject,
  LibraryValue,
  markOpenList,
  ObjectValue,
  Unknown,
  type Value,
} from './values.js';

const CONDITION = 'it depends on a condition that is not static';
/** Objects inside objects are joined no deeper, since they may refer to themselves. */
const MAX_DEPTH = 8;
const MAX_CANDIDATES = 50;
/** Of longer lists, elements that are written alike count as several. */
const MAX_COMPARED = 50;
/** A list that nobody knows the length of grows no further; loops end there too. */
export const MAX_OPEN_LIST = 500;

/** Which candidate stands in for the value where code is looked for: the only one that is something, or the last one. */
type GuessPolicy = 'only' | 'last';

interface JoinOptions {
  readonly policy?: GuessPolicy;
  /** May it be something else too? */
  readonly isOpen?: boolean;
  readonly depth?: number;
}

/**
 * What is known of a value that is one of several, when nobody knows which. What all agree on is known; of lists, there may be the elements
 * of all; of objects, each property is one of several; everything else leads to all that it may be.
 */
export function join(
  values: readonly Value[],
  { policy = 'only', isOpen = false, depth = 0 }: JoinOptions = {},
): Value {
  const [first, ...others] = values;
  if (isOpen) return oneOf(values, isOpen, policy);
  if (others.every((each) => Object.is(first, each))) return first;
  if (depth < MAX_DEPTH && values.every((each) => each instanceof ObjectValue))
    return joinObjects(values, policy, depth);
  if (others.every((each) => isSame(first, each))) return first;
  if (values.every(Array.isArray)) return joinLists(values as readonly Value[][]);
  return oneOf(values, isOpen, policy);
}

/** Nothing but that it may be one of these. */
function oneOf(values: readonly Value[], isOpen: boolean, policy: GuessPolicy): Unknown {
  const unknown = values.find((each) => each instanceof Unknown);
  const all = new Set(values.flatMap((each) => (each instanceof Unknown ? each.candidates : [each])));
  const candidates = withoutTwins([...all].slice(0, MAX_CANDIDATES));
  const isComplete = !isOpen && values.every((each) => !(each instanceof Unknown) || each.isComplete);
  const reason = unknown instanceof Unknown ? unknown.reason : CONDITION;
  return new Unknown(reason, endingOf(values), {
    candidates,
    isComplete: isComplete && all.size <= MAX_CANDIDATES,
    guess: guessAmong(values, policy),
  });
}

/** What the texts end with all the same. */
function endingOf(values: readonly Value[]): string {
  const endings = new Set(values.map((each) => (each instanceof Unknown ? each.ending : '')));
  return endings.size === 1 ? ([...endings][0] ?? '') : '';
}

function guessAmong(values: readonly Value[], policy: GuessPolicy): Value {
  const known = withoutTwins(values.map(guessOf).filter((each) => !isNothing(each)));
  return policy === 'last' || known.length === 1 ? known.at(-1) : undefined;
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null || value === false || value instanceof Unknown;
}

function withoutTwins(values: readonly Value[]): Value[] {
  const kept: Value[] = [];
  for (const each of values) if (!kept.some((other) => isSame(other, each))) kept.push(each);
  return kept;
}

/** The value; where it is not known, what stands in for it. Only for those who look for code or for what things are called. */
export function guessOf(value: Value): Value {
  return value instanceof Unknown && value.guess !== undefined ? value.guess : value;
}

/** A value that may be this one, or anything. */
export function perhaps(value: Value, reason: string): Value {
  if (value instanceof Unknown) return new Unknown(reason, '', { candidates: value.candidates, guess: value.guess });
  return new Unknown(reason, '', { candidates: [value], guess: value });
}

/** An object of which every property may be another one. */
export function perhapsAll(object: ObjectValue, reason: string): ObjectValue {
  const copy = new ObjectValue(object.origin, [object]);
  for (const [key, value] of object.properties) copy.properties.set(key, perhaps(value, reason));
  copy.isOpen = true;
  return copy;
}

function joinLists(lists: readonly Value[][]): Value[] {
  const longest = lists.reduce((best, each) => (each.length > best.length ? each : best));
  // Most often elements were added at the end.
  const isGrown = lists.every((list) => list.every((each, index) => each === longest[index]));
  if (isGrown) return markOpenList(longest.slice(0, MAX_OPEN_LIST));
  const all = [...new Set(lists.flat())].slice(0, MAX_OPEN_LIST);
  return markOpenList(all.length > MAX_COMPARED ? all : withoutTwins(all));
}

/** What all have is known; what one of them has, or has otherwise, is not. */
function joinObjects(objects: readonly ObjectValue[], policy: GuessPolicy, depth: number): ObjectValue {
  const origin = objects.find((each) => each.origin)?.origin;
  const both = new ObjectValue(origin, [...new Set(objects)]);
  for (const key of new Set(objects.flatMap((each) => [...each.properties.keys()])))
    both.properties.set(
      key,
      join(
        objects.map((each) => each.get(key)),
        { policy, depth: depth + 1 },
      ),
    );
  both.isOpen = objects.some((each) => each.isOpen);
  return both;
}

/** Is it the same to everybody who asks? What was made twice with a place in the program is two things. */
export function isSame(left: Value, right: Value, depth = 0): boolean {
  if (Object.is(left, right)) return true;
  if (isPrimitive(left) || isPrimitive(right) || depth > MAX_DEPTH) return false;
  const areSame = (first: readonly Value[], second: readonly Value[]) =>
    first.length === second.length && first.every((each, index) => isSame(each, second[index], depth + 1));
  if (Array.isArray(left))
    return Array.isArray(right) && isOpenList(left) === isOpenList(right) && areSame(left, right);
  if (left instanceof LibraryValue)
    return right instanceof LibraryValue && left.module === right.module && areSame(left.path, right.path);
  if (left instanceof LibraryObject)
    return (
      right instanceof LibraryObject && isPlain(left) && isSame(left.type, right.type) && areSame(left.args, right.args)
    );
  return left instanceof ObjectValue && right instanceof ObjectValue && isSameObject(left, right, areSame);
}

function isSameObject(
  left: ObjectValue,
  right: ObjectValue,
  areSame: (first: readonly Value[], second: readonly Value[]) => boolean,
): boolean {
  const keys = [...left.properties.keys()];
  return (
    left.isOpen === right.isOpen &&
    keys.length === right.properties.size &&
    keys.every((key) => right.properties.has(key)) &&
    areSame(
      keys.map((key) => left.properties.get(key)),
      keys.map((key) => right.properties.get(key)),
    )
  );
}

/** A duration, a runtime or the like: nothing that stands somewhere in the program. */
function isPlain({ args }: LibraryObject): boolean {
  return args.every((each) => !(each instanceof InstanceValue) && (!(each instanceof LibraryObject) || isPlain(each)));
}
