import { ts } from 'ts-morph';
import { withDefault } from './bindings.js';
import type { Evaluator } from './evaluator.js';
import { getMember, removeMember, setAnyMember, setMember } from './members.js';
import { propertyKey } from './property-key.js';
import { isPrimitive, type Scope, Unknown, type Value } from './values.js';

/** `target = value`, where the target may be a pattern. */
export function assign(evaluator: Evaluator, target: ts.Expression, value: Value, scope: Scope): Value {
  if (ts.isIdentifier(target)) evaluator.journal.write(scope.holderOf(target.text), target.text, value);
  else if (ts.isPropertyAccessExpression(target))
    setMember(evaluator, evaluator.evaluate(target.expression, scope), target.name.text, value, target);
  else if (ts.isElementAccessExpression(target)) {
    const key = evaluator.evaluate(target.argumentExpression, scope);
    const object = evaluator.evaluate(target.expression, scope);
    if (isPrimitive(key)) setMember(evaluator, object, String(key), value, target);
    else setAnyMember(evaluator, object, key, value);
  } else if (ts.isArrayLiteralExpression(target)) assignList(evaluator, target, value, scope);
  else if (ts.isObjectLiteralExpression(target)) assignObject(evaluator, target, value, scope);
  else if (isWrapper(target)) assign(evaluator, target.expression, value, scope);
  return value;
}

function isWrapper(node: ts.Expression): node is ts.ParenthesizedExpression | ts.NonNullExpression | ts.AsExpression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node);
}

/** `[first, second] = value`. */
function assignList(evaluator: Evaluator, target: ts.ArrayLiteralExpression, value: Value, scope: Scope): void {
  target.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    if (ts.isSpreadElement(element))
      assign(evaluator, element.expression, new Unknown('the rest of a list is not followed'), scope);
    else assignPart(evaluator, element, getMember(evaluator, value, String(index)), scope);
  });
}

/** `({ first, second: other } = value)`. */
function assignObject(evaluator: Evaluator, target: ts.ObjectLiteralExpression, value: Value, scope: Scope): void {
  for (const property of target.properties) {
    const key = property.name && propertyKey(evaluator, property.name, scope);
    if (key === undefined) continue;
    const part = getMember(evaluator, value, key);
    if (ts.isShorthandPropertyAssignment(property))
      assign(
        evaluator,
        property.name,
        withDefault(evaluator, part, property.objectAssignmentInitializer, scope),
        scope,
      );
    if (ts.isPropertyAssignment(property)) assignPart(evaluator, property.initializer, part, scope);
  }
}

/** One target of a pattern, perhaps with a default. */
function assignPart(evaluator: Evaluator, target: ts.Expression, value: Value, scope: Scope): void {
  const isDefault = ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isDefault) assign(evaluator, target.left, withDefault(evaluator, value, target.right, scope), scope);
  else assign(evaluator, target, value, scope);
}

/** `delete object.name`. */
export function evaluateDelete(evaluator: Evaluator, { expression }: ts.DeleteExpression, scope: Scope): Value {
  if (!ts.isPropertyAccessExpression(expression) && !ts.isElementAccessExpression(expression)) return true;
  const object = evaluator.evaluate(expression.expression, scope);
  const key = ts.isPropertyAccessExpression(expression)
    ? expression.name.text
    : evaluator.evaluate(expression.argumentExpression, scope);
  if (isPrimitive(key)) removeMember(evaluator, object, String(key));
  else setAnyMember(evaluator, object, key, undefined);
  return true;
}
