import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { evaluateCall, evaluateNew } from './calls.js';
import { chooseEither, whenUndecided } from './choices.js';
import { defineStatics } from './classes.js';
import type { Evaluator } from './evaluator.js';
import { getMember, setMember } from './members.js';
import { combine } from './operators.js';
import { propertyKey } from './property-key.js';
import {
  ClassValue,
  FunctionValue,
  isPrimitive,
  LibraryValue,
  ObjectValue,
  type Scope,
  toTruth,
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
  return value;
}

function evaluateNode(evaluator: Evaluator, node: ts.Expression, scope: Scope): Value {
  const inner = (each: ts.Expression) => evaluate(evaluator, each, scope);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) return evaluateName(node, scope);
  if (ts.isTemplateExpression(node)) return evaluateTemplate(node, inner);
  if (ts.isPropertyAccessExpression(node)) return evaluateAccess(evaluator, inner(node.expression), node);
  if (ts.isElementAccessExpression(node))
    return evaluateIndex(evaluator, inner(node.expression), inner(node.argumentExpression));
  if (ts.isCallExpression(node)) return evaluateCall(evaluator, node, scope);
  if (ts.isNewExpression(node)) return evaluateNew(evaluator, node, scope);
  if (ts.isObjectLiteralExpression(node)) return evaluateObject(evaluator, node, scope);
  if (ts.isArrayLiteralExpression(node)) return evaluateList(node, inner);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return seeFunction(evaluator, node, scope);
  if (ts.isClassExpression(node)) return seeClass(evaluator, node, scope);
  if (ts.isBinaryExpression(node)) return evaluateBinary(evaluator, node, scope);
  if (ts.isConditionalExpression(node)) return evaluateConditional(node, inner);
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node) || isTypeWrapper(node))
    return inner(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return evaluatePrefix(node, inner, scope);
  if (ts.isPostfixUnaryExpression(node)) return step(node.operand, node.operator, inner, scope);
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

const GLOBALS = ['process', 'Object', 'Promise', 'JSON', 'Array', 'String', 'Number', 'URL', 'parseInt', 'Math'];

function evaluateName(node: ts.Identifier, scope: Scope): Value {
  if (scope.has(node.text)) return scope.look(node.text);
  if (node.text === 'undefined') return undefined;
  if (node.text === '__dirname') return posix.dirname(scope.file);
  if (node.text === '__filename') return scope.file;
  return GLOBALS.includes(node.text) || node.text === 'sst'
    ? new LibraryValue('global', [node.text])
    : scope.look(node.text);
}

function evaluateTemplate(node: ts.TemplateExpression, inner: (each: ts.Expression) => Value): Value {
  let text = node.head.text;
  let reason: string | undefined;
  for (const span of node.templateSpans) {
    const value = inner(span.expression);
    if (isPrimitive(value) && value !== undefined) text += String(value);
    else {
      const isUnknown = value instanceof Unknown;
      reason ??= isUnknown ? value.reason : 'a part of the text is known only at deployment';
      text = isUnknown ? value.ending : '';
    }
    text += span.literal.text;
  }
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
  return getMember(evaluator, object, name);
}

function evaluateMeta(file: string, name: string): Value {
  if (name === 'url') return `file://${file}`;
  if (name === 'dirname') return posix.dirname(file);
  return name === 'filename' ? file : NOT_STATIC;
}

function evaluateIndex(evaluator: Evaluator, object: Value, key: Value): Value {
  return isPrimitive(key) ? getMember(evaluator, object, String(key)) : new Unknown('an index is not static');
}

function evaluateList(node: ts.ArrayLiteralExpression, inner: (each: ts.Expression) => Value): Value {
  return node.elements.flatMap((element): Value[] => {
    if (!ts.isSpreadElement(element)) return [inner(element)];
    const spread = inner(element.expression);
    return Array.isArray(spread) ? spread : [];
  });
}

function evaluateObject(evaluator: Evaluator, node: ts.ObjectLiteralExpression, scope: Scope): ObjectValue {
  const object = new ObjectValue(node);
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      object.spread(evaluate(evaluator, property.expression, scope));
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
  if (operator === ts.SyntaxKind.QuestionQuestionToken)
    return left === undefined || left === null ? right() : orElse(left, right());
  if (operator === ts.SyntaxKind.BarBarToken) return toTruth(left) === false ? right() : orElse(left, right());
  if (operator === ts.SyntaxKind.AmpersandAmpersandToken) return evaluateAnd(left, right);
  const result = combine(operator, left, right());
  return operator === ts.SyntaxKind.PlusEqualsToken ? assign(evaluator, node.left, result, scope) : result;
}

function evaluateAnd(left: Value, right: () => Value): Value {
  const truth = toTruth(left);
  if (truth === false) return left;
  return truth ? right() : chooseEither(right(), undefined);
}

/** A fallback stands in for what is not known, as it does when the value is missing at deployment. */
function orElse(left: Value, right: Value): Value {
  return left instanceof Unknown && !(right instanceof Unknown) ? right : left;
}

function assign(evaluator: Evaluator, target: ts.Expression, assigned: Value, scope: Scope): Value {
  const value = evaluator.undecided > 0 ? whenUndecided(assigned) : assigned;
  if (ts.isIdentifier(target)) scope.assign(target.text, value);
  else if (ts.isPropertyAccessExpression(target))
    setMember(evaluate(evaluator, target.expression, scope), target.name.text, value);
  else if (ts.isElementAccessExpression(target)) {
    const key = evaluate(evaluator, target.argumentExpression, scope);
    if (isPrimitive(key)) setMember(evaluate(evaluator, target.expression, scope), String(key), value);
  }
  return value;
}

function evaluateConditional(node: ts.ConditionalExpression, inner: (each: ts.Expression) => Value): Value {
  const truth = toTruth(inner(node.condition));
  if (truth !== undefined) return inner(truth ? node.whenTrue : node.whenFalse);
  return chooseEither(inner(node.whenTrue), inner(node.whenFalse));
}

function evaluatePrefix(node: ts.PrefixUnaryExpression, inner: (each: ts.Expression) => Value, scope: Scope): Value {
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    return step(node.operand, node.operator, inner, scope);
  const value = inner(node.operand);
  if (node.operator === ts.SyntaxKind.ExclamationToken) {
    const truth = toTruth(value);
    return truth === undefined ? NOT_STATIC : !truth;
  }
  return node.operator === ts.SyntaxKind.MinusToken && typeof value === 'number' ? -value : NOT_STATIC;
}

function step(
  target: ts.Expression,
  operator: ts.SyntaxKind,
  inner: (each: ts.Expression) => Value,
  scope: Scope,
): Value {
  const value = inner(target);
  const next = typeof value === 'number' ? value + (operator === ts.SyntaxKind.PlusPlusToken ? 1 : -1) : NOT_STATIC;
  if (ts.isIdentifier(target)) scope.assign(target.text, next);
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
