import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { assign, evaluateDelete } from './assign.js';
import { evaluateCall, evaluateNew } from './calls.js';
import { onEachLink } from './candidates.js';
import { defineStatics } from './classes.js';
import type { Evaluator } from './evaluator.js';
import { guessOf, join } from './join.js';
import { joinLists, MAX_TEXT } from './limits.js';
import { toElements } from './lists.js';
import { evaluateLogic } from './logic.js';
import { getAnyMember, getMember } from './members.js';
import { COMPOUND, combine, LOGICAL_ASSIGNMENTS, type LogicalOperator } from './operators.js';
import { propertyKey } from './property-key.js';
import { spreadInto } from './spread.js';
import { guessTruth, toTruth } from './truth.js';
import {
  ClassValue,
  FunctionValue,
  InstanceValue,
  isPrimitive,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  registerList,
  type Scope,
  Unknown,
  type Value,
} from './values.js';

const MAX_NESTING = 1200;
const NOT_STATIC = new Unknown('it is not static');

/** The value of an expression; its side effects on static values happen. */
export function evaluate(evaluator: Evaluator, node: ts.Expression, scope: Scope): Value {
  if (evaluator.fuel-- <= 0 || evaluator.nesting > MAX_NESTING)
    return new Unknown('the code around it is too large to evaluate');
  evaluator.nesting++;
  const value = evaluateNode(evaluator, node, scope);
  evaluator.nesting--;
  if (Array.isArray(value)) registerList(value);
  return value;
}

function evaluateNode(evaluator: Evaluator, node: ts.Expression, scope: Scope): Value {
  const inner = (each: ts.Expression) => evaluate(evaluator, each, scope);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) return evaluateName(node, scope);
  if (ts.isTemplateExpression(node)) return evaluateTemplate(node, inner);
  if (ts.isTaggedTemplateExpression(node)) return evaluateTagged(evaluator, node, inner);
  if (ts.isPropertyAccessExpression(node)) return evaluateAccess(evaluator, inner(node.expression), node);
  if (ts.isElementAccessExpression(node))
    return evaluateIndex(evaluator, inner(node.expression), inner(node.argumentExpression), node);
  if (ts.isCallExpression(node)) return evaluateCall(evaluator, node, scope);
  if (ts.isNewExpression(node)) return evaluateNew(evaluator, node, scope);
  if (ts.isObjectLiteralExpression(node)) return evaluateObject(evaluator, node, scope);
  if (ts.isArrayLiteralExpression(node)) return evaluateList(node, inner);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return seeFunction(evaluator, node, scope);
  if (ts.isClassExpression(node)) return seeClass(evaluator, node, scope);
  if (ts.isBinaryExpression(node)) return evaluateBinary(evaluator, node, scope);
  if (ts.isConditionalExpression(node)) return evaluateConditional(evaluator, node, inner);
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || isTypeWrapper(node))
    return inner(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return evaluatePrefix(evaluator, node, scope);
  if (ts.isPostfixUnaryExpression(node)) return step(evaluator, node, scope);
  if (ts.isTypeOfExpression(node)) return typeOf(inner(node.expression));
  if (ts.isDeleteExpression(node)) return evaluateDelete(evaluator, node, scope);
  if (ts.isRegularExpressionLiteral(node)) return toPattern(node.text);
  return evaluateKeyword(node, scope);
}

function evaluateKeyword(node: ts.Expression, scope: Scope): Value {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return scope.thisValue;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  // Only `import.meta` is left of these; it is the URL of the file that matters.
  return ts.isMetaProperty(node) ? new LibraryValue('import.meta', [scope.file]) : NOT_STATIC;
}

