import { ts } from 'ts-morph';
import { isPrimitive, Unknown, type Value } from './values.js';

/** The value of a binary operation on static operands; comparisons of anything else stay unknown. */
export function combine(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  const isPlus = operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.PlusEqualsToken;
  if (right instanceof Unknown) return right;
  if (left instanceof Unknown)
    return isPlus && isPrimitive(right) ? new Unknown(left.reason, left.ending + String(right)) : left;
  if (!isPrimitive(left) || !isPrimitive(right)) return new Unknown('it compares values that are not static');
  if (isPlus) return add(left, right);
  const operation = OPERATIONS[operator];
  return operation ? operation(left, right) : new Unknown('its operator is not evaluated');
}

type Primitive = string | number | boolean | null | undefined;

function add(left: Primitive, right: Primitive): Value {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  return String(left) + String(right);
}

const OPERATIONS: Readonly<Record<number, (left: Primitive, right: Primitive) => Value>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: (left, right) => left === right,
  [ts.SyntaxKind.EqualsEqualsToken]: (left, right) => left === right,
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: (left, right) => left !== right,
  [ts.SyntaxKind.ExclamationEqualsToken]: (left, right) => left !== right,
  [ts.SyntaxKind.MinusToken]: (left, right) => Number(left) - Number(right),
  [ts.SyntaxKind.AsteriskToken]: (left, right) => Number(left) * Number(right),
  [ts.SyntaxKind.SlashToken]: (left, right) => Number(left) / Number(right),
  [ts.SyntaxKind.LessThanToken]: (left, right) => Number(left) < Number(right),
  [ts.SyntaxKind.LessThanEqualsToken]: (left, right) => Number(left) <= Number(right),
  [ts.SyntaxKind.GreaterThanToken]: (left, right) => Number(left) > Number(right),
  [ts.SyntaxKind.GreaterThanEqualsToken]: (left, right) => Number(left) >= Number(right),
};
