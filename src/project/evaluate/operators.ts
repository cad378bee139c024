import { ts } from 'ts-morph';
import { lift } from './candidates.js';
import { CLASSES_OF_RESOURCE, isResourceOfFunction } from './default-child.js';
import { guessOf, isSame } from './join.js';
import { joinTexts, MAX_TEXT } from './limits.js';
import { isNullish } from './truth.js';
import { InstanceValue, isPrimitive, LibraryObject, LibraryValue, ObjectValue, Unknown, type Value } from './values.js';

/** The value of a binary operation on static operands; comparisons of anything else stay unknown. */
export function combine(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  if (operator in EQUALITY && (left instanceof Unknown || right instanceof Unknown))
    return compareEach(operator, left, right);
  const result = lift([left, right], ([first, second]) => combineKnown(operator, first, second));
  return result instanceof Unknown && isPlus(operator) ? putTogether(result, left, right) : result;
}

/** A text of which one side is not known. */
function putTogether({ reason, guess }: Unknown, left: Value, right: Value): Unknown {
  const isText = [left, right].some((each) => typeof each === 'string' || partsOf(each).length > 1);
  const all = isText ? [...partsOf(left), ...partsOf(right)] : [];
  const ending = right instanceof Unknown ? right.ending : isPrimitive(right) ? endingOf(left) + String(right) : '';
  return new Unknown(reason, ending.slice(-MAX_TEXT), { guess, parts: all.length > MAX_PARTS ? [] : all });
}

/** A loop may put together any number of parts. */
const MAX_PARTS = 100;

function partsOf(value: Value): readonly Value[] {
  return value instanceof Unknown && value.parts.length > 0 ? value.parts : [value];
}

function endingOf(value: Value): string {
  return value instanceof Unknown ? value.ending : '';
}

function isPlus(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusToken || operator === ts.SyntaxKind.PlusEqualsToken;
}

/** What may be one of a few values is known to differ from all others. */
function compareEach(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  const eachOf = (value: Value) => (value instanceof Unknown ? (value.isComplete ? value.candidates : []) : [value]);
  const [lefts, rights] = [eachOf(left), eachOf(right)];
  const results = lefts.flatMap((first) => rights.map((second) => combineKnown(operator, first, second)));
  const isKnown = results.length > 0 && results.every((each) => each === results[0]);
  const reason = left instanceof Unknown ? left.reason : right instanceof Unknown ? right.reason : '';
  if (isKnown) return results[0];
  const guess = combineKnown(operator, guessOf(left), guessOf(right));
  return new Unknown(reason, '', { guess: guess instanceof Unknown ? undefined : guess });
}

function combineKnown(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  if (left instanceof Unknown || right instanceof Unknown) return new Unknown('it compares values that are not static');
  if (operator === ts.SyntaxKind.InstanceOfKeyword)
    return isInstance(left, right) ?? new Unknown('its class is not known');
  if (!isPrimitive(left) || !isPrimitive(right)) return compareObjects(operator, left, right);
  if (isPlus(operator)) return add(left, right);
  const operation = OPERATIONS[operator];
  return operation ? operation(left, right) : new Unknown('its operator is not evaluated');
}

/** Which operation an assignment such as `*=` does before it assigns. */
export const COMPOUND: Readonly<Record<number, ts.SyntaxKind>> = {
  [ts.SyntaxKind.PlusEqualsToken]: ts.SyntaxKind.PlusToken,
  [ts.SyntaxKind.MinusEqualsToken]: ts.SyntaxKind.MinusToken,
  [ts.SyntaxKind.AsteriskEqualsToken]: ts.SyntaxKind.AsteriskToken,
  [ts.SyntaxKind.SlashEqualsToken]: ts.SyntaxKind.SlashToken,
  [ts.SyntaxKind.PercentEqualsToken]: ts.SyntaxKind.PercentToken,
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: ts.SyntaxKind.AsteriskAsteriskToken,
};