function isTypeWrapper(
  node: ts.Expression,
): node is ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.TypeAssertion {
  return (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

const GLOBALS = [
  'process',
  'Object',
  'Promise',
  'JSON',
  'Array',
  'String',
  'Number',
  'URL',
  'parseInt',
  'Math',
  'Boolean',
  'Map',
  'Set',
];

/** What SST declares for its configuration. */
const OF_SST = ['sst', '$transform'];

function evaluateName(node: ts.Identifier, scope: Scope): Value {
  if (scope.has(node.text)) return scope.look(node.text);
  if (node.text === 'undefined') return undefined;
  if (node.text === '__dirname') return posix.dirname(scope.file);
  if (node.text === '__filename') return scope.file;
  return GLOBALS.includes(node.text) || OF_SST.includes(node.text)
    ? new LibraryValue('global', [node.text])
    : scope.look(node.text);
}

function evaluateTemplate(node: ts.TemplateExpression, inner: (each: ts.Expression) => Value): Value {
  const values = node.templateSpans.map((span) => inner(span.expression));
  const parts = node.templateSpans.map((span) => span.literal.text);
  const text = toText(node.head.text, values, parts);
  if (!(text instanceof Unknown)) return text;
  const guess = toText(node.head.text, values.map(guessOf), parts);
  return new Unknown(text.reason, text.ending, {
    ...(!(guess instanceof Unknown) && { guess }),
    parts: [node.head.text, ...values.flatMap((value, index) => [value, parts[index]!])],
  });
}

/** A tag of a package is given the parts in their order: texts, and what stands between them. */
function evaluateTagged(
  evaluator: Evaluator,
  { tag, template }: ts.TaggedTemplateExpression,
  inner: (each: ts.Expression) => Value,
): Value {
  const type = inner(tag);
  const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
  const head = ts.isTemplateExpression(template) ? template.head.text : template.text;
  const parts = [head, ...spans.flatMap((span) => [inner(span.expression), span.literal.text])];
  if (!(type instanceof LibraryValue)) return new Unknown('what its tag makes of a text is not static');
  return new LibraryObject(type, parts, template, [...evaluator.frames]);
}

function toText(head: string, values: readonly Value[], parts: readonly string[]): string | Unknown {
  let text = head;
  let reason: string | undefined;
  values.forEach((value, index) => {
    if (isPrimitive(value) && value !== undefined) text += String(value);
    else {
      const isUnknown = value instanceof Unknown;
      reason ??= isUnknown ? value.reason : 'a part of the text is known only at deployment';
      text = isUnknown ? value.ending : '';
    }
    text += parts[index] ?? '';
    if (text.length <= MAX_TEXT) return;
    reason ??= 'the text is too long';
    text = text.slice(-MAX_TEXT);
  });
  return reason === undefined ? text : new Unknown(reason, text);
}

function evaluateAccess(evaluator: Evaluator, object: Value, node: ts.PropertyAccessExpression): Value {
  const name = node.name.text;
  if (object instanceof LibraryValue && object.module === 'import.meta') return evaluateMeta(object.path[0]!, name);
  if (
    object instanceof LibraryValue &&
    object.module === 'global' &&
    object.path[0] === 'process' &&
    object.path[1] === 'env'
  ) {
    return new Unknown(`it depends on the environment variable ${name}`);
  }
  return onEachLink(evaluator, node, object, (each) => getMember(evaluator, each, name));
}

function evaluateMeta(file: string, name: string): Value {
  if (name === 'url') return `file://${file}`;
  if (name === 'dirname') return posix.dirname(file);
  return name === 'filename' ? file : NOT_STATIC;
}

function evaluateIndex(evaluator: Evaluator, object: Value, key: Value, node: ts.ElementAccessExpression): Value {
  return onEachLink(evaluator, node, object, (each) =>
    isPrimitive(key) ? getMember(evaluator, each, String(key)) : getElementAt(evaluator, each, key),
  );
}

/** With a key that is one of several. */
function getElementAt(evaluator: Evaluator, object: Value, key: Value): Value {
  const any = getAnyMember(object);
  if (!(key instanceof Unknown) || !(any instanceof Unknown)) return any;
  const guess =
    isPrimitive(key.guess) && key.guess !== undefined ? getMember(evaluator, object, String(key.guess)) : undefined;
  return guess === undefined || guess instanceof Unknown
    ? any
    : new Unknown(any.reason, '', { candidates: any.candidates, guess });
}

function evaluateList(node: ts.ArrayLiteralExpression, inner: (each: ts.Expression) => Value): Value {
  return joinLists(
    node.elements.map((each) => (ts.isSpreadElement(each) ? toElements(inner(each.expression)) : [inner(each)])),
  );
}

function evaluateObject(evaluator: Evaluator, node: ts.ObjectLiteralExpression, scope: Scope): ObjectValue {
  const object = new ObjectValue(node);
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      spreadInto(evaluator, object, evaluate(evaluator, property.expression, scope));
      continue;
    }
    const key = propertyKey(evaluator, property.name, scope);
    if (key === undefined) object.isOpen = true;
    else object.properties.set(key, evaluateProperty(evaluator, property, scope, object));
  }
  return object;
}

