import { ts } from 'ts-morph';
import { isPrimitive, LibraryObject, LibraryValue, ObjectValue, Unknown, type Value } from './values.js';

/** The value of a binary operation on static operands; comparisons of anything else stay unknown. */
export function combine(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  const isPlus = operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.PlusEqualsToken;
  if (right instanceof Unknown) return right;
  if (operator === ts.SyntaxKind.InstanceOfKeyword) return isInstance(left, right);
  if (left instanceof Unknown)
    return isPlus && isPrimitive(right) ? new Unknown(left.reason, left.ending + String(right)) : left;
  if (!isPrimitive(left) || !isPrimitive(right)) return compareWithNothing(operator, left, right);
  if (isPlus) return add(left, right);
  const operation = OPERATIONS[operator];
  return operation ? operation(left, right) : new Unknown('its operator is not evaluated');
}

/** Is the value made by a class? Known of what is plain, and of what the class itself or one of its methods made. */
function isInstance(value: Value, type: Value): Value {
  const isPlain = isPrimitive(value) || value instanceof ObjectValue || Array.isArray(value);
  if (isPlain) return false;
  const isOfClass =
    value instanceof LibraryObject &&
    type instanceof LibraryValue &&
    value.type.module === type.module &&
    type.path.every((each, index) => value.type.path[index] === each);
  return isOfClass || new Unknown('what it is an instance of is not static');
}

type Primitive = string | number | boolean | null | undefined;

/** An object is never nothing; more is not known of it here. */
function compareWithNothing(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  const isEqual = EQUALITY[operator];
  const isAsked = left === null || left === undefined || right === null || right === undefined;
  return isEqual !== undefined && isAsked ? !isEqual : new Unknown('it compares values that are not static');
}

/** Whether the operator says that both are equal. */
const EQUALITY: Readonly<Record<number, boolean>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: true,
  [ts.SyntaxKind.EqualsEqualsToken]: true,
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: false,
  [ts.SyntaxKind.ExclamationEqualsToken]: false,
};

function isLooselyEqual(left: Primitive, right: Primitive): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: this is what the code says.
  return left == right;
}

function add(left: Primitive, right: Primitive): Value {
  // Nobody deploys a function called "undefined-handler": its argument comes from where nobody can see.
  if (left === undefined && typeof right === 'string')
    return new Unknown('it is made of a value that is not static', right);
  if (right === undefined && typeof left === 'string') return new Unknown('it is made of a value that is not static');
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  return String(left) + String(right);
}

const OPERATIONS: Readonly<Record<number, (left: Primitive, right: Primitive) => Value>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: (left, right) => left === right,
  [ts.SyntaxKind.EqualsEqualsToken]: isLooselyEqual,
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: (left, right) => left !== right,
  [ts.SyntaxKind.ExclamationEqualsToken]: (left, right) => !isLooselyEqual(left, right),
  [ts.SyntaxKind.MinusToken]: (left, right) => Number(left) - Number(right),
  [ts.SyntaxKind.AsteriskToken]: (left, right) => Number(left) * Number(right),
  [ts.SyntaxKind.SlashToken]: (left, right) => Number(left) / Number(right),
  [ts.SyntaxKind.LessThanToken]: (left, right) => Number(left) < Number(right),
  [ts.SyntaxKind.LessThanEqualsToken]: (left, right) => Number(left) <= Number(right),
  [ts.SyntaxKind.GreaterThanToken]: (left, right) => Number(left) > Number(right),
  [ts.SyntaxKind.GreaterThanEqualsToken]: (left, right) => Number(left) >= Number(right),
};
