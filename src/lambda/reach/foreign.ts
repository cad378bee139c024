import { ts } from 'ts-morph';
import { isFunctionNode, isMemberAccess, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Values } from '../values/values.js';

interface Asking {
  readonly values: Values;
  /** Does Lambda or a package enter the function, with objects of theirs? */
  isHandler(node: ts.Node): boolean;
}

const DEEPEST = 12;

/** Is the value surely no object of ours, but data, or made by the language, the runtime or a package? */
export function isForeign(expression: ts.Expression, asking: Asking, depth = 0): boolean {
  const node = unwrap(expression);
  const inner = (each: ts.Expression): boolean => isForeign(each, asking, depth + 1);
  if (depth > DEEPEST) return false;
  if (ts.isIdentifier(node)) return isForeignName(node, asking, depth);
  if (ts.isCallExpression(node)) return isForeignCall(node, asking, depth);
  if (ts.isAwaitExpression(node) || ts.isNewExpression(node) || isMemberAccess(node)) return inner(node.expression);
  if (ts.isBinaryExpression(node)) return inner(node.left) && inner(node.right);
  if (ts.isConditionalExpression(node)) return inner(node.whenTrue) && inner(node.whenFalse);
  return node.kind !== ts.SyntaxKind.ThisKeyword && node.kind !== ts.SyntaxKind.SuperKeyword;
}

function isForeignCall(call: ts.CallExpression, asking: Asking, depth: number): boolean {
  const own = asking.values.of(call.expression).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
  // `response.status(200)` is what the package's object gives.
  const callee = unwrap(call.expression);
  if (
    own.length === 0 &&
    isMemberAccess(callee) &&
    ts.isIdentifier(callee.expression) &&
    isForeign(callee.expression, asking)
  )
    return true;
  if (own.length === 0) return isForeign(callee, asking, depth + 1);
  return own.every(({ type }) => !!type && isForeignType(type));
}

function isForeignName(name: ts.Identifier, asking: Asking, depth: number): boolean {
  const declaration = lookup(name)?.node;
  if (!declaration) return true;
  const known = asking.values.of(name);
  if (known.length > 0)
    return known.every(({ kind }) => /^(external|made|member|global|list|entry|array|container)$/.test(kind));
  if (ts.isParameter(declaration)) return isForeignParameter(declaration, asking, depth);
  if (!ts.isVariableDeclaration(declaration)) return false;
  if (declaration.type) return isForeignType(declaration.type);
  return !!declaration.initializer && isForeign(declaration.initializer, asking, depth + 1);
}

function isForeignParameter(parameter: ts.ParameterDeclaration, asking: Asking, depth: number): boolean {
  const callee = parameter.parent;
  if (parameter.type && isForeignType(parameter.type)) return true;
  if (!isFunctionNode(callee)) return false;
  const index = callee.parameters.indexOf(parameter);
  // `response.send()` is theirs; but a middleware may put objects of ours on the event, and a context of resolvers holds them.
  if (asking.isHandler(callee) || isGivenToPackage(callee, asking))
    return depth === 0 || (index === 0 && !asking.isHandler(callee));
  const given = asking.values.callSitesOf(callee).map((call) => call.arguments?.[index]);
  return given.length > 0 && given.every((each) => each && isForeign(each, asking, depth + 1));
}

function isGivenToPackage(callee: ts.Node, { values }: Asking): boolean {
  const call = callee.parent;
  if (!ts.isCallExpression(call) || call.expression === callee) return false;
  return !values.of(call.expression).some(({ kind }) => kind === 'function');
}

function isForeignType(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.every(isForeignType);
  if (ts.isTypeReferenceNode(type)) return ts.isIdentifier(type.typeName) && !lookup(type.typeName);
  return type.kind !== ts.SyntaxKind.AnyKeyword && type.kind !== ts.SyntaxKind.UnknownKeyword;
}