function evaluateProperty(
  evaluator: Evaluator,
  property: ts.ObjectLiteralElementLike,
  scope: Scope,
  object: ObjectValue,
): Value {
  if (ts.isPropertyAssignment(property)) return evaluate(evaluator, property.initializer, scope);
  if (ts.isShorthandPropertyAssignment(property)) return evaluateName(property.name, scope);
  return ts.isMethodDeclaration(property) ? new FunctionValue(property, scope, object) : NOT_STATIC;
}

function seeFunction(
  evaluator: Evaluator,
  node: ts.ArrowFunction | ts.FunctionExpression,
  scope: Scope,
): FunctionValue {
  const value = new FunctionValue(node, scope);
  evaluator.seen.set(node, value);
  return value;
}

function seeClass(evaluator: Evaluator, node: ts.ClassExpression, scope: Scope): ClassValue {
  const value = new ClassValue(node, scope);
  evaluator.seen.set(node, value);
  defineStatics(evaluator, value);
  return value;
}

function evaluateBinary(evaluator: Evaluator, node: ts.BinaryExpression, scope: Scope): Value {
  const operator = node.operatorToken.kind;
  const right = () => evaluate(evaluator, node.right, scope);
  if (operator === ts.SyntaxKind.EqualsToken) return assign(evaluator, node.left, right(), scope);
  const left = evaluate(evaluator, node.left, scope);
  if (operator === ts.SyntaxKind.CommaToken) return right();
  if (isLogical(operator)) return evaluateLogic(evaluator, operator, left, right);
  const asked = LOGICAL_ASSIGNMENTS[operator];
  if (asked !== undefined) return assign(evaluator, node.left, evaluateLogic(evaluator, asked, left, right), scope);
  const done = COMPOUND[operator];
  return done === undefined
    ? combine(operator, left, right())
    : assign(evaluator, node.left, combine(done, left, right()), scope);
}

function isLogical(operator: ts.SyntaxKind): operator is LogicalOperator {
  return (
    operator === ts.SyntaxKind.QuestionQuestionToken ||
    operator === ts.SyntaxKind.BarBarToken ||
    operator === ts.SyntaxKind.AmpersandAmpersandToken
  );
}

function evaluateConditional(
  evaluator: Evaluator,
  node: ts.ConditionalExpression,
  inner: (each: ts.Expression) => Value,
): Value {
  const condition = inner(node.condition);
  const truth = toTruth(condition);
  const run = (isTrue: boolean) => () => inner(isTrue ? node.whenTrue : node.whenFalse);
  if (truth !== undefined) return run(truth)();
  // What a fallback of the condition leads to stands in for it.
  const guess = guessTruth(condition);
  const values = evaluator.journal.alternatives(guess ? [run(false), run(true)] : [run(true), run(false)]);
  return join(values, { policy: guess === undefined ? 'only' : 'last' });
}

function evaluatePrefix(evaluator: Evaluator, node: ts.PrefixUnaryExpression, scope: Scope): Value {
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    return step(evaluator, node, scope);
  const value = evaluate(evaluator, node.operand, scope);
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    const truth = toTruth(value);
    if (truth !== undefined) return !truth;
    const guess = guessTruth(value);
    return value instanceof Unknown && guess !== undefined
      ? new Unknown(value.reason, '', { guess: !guess })
      : NOT_STATIC;
  }
  return node.operator === ts.SyntaxKind.MinusToken && typeof value === 'number' ? -value : NOT_STATIC;
}

/** `typeof value`. */
function typeOf(value: Value): Value {
  if (isPrimitive(value)) return value === null ? 'object' : typeof value;
  if (value instanceof FunctionValue || value instanceof ClassValue) return 'function';
  const isObject = value instanceof ObjectValue || value instanceof InstanceValue || Array.isArray(value);
  return isObject ? 'object' : NOT_STATIC;
}

function step(
  evaluator: Evaluator,
  { operand, operator }: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: Scope,
): Value {
  const value = evaluate(evaluator, operand, scope);
  const next = typeof value === 'number' ? value + (operator === ts.SyntaxKind.PlusPlusToken ? 1 : -1) : NOT_STATIC;
  assign(evaluator, operand, next, scope);
  return value;
}

/** A pattern with nested repetition could take for ever on a text that nearly matches. */
function toPattern(text: string): Value {
  const end = text.lastIndexOf('/');
  const source = text.slice(1, end);
  if (/[)\]][+*{]/.test(source) && source.includes('(')) return NOT_STATIC;
  try {
    return new RegExp(source, text.slice(end + 1));
  } catch {
    return NOT_STATIC;
  }
}
