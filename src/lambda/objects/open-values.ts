import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, isMemberAccess, memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';
import { assignedTo } from '../replacements/assigned.js';
import { exposuresOf } from './writes.js';

/**
 * Whether an expression may be something else than what its values tell: of `registry.get(kind) ?? new Plain()` only one choice is
 * known. What a type says counts as known.
 */
export function mayBeElse(expression: ts.Expression, program: Foundation, seen = new Set<ts.Node>()): boolean {
  const node = unwrap(expression);
  if (seen.has(node)) return false;
  seen.add(node);
  const may = (each: ts.Expression): boolean => mayBeElse(each, program, seen);
  if (ts.isConditionalExpression(node)) return may(node.whenTrue) || may(node.whenFalse);
  if (ts.isBinaryExpression(node)) return (isEither(node) && may(node.left)) || may(node.right);
  if (ts.isAwaitExpression(node)) return may(node.expression);
  if (isNothing(node)) return false;
  if (ts.isIdentifier(node)) return ofName(node, program, may);
  if (isMemberAccess(node)) return may(node.expression) || ofMember(node, program, may);
  if (ts.isCallExpression(node)) return ofCall(node, program, may);
  return isUnknown(node, program);
}

type NodeTest = (expression: ts.Expression) => boolean;

function isUnknown(node: ts.Expression, { values }: Foundation): boolean {
  return node.kind !== ts.SyntaxKind.ThisKeyword && values.of(node).length === 0;
}

function isEither({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

function isNothing(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
}

function ofName(name: ts.Identifier, program: Foundation, may: NodeTest): boolean {
  const declaration = lookup(name)?.node;
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)))
    return isUnknown(name, program);
  if (isTelling(declaration.type)) return isUnknown(name, program);
  const given = ts.isParameter(declaration) ? argumentsFor(declaration, program) : assignedTo(declaration);
  const sources = [...(declaration.initializer ? [declaration.initializer] : []), ...given];
  return sources.length === 0 || sources.some(may);
}

function isTelling(type: ts.TypeNode | undefined): boolean {
  return !!type && type.kind !== ts.SyntaxKind.AnyKeyword && type.kind !== ts.SyntaxKind.UnknownKeyword;
}

function argumentsFor(parameter: ts.ParameterDeclaration, { values }: Foundation): readonly ts.Expression[] {
  const callee = parameter.parent;
  if (!isFunctionNode(callee)) return [];
  const index = callee.parameters.indexOf(parameter);
  return values.callSitesOf(callee).flatMap((call) => call.arguments?.[index] ?? []);
}

/** `table[kind]`: whatever may stand in it. */
function ofMember(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  program: Foundation,
  may: NodeTest,
): boolean {
  if (isUnknown(node, program)) return true;
  if (memberName(node) !== undefined) return false;
  return program.values.of(node.expression).some((value) => {
    if (value.kind !== 'object' && value.kind !== 'array') return true;
    const isFilled = exposuresOf(value.node, program).some(({ name, isHandedOver }) => !isHandedOver && !name);
    return (
      isFilled ||
      contentsOf(value.node).some(may) ||
      spreadsIn(value.node).some((each) => isCopyOfUnknown(each, program) || may(each))
    );
  });
}

function contentsOf(node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): readonly ts.Expression[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.filter((each) => !ts.isSpreadElement(each));
  return node.properties.flatMap((each) => {
    if (ts.isPropertyAssignment(each)) return [each.initializer];
    return ts.isShorthandPropertyAssignment(each) ? [each.name] : [];
  });
}

function spreadsIn(node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression): readonly ts.Expression[] {
  const parts: readonly ts.Node[] = ts.isArrayLiteralExpression(node) ? node.elements : node.properties;
  return parts.flatMap((each) => (ts.isSpreadElement(each) || ts.isSpreadAssignment(each) ? [each.expression] : []));
}

/** `{ ...strategies }` of a package. */
function isCopyOfUnknown(node: ts.Expression, { values }: Foundation): boolean {
  return values.of(node).some(({ kind }) => kind !== 'object' && kind !== 'array');
}

function ofCall(call: ts.CallExpression, program: Foundation, may: NodeTest): boolean {
  const targets = program.calls.targetsOf(call);
  const given = (fn: FunctionNode): boolean => !isTelling(fn.type) && program.factsOf(fn).returns.some(may);
  return isUnknown(call, program) || targets.some(given);
}
