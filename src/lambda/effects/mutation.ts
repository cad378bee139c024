import { ts } from 'ts-morph';
import { type FunctionNode, isAssigning, isInside, isStepping, memberName, unwrap, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';

/** Assigns to its object, to a parameter's members, or to a variable of an outer scope. Filling a cache does not count. */
export function mutatesOutside(node: FunctionNode, program: Foundation): boolean {
  const isChange = (each: ts.Node): boolean => {
    const target = changedBy(each);
    return !!target && isOutside(target, node) && !program.reach.isMemoised(each);
  };
  return !!node.body && walk(node.body, isChange);
}

/** What an assignment or a step changes. */
function changedBy(node: ts.Node): ts.Expression | undefined {
  if (isAssigning(node)) return node.left;
  return isStepping(node) ? node.operand : undefined;
}

function isOutside(changed: ts.Expression, owner: FunctionNode): boolean {
  const target = unwrap(changed);
  if (ts.isIdentifier(target)) {
    const binding = lookup(target);
    return !!binding && !isInside(binding.scope, owner);
  }
  const base = leftmostObject(target);
  if (base.kind === ts.SyntaxKind.ThisKeyword) return !ts.isConstructorDeclaration(owner);
  if (!ts.isIdentifier(base)) return false;
  const binding = lookup(base);
  return !binding || !isInside(binding.scope, owner) || ts.isParameter(binding.node);
}

function leftmostObject(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (memberName(at) !== undefined || ts.isElementAccessExpression(at)) {
    at = unwrap((at as ts.PropertyAccessExpression).expression);
  }
  return at;
}
