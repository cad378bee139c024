import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { orElse } from './logic.js';
import { getMember } from './members.js';
import { propertyKey } from './property-key.js';
import { isNullish } from './truth.js';
import { keepOpenList, ObjectValue, type Scope, Unknown, type Value } from './values.js';

/** Declares the names of a pattern with the parts of a value. */
export function bind(evaluator: Evaluator, name: ts.BindingName, value: Value, scope: Scope): void {
  if (ts.isIdentifier(name)) scope.declare(name.text, value);
  else if (ts.isArrayBindingPattern(name)) bindList(evaluator, name, value, scope);
  else bindObject(evaluator, name, value, scope);
}

function bindList(evaluator: Evaluator, pattern: ts.ArrayBindingPattern, value: Value, scope: Scope): void {
  pattern.elements.forEach((element, index) => {
    if (!ts.isBindingElement(element)) return;
    const part =
      element.dotDotDotToken && Array.isArray(value)
        ? keepOpenList(value.slice(index), value)
        : getMember(evaluator, value, String(index));
    bind(evaluator, element.name, withDefault(evaluator, part, element.initializer, scope), scope);
  });
}

function bindObject(evaluator: Evaluator, pattern: ts.ObjectBindingPattern, value: Value, scope: Scope): void {
  const taken: string[] = [];
  for (const element of pattern.elements) {
    if (element.dotDotDotToken) {
      bind(evaluator, element.name, without(value, taken), scope);
      continue;
    }
    const key = propertyKey(evaluator, element.propertyName ?? (element.name as ts.Identifier), scope);
    if (key !== undefined) taken.push(key);
    const part = key === undefined ? new Unknown('a computed name is not static') : getMember(evaluator, value, key);
    bind(evaluator, element.name, withDefault(evaluator, part, element.initializer, scope), scope);
  }
}

/** A default counts for what is missing; where that is not known, it may count. */
export function withDefault(
  evaluator: Evaluator,
  value: Value,
  initializer: ts.Expression | undefined,
  scope: Scope,
): Value {
  if (initializer === undefined) return value;
  if (value === undefined) return evaluator.evaluate(initializer, scope);
  return value instanceof Unknown && isNullish(value) !== false
    ? orElse(evaluator, value, () => evaluator.evaluate(initializer, scope))
    : value;
}

function without(value: Value, names: readonly string[]): Value {
  if (!(value instanceof ObjectValue)) return value;
  const rest = new ObjectValue(value.origin);
  rest.isOpen = value.isOpen;
  for (const [name, each] of value.properties) if (!names.includes(name)) rest.properties.set(name, each);
  return rest;
}
