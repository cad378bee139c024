import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { guessOf } from './join.js';
import { isPrimitive, type Scope } from './values.js';

/** The name that a property is written under, when it is static; one that is not may be guessed. */
export function propertyKey(
  evaluator: Evaluator,
  name: ts.PropertyName | ts.BindingName,
  scope: Scope,
): string | undefined {
  if (ts.isComputedPropertyName(name)) {
    const key = guessOf(evaluator.evaluate(name.expression, scope));
    return isPrimitive(key) ? String(key) : undefined;
  }
  return ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
    ? name.text
    : undefined;
}
