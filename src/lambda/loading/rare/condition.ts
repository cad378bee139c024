import { ts } from 'ts-morph';
import { isFunctionNode, memberName, some, unwrap, walk } from '../../../ast/nodes.js';
import { isReference, lookup } from '../../../ast/scope.js';
import type { Program } from '../../program.js';

/** Where what is looked at comes from: the invocation's own input, the environment, or something that was waited for. */
export type Source = 'request' | 'environment' | 'fetched';

/**
 * How a condition picks: `equal` chooses one of several by name (`method === 'POST'`, `path.startsWith('/pdf')`), `presence` asks
 * whether something is there at all.
 */
export type ConditionShape = 'equal' | 'unequal' | 'presence';

const WAITED_INPUT = /\b(json|text|formData|body|parse\w*|decode\w*|validate\w*|params|param)\s*\(/i;

/** What a condition depends on; nothing where it is the same for every invocation, as far as the code tells. */
export function conditionSourcesOf(test: ts.Node, program: Program): ReadonlySet<Source> {
  const handlers = new Set<ts.Node>([...program.handlers.values()].flat());
  const sources = new Set<Source>();
  const seen = new Set<ts.Node>();

  const look = (node: ts.Node): void => {
    walk(node, (each) => {
      if (ts.isAwaitExpression(each) && !WAITED_INPUT.test(each.getText())) sources.add('fetched');
      if (memberName(each) === 'env' || (ts.isIdentifier(each) && each.text === 'env' && !lookup(each)))
        sources.add('environment');
      if (ts.isIdentifier(each) && isReference(each)) ofDeclaration(lookup(each)?.node);
    });
  };
  const ofDeclaration = (node: ts.Node | undefined): void => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    if (ts.isBindingElement(node)) ofDeclaration(node.parent.parent);
    else if (ts.isVariableDeclaration(node)) ofVariable(node);
    else if (ts.isParameter(node)) ofParameter(node);
  };
  const ofVariable = (node: ts.VariableDeclaration): void => {
    const { parent } = node.parent;
    if (node.initializer) look(node.initializer);
    else if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) look(parent.expression);
  };
  const ofParameter = (node: ts.ParameterDeclaration): void => {
    const callee = node.parent;
    const isHandler = !isFunctionNode(callee) || handlers.has(callee);
    const list = isHandler ? undefined : listWalked(callee);
    if (list) look(list);
    if (isHandler) sources.add('request');
    if (isHandler || list) return;
    const sites = program.values.callSitesOf(callee);
    if (sites.length === 0) sources.add('request');
    const index = callee.parameters.indexOf(node);
    for (const { arguments: given } of sites) if (given?.[index]) look(given[index]);
  };
  look(test);
  return sources;
}

/** `list` of `list.map((item) => …)` */
function listWalked(callback: ts.Node): ts.Expression | undefined {
  const call = callback.parent;
  if (!ts.isCallExpression(call) || !call.arguments.includes(callback as ts.Expression)) return undefined;
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : undefined;
}

/** How the condition picks the way that is taken when it is `side`. */
export function shapeOf(test: ts.Expression, side: boolean): ConditionShape {
  const node = unwrap(test);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return shapeOf(node.operand, !side);
  if (ts.isBinaryExpression(node)) return shapeOfBinary(node, side);
  if (ts.isCallExpression(node)) {
    const isByName = /^(includes|startsWith|endsWith|match|test|localeCompare)$/.test(
      memberName(node.expression) ?? '',
    );
    if (isByName) return side ? 'equal' : 'unequal';
  }
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  const isConstant =
    declaration && ts.isVariableDeclaration(declaration) && declaration.parent.flags & ts.NodeFlags.Const;
  return isConstant && declaration.initializer && isTest(declaration.initializer)
    ? shapeOf(declaration.initializer, side)
    : 'presence';
}

function isTest(node: ts.Expression): boolean {
  return ts.isBinaryExpression(node) || ts.isPrefixUnaryExpression(node) || ts.isCallExpression(node);
}

function shapeOfBinary(node: ts.BinaryExpression, side: boolean): ConditionShape {
  const { left, right } = node;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return side ? either(shapeOf(left, true), shapeOf(right, true)) : 'unequal';
    case ts.SyntaxKind.BarBarToken:
      return side ? both(shapeOf(left, true), shapeOf(right, true)) : 'unequal';
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return isName(left) || isName(right) ? (side ? 'equal' : 'unequal') : 'presence';
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return isName(left) || isName(right) ? (side ? 'unequal' : 'equal') : 'presence';
    default:
      return 'presence';
  }
}

function either(a: ConditionShape, b: ConditionShape): ConditionShape {
  return a === 'equal' || b === 'equal' ? 'equal' : a === 'presence' ? b : a;
}

function both(a: ConditionShape, b: ConditionShape): ConditionShape {
  return a === b ? a : 'presence';
}

/** `'POST'`, `Methods.Post`, `POST`; not `''`, `null`, a number or what only tells of presence. */
function isName(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (ts.isStringLiteralLike(at)) return at.text !== '' && !/^(undefined|object|string|number|function)$/.test(at.text);
  if (ts.isIdentifier(at)) return /^[A-Z][A-Z0-9_]+$/.test(at.text);
  return ts.isPropertyAccessExpression(at) && /^[A-Z]/.test(at.name.text) && /^[A-Z]/.test(at.expression.getText());
}

/** Taken on a developer's machine or while debugging. */
export function isDevelopmentOnly(test: ts.Expression, side: boolean): boolean {
  const text = textWithConstants(test);
  if (/\bprod(uction)?\b/i.test(text)) return shapeOf(test, side) === 'unequal';
  return /local|offline|debug|\bdev|\btest|mock/i.test(text) && shapeOf(test, side) !== 'unequal';
}

/** A switch that few deployments turn on; a URL or a table's name is there wherever the function is. */
export function isFeatureFlag(test: ts.Expression): boolean {
  return /enable|feature|flag|(?<![a-z])use_/i.test(textWithConstants(test));
}

function textWithConstants(test: ts.Expression): string {
  const texts = [test.getText()];
  some(test, (each) => {
    const declaration = ts.isIdentifier(each) ? lookup(each)?.node : undefined;
    if (declaration && ts.isVariableDeclaration(declaration)) texts.push(declaration.getText());
    return false;
  });
  return texts.join(' ');
}
