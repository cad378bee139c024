import { isObject, type Plain, type PlainObject } from './data-file.js';

/**
 * How readers are told of a value that code computes and nobody can evaluate: it is there, and it is not known. `ending` is what a
 * text ends with all the same.
 */
export type WriteNotStatic = (reason: string, ending: string) => Plain;

/** As a variable that a service could not replace. */
export const asVariable: WriteNotStatic = (reason, ending) =>
  // What separates the parts of a variable must not be in it.
  `\${${MARK}${reason.replaceAll(/[^\w :;/*.-]+/g, ' ').trim()}}${ending}`;

/** As a function of a template that only a deployment replaces. */
export const asIntrinsic: WriteNotStatic = (reason) => ({ [INTRINSIC]: reason });

const MARK = 'not-static:';
const INTRINSIC = 'Fn::NotStatic';

/** Why a value is not known, where code computes it. */
export function notStaticReason(value: Plain): string | undefined {
  if (typeof value === 'string') return /\$\{not-static:([^}]*)\}/.exec(value)?.[1];
  const reason = isObject(value) ? value[INTRINSIC] : undefined;
  return typeof reason === 'string' ? reason : undefined;
}

/** The value without what is not static in it, for readers that go on with what is left. */
export function knownOf(value: Plain): Plain {
  if (notStaticReason(value) !== undefined) return undefined;
  if (Array.isArray(value)) return value.map(knownOf).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, knownOf(each)]));
}

/** A text as a person reads it, where parts of it are not static. */
export function readableText(text: string): string {
  return text.replaceAll(/\$\{not-static:[^}]*\}/g, '…');
}

/** Objects that something unknown was spread into. */
const openObjects = new WeakSet<object>();

/** May a key be there that the object does not show? */
export function isOpenObject(value: Plain): boolean {
  return isObject(value) && openObjects.has(value);
}

export function markOpen<Type extends PlainObject>(object: Type): Type {
  openObjects.add(object);
  return object;
}

/** Marks what is made of these objects, where one of them is open. */
export function keepOpen<Type extends PlainObject>(to: Type, ...from: readonly Plain[]): Type {
  return from.some(isOpenObject) ? markOpen(to) : to;
}

/**
 * What an object states by a dotted name. What is not static on the way there holds the rest of it; `isWhole` says so of a value
 * that hides all that may be in it.
 */
export function statedAt(object: PlainObject, path: readonly string[], isWhole: (value: Plain) => boolean): Plain {
  let current: Plain = object;
  for (const [index, key] of path.entries()) {
    if (index > 0 && isWhole(current)) return current;
    if (isOpenObject(current) && !Object.hasOwn(current as PlainObject, key)) return asIntrinsic(SPREAD, '');
    current = isObject(current) ? current[key] : undefined;
  }
  return current;
}

const SPREAD = 'it may be in an object that is not static';
