import { ts } from 'ts-morph';
import { isAssigning, isFunctionNode, memberName, nameText, unwrap, walk } from '../../ast/nodes.js';
import { type Binding, lookup } from '../../ast/scope.js';
import { isEnvironment } from '../../lambda/environment/environment.js';
import type { Program } from '../../lambda/program.js';
import { definitionOf } from '../../lambda/values/definition.js';
import { declaredType, isPlainType } from './declared-types.js';
import { eventPath, isTextOfEvent } from './event-path.js';
import { isConvertedBefore } from './there.js';

/** Values that are made of each other end here. */
const DEEPEST = 8;

/**
 * Certainly a text, a number, a truth value or nothing, which becomes a text or a number without running any code. An object may have a
 * `toString` that throws, or none.
 */
export function isPlain(expression: ts.Expression, program: Program, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  const node = unwrap(expression);
  const is = (each: ts.Expression): boolean => isPlain(each, program, depth + 1);
  if (isPlainByForm(node)) return true;
  if (ts.isConditionalExpression(node)) return is(node.whenTrue) && is(node.whenFalse);
  if (ts.isBinaryExpression(node)) return isPlainResult(node, is);
  if (ts.isCallExpression(node)) return isPlainCall(node, program);
  const isKnown = ts.isIdentifier(node) ? isPlainName(node, program, depth) : isPlainMember(node, program, depth);
  if (isKnown) return true;
  const type = declaredType(expression, program);
  if (type && isPlainType(type, program)) return true;
  const path = eventPath(node, program);
  return (!!path && isTextOfEvent(path)) || isConvertedBefore(node);
}

function isPlainByForm(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isTemplateExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  return FORMS.has(node.kind) || (ts.isIdentifier(node) && node.text === 'undefined');
}

const FORMS = new Set([
  ts.SyntaxKind.TrueKeyword,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NullKeyword,
  ts.SyntaxKind.TypeOfExpression,
  ts.SyntaxKind.VoidExpression,
]);

/** What is put together by an operator has been converted already, and is asked for itself. */
function isPlainResult({ operatorToken: { kind }, left, right }: ts.BinaryExpression, is: ExpressionTest): boolean {
  if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) return is(left) && is(right);
  const isLast =
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.CommaToken ||
    kind === ts.SyntaxKind.EqualsToken;
  return isLast ? is(right) : true;
}

type ExpressionTest = (node: ts.Expression) => boolean;

const TEXTS =
  /^(String|Number|Boolean|parseInt|parseFloat|JSON\.stringify|Date\.now|performance\.now|Math\.\w+|encodeURIComponent|encodeURI|(crypto\.)?randomUUID|uuid(v4)?)$/;
const TEXT_METHODS =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toISOString|toFixed|padStart|padEnd|join|charAt|getTime|toString)$/;

function isPlainCall(call: ts.CallExpression, program: Program): boolean {
  const callee = unwrap(call.expression);
  if (TEXTS.test(callee.getText()) || TEXT_METHODS.test(memberName(callee) ?? '')) return true;
  const targets = program.calls.targetsOf(call);
  return targets.length > 0 && targets.every(({ type }) => !!type && isPlainType(type, program));
}

function isPlainName(name: ts.Identifier, program: Program, depth: number): boolean {
  const definition = definitionOf(name, program.modules);
  if (!definition) return false;
  if (ts.isParameter(definition)) return isPlainParameter(definition, program, depth);
  if (ts.isBindingElement(definition)) {
    const holder = definition.parent.parent;
    return (
      ts.isVariableDeclaration(holder) && !!holder.initializer && isEnvironment(unwrap(holder.initializer), program)
    );
  }
  if (!ts.isVariableDeclaration(definition)) return false;
  if (ts.isForInStatement(definition.parent.parent)) return true;
  const { initializer } = definition;
  if (!initializer || !isPlain(initializer, program, depth + 1)) return false;
  return (definition.parent.flags & ts.NodeFlags.Const) !== 0 || staysPlain(lookup(name), program, depth);
}

/** Every known caller gives a text. */
function isPlainParameter(parameter: ts.ParameterDeclaration, program: Program, depth: number): boolean {
  const owner = parameter.parent;
  if (!isFunctionNode(owner) || parameter.dotDotDotToken || !ts.isIdentifier(parameter.name)) return false;
  const { initializer } = parameter;
  if (initializer && !isPlain(initializer, program, depth + 1)) return false;
  const index = owner.parameters.indexOf(parameter);
  const sites = program.values.callSitesOf(owner);
  const isGiven = ({ arguments: given }: ts.CallExpression | ts.NewExpression): boolean => {
    if (given?.slice(0, index + 1).some(ts.isSpreadElement)) return false;
    const argument = given?.[index];
    return !argument || isPlain(argument, program, depth + 1);
  };
  return sites.length > 0 && sites.every(isGiven) && staysPlain(lookup(parameter.name), program, depth);
}

/** Whatever is put into the variable later is as plain. */
function staysPlain(binding: Binding | undefined, program: Program, depth: number): boolean {
  if (!binding) return false;
  const isIt = (node: ts.Node): boolean =>
    ts.isIdentifier(node) && node.text === binding.name && lookup(node)?.node === binding.node;
  const spoils = (node: ts.Node): boolean => {
    if (!isAssigning(node)) return false;
    const target = unwrap(node.left);
    if (!ts.isIdentifier(target)) return !ts.isPropertyAccessExpression(target) && walk(target, isIt);
    return (
      isIt(target) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && !isPlain(node.right, program, depth + 1)
    );
  };
  return !walk(binding.scope, spoils, 'nested');
}

/** A variable of the environment, a length, a member of an enumeration or of an object in plain sight. */
function isPlainMember(node: ts.Expression, program: Program, depth: number): boolean {
  const name = memberName(node);
  if (name === undefined && !ts.isElementAccessExpression(node)) return false;
  const holder = unwrap((node as ts.PropertyAccessExpression).expression);
  if (isEnvironment(holder, program)) return true;
  if (name === undefined) return false;
  if (name === 'length') return true;
  const definition = ts.isIdentifier(holder) ? definitionOf(holder, program.modules) : undefined;
  if (definition && ts.isEnumDeclaration(definition)) return true;
  const values = program.values.of(holder);
  const isPlainIn = (object: ts.ObjectLiteralExpression): boolean => {
    const property = object.properties.find((each) => each.name && nameText(each.name) === name);
    return !!property && ts.isPropertyAssignment(property) && isPlain(property.initializer, program, depth + 1);
  };
  return values.length > 0 && values.every((value) => value.kind === 'object' && isPlainIn(value.node));
}
