import { ts } from 'ts-morph';
import { isAssigning, isMemberAccess, isStepping, memberName, unwrap, walk } from '../../ast/nodes.js';
import { isReference, lookup } from '../../ast/scope.js';

/** A variable, by its declaration, or a member of `this`, by its name. */
export type Variable = ts.Declaration | string;

/** What a piece of code gives a value to: names it declares or assigns, members of objects it assigns. */
export function placesSetBy(node: ts.Node): Set<Variable> {
  const places = new Set<Variable>();
  walk(
    node,
    (each) => {
      if (ts.isVariableDeclaration(each)) addNames(each.name, each, places);
      else if (isAssigning(each)) addTarget(each.left, places);
      else if (ts.isCallExpression(each)) addFilled(each, places);
      else if (isStepping(each)) addTarget(each.operand, places);
      else if (ts.isDeleteExpression(each)) addTarget(each.expression, places);
      else if (isWalkOver(each) && !ts.isVariableDeclarationList(each.initializer)) addTarget(each.initializer, places);
    },
    'nested',
  );
  return places;
}

function isWalkOver(node: ts.Node): node is ts.ForOfStatement | ts.ForInStatement {
  return ts.isForOfStatement(node) || ts.isForInStatement(node);
}

/** Does the code look at one of the places? */
export function usesAny(node: ts.Node, places: ReadonlySet<Variable>): boolean {
  if (places.size === 0) return false;
  return walk(
    node,
    (each) => {
      if (ts.isIdentifier(each)) {
        const declaration = isReference(each) ? lookup(each)?.node : undefined;
        return !!declaration && places.has(declaration);
      }
      const member = ofThis(each);
      return member !== undefined && places.has(member);
    },
    'nested',
  );
}

function addNames(name: ts.BindingName, node: ts.Declaration, places: Set<Variable>): void {
  if (ts.isIdentifier(name)) places.add(node);
  else for (const element of name.elements) if (ts.isBindingElement(element)) addNames(element.name, element, places);
}

function addTarget(left: ts.Expression, places: Set<Variable>): void {
  const target = unwrap(left);
  if (ts.isArrayLiteralExpression(target)) for (const element of target.elements) addTarget(element, places);
  else if (ts.isObjectLiteralExpression(target)) {
    for (const property of target.properties) {
      if (ts.isShorthandPropertyAssignment(property)) addTarget(property.name, places);
      else if (ts.isPropertyAssignment(property)) addTarget(property.initializer, places);
    }
  } else {
    const member = ofThis(target);
    if (member !== undefined) places.add(member);
    const base = baseOf(target);
    const declaration = ts.isIdentifier(base) ? lookup(base)?.node : undefined;
    if (declaration) places.add(declaration);
  }
}

const CHANGES =
  /^(push|pop|shift|unshift|set|add|append|assign|splice|sort|reverse|fill|copyWithin|delete|clear|defineProperty|defineProperties|setPrototypeOf)$/;

/** `list.push(x)`, `map.set(k, v)`, `Object.assign(target, x)` fill what they are called on. */
function addFilled(call: ts.CallExpression, places: Set<Variable>): void {
  const name = memberName(unwrap(call.expression));
  if (!name || !CHANGES.test(name)) return;
  const isStatic = /^(assign|define|setPrototypeOf)/.test(name);
  const target = isStatic ? call.arguments[0] : (call.expression as ts.PropertyAccessExpression).expression;
  const base = target && baseOf(target);
  const declaration = base && ts.isIdentifier(base) ? lookup(base)?.node : undefined;
  if (declaration) places.add(declaration);
}

function ofThis(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  return `this.${node.name.text}`;
}

function baseOf(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (isMemberAccess(at)) at = unwrap(at.expression);
  return at;
}
