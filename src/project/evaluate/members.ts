import type { ts } from 'ts-morph';
import { onEach } from './candidates.js';
import { findClassMember, findSuperMember } from './classes.js';
import type { Evaluator } from './evaluator.js';
import { guessOf, join, perhaps } from './join.js';
import { ELEMENTS, IS_OPEN } from './journal.js';
import {
  ClassValue,
  InstanceValue,
  isOpenList,
  isPrimitive,
  keepOpenList,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  MapValue,
  markOpenList,
  ObjectValue,
  Unknown,
  type Value,
} from './values.js';
import { writeBehind, writtenBehind } from './write-behind.js';

/** `object.name`. */
export function getMember(evaluator: Evaluator, object: Value, name: string): Value {
  if (object instanceof Unknown && object.candidates.length > 0)
    return onEach(evaluator, object, (each) => getMember(evaluator, each, name));
  if (object instanceof ObjectValue) return object.get(name);
  if (object instanceof InstanceValue) return getInstanceMember(evaluator, object, name);
  if (object instanceof LibraryValue) return new LibraryValue(object.module, [...object.path, name]);
  if (object instanceof LibraryObject)
    return object.fields.has(name) ? object.fields.get(name) : new LibraryMember(object, name);
  if (object instanceof LibraryMember) return writtenBehind(object, name) ?? new LibraryMember(object, name);
  if (object instanceof ClassValue) return object.statics.get(name);
  if (Array.isArray(object)) return getElement(object, name);
  if (object instanceof MapValue) return name === 'size' ? sizeOf(object) : undefined;
  if (typeof object === 'string') return name === 'length' ? object.length : object[Number(name)];
  return object instanceof Unknown ? object : new Unknown(`${name} of a value that is not static`);
}

function getInstanceMember(evaluator: Evaluator, object: InstanceValue, name: string): Value {
  if (object.fields.has(name)) return object.fields.get(name);
  const member = findClassMember(evaluator, object.type, object, name);
  if (member) return member.value;
  if (object.base !== undefined) return getMember(evaluator, object.base, name);
  return object.isOpen ? new Unknown(`property ${name} comes from a value that is not static`) : undefined;
}

/** `super.name` in the class `home`. */
export function getSuperMember(evaluator: Evaluator, home: ts.ClassLikeDeclaration, self: Value, name: string): Value {
  if (!(self instanceof InstanceValue)) return new Unknown('it calls a method of a superclass');
  const member = findSuperMember(evaluator, home, self, name);
  if (member) return member.value;
  return self.base && getMember(evaluator, self.base, name);
}

/** Where a list stands for several, any of its elements may be at a place. */
function getElement(list: readonly Value[], name: string): Value {
  // A `Set` is a list here.
  const isCount = name === 'length' || name === 'size';
  if (isOpenList(list)) return isCount ? new Unknown(OPEN_LIST) : oneOfThese(list, OPEN_LIST);
  return isCount ? list.length : list[Number(name)];
}

/** An entry whose value is not known may be missing. */
function sizeOf({ entries }: MapValue): Value {
  const isUnsure = entries.isOpen || [...entries.properties.values()].some((each) => each instanceof Unknown);
  return isUnsure ? new Unknown('the map is not static') : entries.properties.size;
}

const OPEN_LIST = 'the list is not static';

function oneOfThese(values: readonly Value[], reason: string): Unknown {
  const all = join(values, { isOpen: true });
  return all instanceof Unknown
    ? new Unknown(reason, '', { candidates: all.candidates, guess: all.guess })
    : new Unknown(reason);
}

/** `object[key]` with a key that is not static: any of its values, or none. */
export function getAnyMember(object: Value): Value {
  const reason = 'an index is not static';
  if (Array.isArray(object)) return oneOfThese(object, reason);
  return object instanceof ObjectValue ? oneOfThese([...object.properties.values()], reason) : new Unknown(reason);
}

/** `object.name = value`. */
export function setMember(evaluator: Evaluator, object: Value, name: string, value: Value, node?: ts.Node): void {
  onAlternatives(evaluator, object, (each) => setMember(evaluator, each, name, value, node));
  if (Array.isArray(object)) setElement(evaluator, object, name, value);
  else if (object instanceof LibraryObject || object instanceof LibraryMember)
    writeBehind(evaluator, object, { name, value, node });
  else if (object instanceof ObjectValue || object instanceof InstanceValue || object instanceof ClassValue)
    evaluator.journal.write(object, name, value);
}

/** What is one of several is written in one of them, and nobody knows in which. */
function onAlternatives({ journal }: Evaluator, object: Value, write: (each: Value) => void): void {
  const all = object instanceof ObjectValue ? object.alternatives : object instanceof Unknown ? object.candidates : [];
  const nothing = () => undefined;
  for (const each of all) journal.alternatives([nothing, () => void write(each)]);
}

/** `object[key] = value` with a key that is not static: whatever is there may be replaced. */
export function setAnyMember(evaluator: Evaluator, object: Value, key: Value, value: Value): void {
  const { journal } = evaluator;
  onAlternatives(evaluator, object, (each) => setAnyMember(evaluator, each, key, value));
  const reason = 'it may be written under a name that is not static';
  if (Array.isArray(object)) journal.write(object, ELEMENTS, markOpenList([...object, value]));
  if (!(object instanceof ObjectValue || object instanceof InstanceValue)) return;
  for (const [name, each] of ownProperties(object))
    if (isPrimitive(each) && (isPrimitive(value) || isUnseen(value)))
      journal.write(object, name, perhaps(each, reason));
  const guess = guessOf(key);
  if (typeof guess === 'string') journal.write(object, guess, isPrimitive(value) ? perhaps(value, reason) : value);
  else journal.write(object, IS_OPEN, true);
}

function isUnseen(value: Value): boolean {
  return value instanceof Unknown || value instanceof LibraryMember;
}

/** What was written into an object or an instance of a class. */
export function ownProperties(object: ObjectValue | InstanceValue): ReadonlyMap<string, Value> {
  return object instanceof ObjectValue ? object.properties : object.fields;
}

function setElement({ journal }: Evaluator, list: Value[], name: string, value: Value): void {
  if (!/^\d{1,4}$/.test(name)) return;
  const elements = keepOpenList([...list], list);
  elements[Number(name)] = value;
  journal.write(list, ELEMENTS, elements);
}

/** `delete object.name`. */
export function removeMember(evaluator: Evaluator, object: Value, name: string): void {
  onAlternatives(evaluator, object, (each) => removeMember(evaluator, each, name));
  const isHeld = object instanceof ObjectValue || object instanceof InstanceValue;
  if (isHeld && object.isOpen) evaluator.journal.write(object, name, undefined);
  else if (isHeld || object instanceof LibraryObject) evaluator.journal.remove(object, name);
}
