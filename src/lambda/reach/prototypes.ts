import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, isMemberAccess, memberName, unwrap } from '../../ast/nodes.js';
import type { FileFacts } from '../modules/file-facts.js';
import type { Values } from '../values/values.js';

/** The functions of ours that belong together, since they are on one prototype, with the one that makes the objects. */
export function prototypesIn({ assignments }: FileFacts, values: Values): readonly (readonly FunctionNode[])[] {
  const groups = new Map<FunctionNode, FunctionNode[]>();
  for (const { left, right } of assignments) {
    const given = unwrap(right);
    const prototype = prototypeIn(unwrap(left));
    if (!prototype) continue;
    const methods = isFunctionNode(given) ? [given] : ts.isObjectLiteralExpression(given) ? methodsIn(given) : [];
    for (const value of methods.length > 0 ? values.of(prototype.expression) : []) {
      if (value.kind !== 'function') continue;
      const known = groups.get(value.node) ?? [value.node];
      groups.set(value.node, [...known, ...methods]);
    }
  }
  return [...groups.values()];
}

/** `Store.prototype` of `Store.prototype.get` and of `Store.prototype`. */
function prototypeIn(left: ts.Expression): ts.PropertyAccessExpression | undefined {
  if (!isMemberAccess(left)) return undefined;
  const at = memberName(left) === 'prototype' ? left : unwrap(left.expression);
  return ts.isPropertyAccessExpression(at) && at.name.text === 'prototype' ? at : undefined;
}

function methodsIn(literal: ts.ObjectLiteralExpression): FunctionNode[] {
  return literal.properties.flatMap((property): FunctionNode[] => {
    if (isFunctionNode(property)) return [property];
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    return value && isFunctionNode(value) ? [value] : [];
  });
}