/** Which operator an assignment such as `??=` asks before it assigns. */
export const LOGICAL_ASSIGNMENTS: Readonly<Record<number, LogicalOperator>> = {
  [ts.SyntaxKind.QuestionQuestionEqualsToken]: ts.SyntaxKind.QuestionQuestionToken,
  [ts.SyntaxKind.BarBarEqualsToken]: ts.SyntaxKind.BarBarToken,
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: ts.SyntaxKind.AmpersandAmpersandToken,
};

export type LogicalOperator =
  | ts.SyntaxKind.QuestionQuestionToken
  | ts.SyntaxKind.BarBarToken
  | ts.SyntaxKind.AmpersandAmpersandToken;

type Primitive = string | number | boolean | null | undefined;

/** Is it made by `new` of this class, or by one of the class's own methods? */
function isInstance(value: Value, type: Value): boolean | undefined {
  if (isPrimitive(value)) return false;
  if (value instanceof InstanceValue && value.type === type) return true;
  const isPlain = value instanceof ObjectValue || Array.isArray(value);
  if (isPlain && type instanceof LibraryValue && type.module !== 'global') return false;
  if (isResourceOfFunction(value) && type instanceof LibraryValue && /cdk/.test(type.module))
    return CLASSES_OF_RESOURCE.includes(type.name) ? true : undefined;
  if (!(value instanceof LibraryObject) || !(type instanceof LibraryValue)) return undefined;
  const { module, path } = value.type;
  const isOwn = module === type.module && type.path.every((each, index) => each === path[index]);
  return isOwn && path.length <= type.path.length + 1 ? true : undefined;
}

/** An object is never nothing, and a member of an enumeration is itself; more is not known of them here. */
function compareObjects(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  const isEqual = EQUALITY[operator];
  const unknown = new Unknown('it compares values that are not static');
  if (isEqual === undefined) return unknown;
  if (left instanceof LibraryValue && right instanceof LibraryValue) return isSame(left, right) ? isEqual : unknown;
  const [some, other] = isPrimitive(left) ? [right, left] : [left, right];
  const isAsked = other === null || other === undefined;
  return isAsked && isNullish(some) === false ? !isEqual : unknown;
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
  return joinTexts([String(left), String(right)]);
}

const OPERATIONS: Readonly<Record<number, (left: Primitive, right: Primitive) => Value>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: (left, right) => left === right,
  [ts.SyntaxKind.EqualsEqualsToken]: isLooselyEqual,
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: (left, right) => left !== right,
  [ts.SyntaxKind.ExclamationEqualsToken]: (left, right) => !isLooselyEqual(left, right),
  [ts.SyntaxKind.MinusToken]: (left, right) => Number(left) - Number(right),
  [ts.SyntaxKind.AsteriskToken]: (left, right) => Number(left) * Number(right),
  [ts.SyntaxKind.SlashToken]: (left, right) => Number(left) / Number(right),
  [ts.SyntaxKind.PercentToken]: (left, right) => Number(left) % Number(right),
  [ts.SyntaxKind.AsteriskAsteriskToken]: (left, right) => Number(left) ** Number(right),
  [ts.SyntaxKind.LessThanToken]: (left, right) => compare(left, right, (a, b) => a < b),
  [ts.SyntaxKind.LessThanEqualsToken]: (left, right) => compare(left, right, (a, b) => a <= b),
  [ts.SyntaxKind.GreaterThanToken]: (left, right) => compare(left, right, (a, b) => a > b),
  [ts.SyntaxKind.GreaterThanEqualsToken]: (left, right) => compare(left, right, (a, b) => a >= b),
};

/** Two texts by their characters, everything else as numbers. */
function compare(left: Primitive, right: Primitive, is: (a: string | number, b: string | number) => boolean): boolean {
  return typeof left === 'string' && typeof right === 'string' ? is(left, right) : is(Number(left), Number(right));
}
