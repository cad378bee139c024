import type { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { propertyKey } from './property-key.js';
import { ObjectValue, Scope, type Value } from './values.js';

/** The object that an `enum` becomes. */
export function evaluateEnum(evaluator: Evaluator, node: ts.EnumDeclaration, scope: Scope): ObjectValue {
  const object = new ObjectValue();
  // Members see those before them by their bare names.
  const inner = new Scope(scope.file, scope);
  let previous: Value = -1;
  for (const member of node.members) {
    const key = propertyKey(evaluator, member.name, scope);
    if (key === undefined) continue;
    const next: Value = typeof previous === 'number' ? previous + 1 : undefined;
    previous = member.initializer ? evaluator.evaluate(member.initializer, inner) : next;
    object.properties.set(key, previous);
    inner.declare(key, previous);
    if (typeof previous === 'number') object.properties.set(String(previous), key);
  }
  return object;
}
