import { ts } from 'ts-morph';
import { findAncestor, hasModifier, isClassNode, memberName, unwrap } from '../../ast/nodes.js';
import { isModuleExports } from '../../sources/exports.js';
import { construct, returned } from './calls.js';
import { ofIdentifier } from './declarations.js';
import { type Evaluation, NONE } from './evaluation.js';
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
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ofThis(node);
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

function ofThis(node: ts.Node): readonly Denoted[] {
  for (let at = node.parent; at; at = at.parent) {
    if (
      ts.isMethodDeclaration(at) ||
      ts.isAccessor(at) ||
      ts.isConstructorDeclaration(at) ||
      ts.isPropertyDeclaration(at)
    ) {
      if (ts.isObjectLiteralExpression(at.parent)) return [{ kind: 'object', node: at.parent }];
      const isStatic = hasModifier(at, ts.SyntaxKind.StaticKeyword);
      return isClassNode(at.parent) ? [{ kind: isStatic ? 'class' : 'instance', node: at.parent }] : NONE;
    }
    if (ts.isFunctionExpression(at) && ts.isPropertyAssignment(at.parent))
      return [{ kind: 'object', node: at.parent.parent }];
    const isExported = ts.isFunctionExpression(at) && ts.isBinaryExpression(at.parent);
    if (ts.isFunctionDeclaration(at) || (ts.isFunctionExpression(at) && !isExported)) return NONE;
  }
  // At the top of a CommonJS module, and in functions assigned to its exports, `this` is `module.exports`.
  return [{ kind: 'module', path: node.getSourceFile().fileName }];
}
