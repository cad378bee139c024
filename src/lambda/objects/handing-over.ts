import { ts } from 'ts-morph';
import { isAssigning, isMemberAccess, memberName, unwrap } from '../../ast/nodes.js';
import { isImportCall, isRequireCall } from '../../ast/requires.js';
import type { Foundation } from '../foundation.js';
import { rootOf } from '../values/value.js';

/** A thing that goes where we do not follow it, to somebody who may change it and what it holds. */
export interface HandedOver {
  readonly given: ts.Expression;
  readonly to: ts.Node;
  /** Itself and what it holds; only what it holds, as with `Object.values(all)`; or only what it exports, where it is a module. */
  readonly part: 'all' | 'content' | 'exports';
}

const NOTHING: readonly HandedOver[] = [];

/** What a node by itself gives away. Asked of every node, so that the kind comes first. */
export function handedOverBy(node: ts.Node, program: Foundation): readonly HandedOver[] {
  if (!GIVING.has(node.kind)) return NOTHING;
  if (isKeeping(node)) return [{ given: node, to: node.parent, part: 'all' }];
  if (isOfAnyName(node) || (ts.isSpreadAssignment(node) && !isForSdk(node.parent)))
    return [{ given: node.expression, to: node, part: 'exports' }];
  if (!ts.isCallExpression(node)) return NOTHING;
  if (isGoingThrough(node)) return node.arguments.map((given) => ({ given, to: node, part: 'content' }));
  if (!isForeign(node, program)) return [];
  const subjects = isThen(node) ? [node.expression.expression] : [];
  return [...subjects, ...node.arguments.flatMap(thingsIn)].map((given) => ({ given, to: node, part: 'all' }));
}

const GIVING = new Set([
  ts.SyntaxKind.Identifier,
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.ElementAccessExpression,
  ts.SyntaxKind.SpreadAssignment,
]);

/** `Object.values(all)`: gives the members themselves to whoever goes through them. */
function isGoingThrough({ expression }: ts.CallExpression): boolean {
  const name = memberName(expression);
  return (name === 'values' || name === 'entries') && /^Object\b/.test(expression.getText());
}

/** What an argument gives: itself by a name, a module, or what a function in its place hands back. */
function thingsIn(argument: ts.Expression): readonly ts.Expression[] {
  const node = unwrap(argument);
  if (isName(node) || isModuleCall(node)) return [node];
  return ts.isArrowFunction(node) && isModuleCall(node.body) ? [node.body] : [];
}

/** `import('x')`, `require('x')` */
function isModuleCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && (isImportCall(node) || isRequireCall(node));
}

/** `exports[name]`: any of them. Of an object of ours it is known what it holds. */
function isOfAnyName(node: ts.Node): node is ts.ElementAccessExpression {
  if (!ts.isElementAccessExpression(node) || memberName(node) !== undefined) return false;
  return !ts.isNumericLiteral(node.argumentExpression);
}

/** `import('x').then((all) => …)` */
function isThen(call: ts.CallExpression): call is ts.CallExpression & { expression: ts.PropertyAccessExpression } {
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'then';
}

/** A module that is loaded by a name that varies, or taken out of the cache, may be any, or one that gets hold of any. */
export function isUnknownModule(node: ts.Node): boolean {
  if (memberName(node) === 'cache')
    return /\brequire$|_cache$/.test((node as ts.PropertyAccessExpression).expression.getText());
  if (!ts.isCallExpression(node) || !isModuleCall(node)) return false;
  const [name] = node.arguments;
  return !!name && !ts.isStringLiteralLike(name) && !isPackageOrData(name);
}

/** `lodash/${name}`, `./texts/${language}.json` */
function isPackageOrData(name: ts.Expression): boolean {
  const text = name.getText();
  return /^[`'"][@\w]/.test(text) ? !/^`\$/.test(text) : /\.json[`'"]$/.test(text);
}

/**
 * The thing is put where others may come across it under no name that we know: into a list or an object, a member of something, a class that is
 * made, an iterator, a template that is called.
 */
function isKeeping(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (!parent || !(ts.isIdentifier(node) || (isHolding(parent) && isModuleCall(node)))) return false;
  if (ts.isArrayLiteralExpression(parent)) return !isForSdk(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && !isForSdk(parent.parent);
  if (ts.isShorthandPropertyAssignment(parent)) return !isForSdk(parent.parent);
  if (ts.isYieldExpression(parent)) return true;
  if (ts.isTemplateSpan(parent)) return ts.isTaggedTemplateExpression(parent.parent.parent);
  if (ts.isNewExpression(parent)) return parent.expression !== node && isCollection(parent);
  return ts.isBinaryExpression(parent) && parent.right === node && isAssigning(parent) && isMember(parent.left);
}

/** May hold what a call gives. */
function isHolding(parent: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isYieldExpression(parent) ||
    ts.isNewExpression(parent) ||
    ts.isBinaryExpression(parent)
  );
}

const EXPORTS = /^(module\.)?exports\b/;

/** What of the language hands a thing out again. */
function isCollection({ expression }: ts.NewExpression): boolean {
  return /^(Map|Set|WeakMap|WeakSet|WeakRef|Proxy)$/.test(expression.getText());
}

/** `module.exports = { options }` is an export, whose importers are looked at. */
function isMember(node: ts.Expression): boolean {
  const target = unwrap(node);
  return memberName(target) !== undefined && !EXPORTS.test(target.getText());
}

/** Options of a client or a command, which only reads them; an export, whose importers are looked at. */
function isForSdk(literal: ts.Node): boolean {
  let at = literal;
  while (
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isPropertyAssignment(at.parent) ||
    ts.isArrayLiteralExpression(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  if (ts.isNewExpression(parent)) return !isCollection(parent);
  if (ts.isExportAssignment(parent)) return true;
  return ts.isBinaryExpression(parent) && EXPORTS.test(parent.left.getText());
}

function isName(node: ts.Expression): boolean {
  const at = unwrap(node);
  return ts.isIdentifier(at) || isMemberAccess(at);
}

const HARMLESS =
  /^(console|logger|log|JSON|Promise|Array|String|Number|Boolean|Symbol|Math|Buffer|structuredClone|require|super)\b|^Object\.(freeze|keys|values|entries|fromEntries|is)$/;

/** A function that is neither of ours, whose code tells what it does, nor known to leave its arguments alone. */
function isForeign(call: ts.CallExpression, program: Foundation): boolean {
  if (HARMLESS.test(call.expression.getText()) || program.calls.targetsOf(call).length > 0) return false;
  const callee = program.values.of(call.expression);
  return !callee.some((value) => /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/.test(rootOf(value)?.external.module ?? ''));
}
