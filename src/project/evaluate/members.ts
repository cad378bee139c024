import type { ts } from 'ts-morph';
import { findClassMember, findSuperMember } from './classes.js';
import type { Evaluator } from './evaluator.js';
import {
  ClassValue,
  InstanceValue,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  Unknown,
  type Value,
} from './values.js';

/** `object.name`. */
export function getMember(evaluator: Evaluator, object: Value, name: string): Value {
  if (object instanceof ObjectValue) return object.get(name);
  if (object instanceof InstanceValue) return getInstanceMember(evaluator, object, name);
  if (object instanceof LibraryValue) return new LibraryValue(object.module, [...object.path, name]);
  if (object instanceof LibraryObject)
    return object.fields.has(name) ? object.fields.get(name) : new LibraryMember(object, name);
  if (object instanceof LibraryMember) return new LibraryMember(object, name);
  if (object instanceof ClassValue) return object.statics.get(name);
  if (Array.isArray(object)) return name === 'length' ? object.length : object[Number(name)];
  if (typeof object === 'string') return name === 'length' ? object.length : object[Number(name)];
  return object instanceof Unknown ? object : new Unknown(`${name} of a value that is not static`);
}

function getInstanceMember(evaluator: Evaluator, object: InstanceValue, name: string): Value {
  if (object.fields.has(name)) return object.fields.get(name);
  const member = findClassMember(evaluator, object.type, object, name);
  if (member) return member.value;
  return object.base instanceof LibraryObject ? getMember(evaluator, object.base, name) : undefined;
}

/** `super.name` in the class `home`. */
export function getSuperMember(evaluator: Evaluator, home: ts.ClassLikeDeclaration, self: Value, name: string): Value {
  if (!(self instanceof InstanceValue)) return new Unknown('it calls a method of a superclass');
  const member = findSuperMember(evaluator, home, self, name);
  if (member) return member.value;
  return self.base instanceof LibraryObject ? getMember(evaluator, self.base, name) : undefined;
}

/** `object.name = value`. */
export function setMember(object: Value, name: string, value: Value): void {
  if (object instanceof ObjectValue) object.properties.set(name, value);
  else if (object instanceof InstanceValue || object instanceof LibraryObject) object.fields.set(name, value);
  else if (object instanceof ClassValue) object.statics.set(name, value);
  else if (Array.isArray(object) && /^\d{1,4}$/.test(name)) object[Number(name)] = value;
}
