import { ts } from 'ts-morph';
import { findAncestor, isAssigning, isMemberAccess, memberName, some, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/** A name for a storage place, equal for equal places within one function: `client`, `this.client`, `Pool.shared`. */
export function storageKey(node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) return at.text;
  if (at.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (!isMemberAccess(at)) return undefined;
  const name = memberName(at);
  const object = storageKey(at.expression);
  return name !== undefined && object !== undefined ? `${object}.${name}` : undefined;
}

/** What an expression stores into: `x` of `x = …`, `map` of `map.set(…)` and `map[key] = …`. */
export function storedInto(node: ts.Node): ts.Expression | undefined {
  if (isAssigning(node)) return isByKey(node.left) ? node.left.expression : node.left;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return /^(set|add|push|put)$/.test(node.expression.name.text) ? node.expression.expression : undefined;
}

/** The cache that a looked-up value came from: `cache` of `cache.get(key)`, `cache.has(key)`, `cache[key]`, and of a name for one of these. */
export function cacheBehind(node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression))
    return storageKey(at.expression.expression);
  if (isByKey(at)) return storageKey(at.expression);
  return ts.isIdentifier(at) ? cacheBehindName(at) : undefined;
}

/** `cache` of `hit` after `const hit = await cache.get(key)`, and after `const hit = cache`. */
function cacheBehindName(name: ts.Identifier): string | undefined {
  const declaration = lookup(name)?.node;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const initializer = unwrap(declaration.initializer);
  if (ts.isIdentifier(initializer)) return storageKey(initializer);
  return cacheBehind(ts.isAwaitExpression(initializer) ? initializer.expression : initializer);
}

/** `cache[key]`, but not `cache['a']`, which is a place of its own. */
function isByKey(node: ts.Expression): node is ts.ElementAccessExpression {
  return ts.isElementAccessExpression(node) && memberName(node) === undefined;
}

/** Is what `node` makes in `statement` at hand in `later`: the same statement, or one that names what it declares? */
export function isAtHand(node: ts.Node, statement: ts.Node, later: ts.Statement): boolean {
  if (statement === later) return true;
  const declaration = findAncestor(node, ts.isVariableDeclaration, statement);
  if (!declaration || !ts.isIdentifier(declaration.name)) return false;
  const { text } = declaration.name;
  return some(later, (each) => ts.isIdentifier(each) && each.text === text);
}
