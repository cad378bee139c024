import { ts } from 'ts-morph';
import {
  findAncestor,
  hasModifier,
  isAssignment,
  isClassNode,
  isMemberAccess,
  memberName,
  unwrap,
} from '../../ast/nodes.js';
import { isModuleExports } from '../../sources/exports.js';
import { construct, returned } from './calls.js';
import { ofIdentifier } from './declarations.js';
import { type Evaluation, NONE } from './evaluation.js';
import { constructedFrom } from './instantiate.js';
import { baseOf, membersOf } from './members.js';
import type { Denoted } from './value.js';

export function of(e: Evaluation, expression: ts.Expression): readonly Denoted[] {
  const node = unwrap(expression);
  return e.memory.values(node, () => evaluate(e, node));
}

function evaluate(e: Evaluation, node: ts.Expression): readonly Denoted[] {
  if (ts.isIdentifier(node)) return ofIdentifier(e, node);
  if (isModuleExports(node)) return [{ kind: 'module', path: node.getSourceFile().fileName }];
  if (ts.isPropertyAccessExpression(node)) return membersOf(e, of(e, node.expression), node.name.text);
  if (ts.isElementAccessExpression(node)) return ofElement(e, node);
  if (ts.isCallExpression(node)) return returned(e, node);
  if (ts.isNewExpression(node)) return e.lists.made(node) ?? ofNew(e, node);
  if (ts.isAwaitExpression(node)) return of(e, node.expression);
  if (ts.isConditionalExpression(node)) return [...of(e, node.whenTrue), ...of(e, node.whenFalse)];
  if (ts.isBinaryExpression(node)) return ofBinary(e, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [{ kind: 'function', node }];
  if (ts.isClassExpression(node)) return [{ kind: 'class', node }];
  if (ts.isObjectLiteralExpression(node)) return [{ kind: 'object', node }];
  if (ts.isArrayLiteralExpression(node)) return [{ kind: 'array', node }];
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ofThis(e, node);
  if (node.kind === ts.SyntaxKind.SuperKeyword) return baseOf(e, findAncestor(node, isClassNode));
  return NONE;
}

function ofNew(e: Evaluation, node: ts.NewExpression): readonly Denoted[] {
  return of(e, node.expression).flatMap((value) => construct(e, value, node));
}

function ofBinary(e: Evaluation, node: ts.BinaryExpression): readonly Denoted[] {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return [...of(e, node.left), ...of(e, node.right)];
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
    case ts.SyntaxKind.CommaToken:
      return of(e, node.right);
    default:
      return NONE;
  }
}

function ofElement(e: Evaluation, node: ts.ElementAccessExpression): readonly Denoted[] {
  const name = memberName(node);
  if (name !== undefined) return membersOf(e, of(e, node.expression), name);
  // A table of handlers, indexed by a value that only the run knows: any of them.
  return of(e, node.expression).flatMap((value) => e.lists.anyMember(value));
}

function ofThis(e: Evaluation, node: ts.Node): readonly Denoted[] {
  for (let at = node.parent; at; at = at.parent) {
    if (
      ts.isMethodDeclaration(at) ||
      ts.isAccessor(at) ||
      ts.isConstructorDeclaration(at) ||
      ts.isPropertyDeclaration(at)
    ) {
      if (ts.isObjectLiteralExpression(at.parent)) return ofThisOfLiteral(e, at.parent);
      const isStatic = hasModifier(at, ts.SyntaxKind.StaticKeyword);
      return isClassNode(at.parent) ? [{ kind: isStatic ? 'class' : 'instance', node: at.parent }] : NONE;
    }
    if (ts.isFunctionDeclaration(at)) return constructedFrom({ kind: 'function', node: at });
    if (ts.isFunctionExpression(at)) return ofThisOfFunction(e, at);
  }
  // At the top of a CommonJS module `this` is `module.exports`.
  return [{ kind: 'module', path: node.getSourceFile().fileName }];
}

/** What the function was put on: an object, a prototype, the exports of a module. A function of its own may be called with `new`. */
function ofThisOfFunction(e: Evaluation, node: ts.FunctionExpression): readonly Denoted[] {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return ofThisOfLiteral(e, parent.parent);
  const left = isAssignment(parent) && parent.right === node ? unwrap(parent.left) : undefined;
  if (left && isMemberAccess(left) && !isModuleExports(left)) return of(e, left.expression);
  return constructedFrom({ kind: 'function', node });
}

/** Of `Store.prototype = { get: function () { … } }` it is what `new Store()` gives. */
function ofThisOfLiteral(e: Evaluation, node: ts.ObjectLiteralExpression): readonly Denoted[] {
  const own: Denoted = { kind: 'object', node };
  const { parent } = node;
  const left = isAssignment(parent) && parent.right === node ? unwrap(parent.left) : undefined;
  const isPrototype = left && isMemberAccess(left) && memberName(left) === 'prototype';
  return isPrototype ? [...of(e, left), own] : [own];
}
