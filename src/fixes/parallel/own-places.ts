import { ts } from 'ts-morph';
import {
  isAssigning,
  isFunctionNode,
  isInside,
  isMemberAccess,
  isStepping,
  memberName,
  ownerOf,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { isReference, lookup } from '../../ast/scope.js';
import { placesSetBy, type Variable } from '../../lambda/order/dependence.js';

const FILLS = /^(push|pop|shift|unshift|set|add|append|splice|sort|reverse|fill|copyWithin|delete|clear)$/;

/** What the node by itself changes, if anything, is a variable of its own function, or an object that nobody else has yet. */
export function changesOnlyOwn(node: ts.Node): boolean {
  if (isAssigning(node)) return isOwn(node.left);
  if (isStepping(node)) return isOwn(node.operand);
  if (ts.isDeleteExpression(node)) return isOwn(node.expression);
  return !isWalkInto(node) || isOwn(node.initializer as ts.Expression);
}

/** `list.push(x)` of a list that nobody else has yet. */
export function isFillingOwn(call: ts.CallExpression): boolean {
  return FILLS.test(memberName(unwrap(call.expression)) ?? '') && isOwn(unwrap(call.expression));
}

function isWalkInto(node: ts.Node): node is ts.ForOfStatement | ts.ForInStatement {
  return (ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer);
}

function isOwn(expression: ts.Expression): boolean {
  const target = unwrap(expression);
  if (ts.isArrayLiteralExpression(target)) return target.elements.every(isOwn);
  if (ts.isObjectLiteralExpression(target))
    return target.properties.every((each) =>
      ts.isPropertyAssignment(each)
        ? isOwn(each.initializer)
        : ts.isShorthandPropertyAssignment(each) && isOwn(each.name),
    );
  if (ts.isIdentifier(target)) return isOwnVariable(target);
  if (!isMemberAccess(target)) return false;
  // What lies deeper may be known to others: `const input = { ...BASE }` is new, and its members are not.
  const holder = unwrap(target.expression);
  if (holder.kind === ts.SyntaxKind.ThisKeyword) return ts.isConstructorDeclaration(ownerOf(target));
  return ts.isIdentifier(holder) && isOwnVariable(holder) && isUnknownToOthers(holder);
}

function isOwnVariable(name: ts.Identifier): boolean {
  const binding = lookup(name);
  const owner = ownerOf(name);
  return !!binding && !ts.isSourceFile(owner) && isInside(binding.scope, owner) && !isCaptured(binding.node, owner);
}

/** Made here, and so far only looked into: `const params = {}; params.Limit = 1`. */
function isUnknownToOthers(name: ts.Identifier): boolean {
  const declaration = lookup(name)?.node;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  const value = unwrap(declaration.initializer);
  // A class of ours may have setters.
  const isMadeOfLanguage = ts.isNewExpression(value) && ts.isIdentifier(value.expression) && !lookup(value.expression);
  if (!ts.isObjectLiteralExpression(value) && !ts.isArrayLiteralExpression(value) && !isMadeOfLanguage) return false;
  const givesAway = (each: ts.Node): boolean =>
    ts.isIdentifier(each) &&
    each.pos < name.pos &&
    isReference(each) &&
    lookup(each)?.node === declaration &&
    !ts.isPropertyAccessExpression(each.parent) &&
    !ts.isElementAccessExpression(each.parent);
  return !walk(ownerOf(name), givesAway);
}

/** A function inside of the owner looks at it, and may run whenever somebody calls it. */
function isCaptured(declaration: ts.Node, owner: ts.Node, until = Number.POSITIVE_INFINITY): boolean {
  const isUse = (each: ts.Node): boolean =>
    ts.isIdentifier(each) && isReference(each) && lookup(each)?.node === declaration;
  const captures = (each: ts.Node): boolean =>
    each !== owner &&
    isFunctionNode(each) &&
    (each.pos < until || ts.isFunctionDeclaration(each)) &&
    walk(each, isUse, 'nested');
  return walk(owner, captures);
}

/** A function that stands in front of `until` looks at something that one of the statements sets. */
export function setsForFunctions(statements: readonly ts.Statement[], until: ts.Statement): boolean {
  const owner = ownerOf(until);
  const isSeen = (place: Variable): boolean => typeof place !== 'string' && isCaptured(place, owner, until.pos);
  return statements.some((each) => [...placesSetBy(each)].some(isSeen));
}

/**
 * The statements set what the code looks at that runs although the `try` around them failed. What a `try` declares nobody sees
 * outside of it, but for `var`.
 */
export function setsForFailure(statements: readonly ts.Statement[]): boolean {
  const [first] = statements;
  if (!first) return false;
  const owner = ownerOf(first);
  const places = new Set(statements.flatMap((each) => [...placesSetBy(each)]));
  for (let at: ts.Node = first; at !== owner; at = at.parent) {
    if (!ts.isBlock(at) || !ts.isTryStatement(at.parent) || at.parent.tryBlock !== at) continue;
    const tried = at;
    const isUse = (each: ts.Node): boolean => {
      if (isInside(each, tried)) return false;
      if (ts.isIdentifier(each)) return isReference(each) && each.pos > tried.end && isPlace(each, places);
      return each.pos > tried.end && places.has(memberOfThis(each) ?? '');
    };
    if (walk(owner, isUse, 'nested')) return true;
  }
  return false;
}

function isPlace(name: ts.Identifier, places: ReadonlySet<Variable>): boolean {
  const declaration = lookup(name)?.node;
  return !!declaration && places.has(declaration);
}

function memberOfThis(node: ts.Node): string | undefined {
  const isMember = ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isMember ? `this.${node.name.text}` : undefined;
}
