import { ts } from 'ts-morph';
import { isStepping } from '../../ast/nodes.js';
import { SHORT_CIRCUITS } from '../../lambda/order/statements.js';

/** Functions and classes of the language that make a text or a number of what they are given, and do nothing else. */
const CALLS = /^(Number|String|parseInt|parseFloat|Date|Error|Math\.\w+|encodeURIComponent|encodeURI)$/;

/** What a node by itself makes a text or a number of: an object in its place may have a `toString` that throws, or none. */
export function convertedBy(node: ts.Node): readonly ts.Expression[] {
  if (ts.isTemplateSpan(node)) return ts.isTaggedTemplateExpression(node.parent.parent) ? [] : [node.expression];
  if (ts.isComputedPropertyName(node)) return [node.expression];
  if (ts.isElementAccessExpression(node)) return [node.argumentExpression];
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken ? [] : [node.operand];
  if (isStepping(node)) return [node.operand];
  if (ts.isBinaryExpression(node)) return isConverting(node) ? [node.left, node.right] : [];
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  return CALLS.test(node.expression.getText()) ? (node.arguments ?? []) : [];
}

function isConverting({ operatorToken: { kind }, left, right }: ts.BinaryExpression): boolean {
  const isLoose = kind === ts.SyntaxKind.EqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isLoose ? !isNothing(left) && !isNothing(right) : !TAKING.has(kind);
}

/** `order == null` asks, and converts nothing. */
function isNothing(node: ts.Expression): boolean {
  return /^(null|undefined)$/.test(node.getText());
}

/** Operators that take their sides as they are. */
const TAKING = new Set([
  ...SHORT_CIRCUITS,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.CommaToken,
]);
