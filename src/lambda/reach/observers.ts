import { ts } from 'ts-morph';
import { type FunctionNode, nameText } from '../../ast/nodes.js';
import { isObserverMaker } from '../catalogue/servers.js';
import type { Values } from '../values/values.js';
import type { Root } from './roots.js';

/** With what a server is given back by those that it asks for observers: `{ requestDidStart() { return { willSendResponse() { … } } } }`. */
export function withObservers(roots: readonly Root[], values: Values): Root[] {
  return roots.flatMap((root) => [root, ...observersOf(root, values)]);
}

function observersOf(root: Root, values: Values): Root[] {
  const holder: ts.Node = ts.isMethodDeclaration(root.node) ? root.node : root.node.parent;
  const name = 'name' in holder ? nameText(holder.name as ts.PropertyName) : undefined;
  if (name === undefined || !isObserverMaker(name)) return [];
  return [...givenBack(root.node, values)].map((node) => ({ ...root, node }));
}

/** What it gives back, and what that gives back in turn. */
function givenBack(node: FunctionNode, values: Values, found = new Set<FunctionNode>()): ReadonlySet<FunctionNode> {
  const add = (each: FunctionNode): void => {
    if (found.has(each)) return;
    found.add(each);
    givenBack(each, values, found);
  };
  for (const value of values.returned(node)) {
    if (value.kind === 'function') add(value.node);
    if (value.kind !== 'object') continue;
    for (const { name } of value.node.properties) {
      const held = name === undefined ? [] : values.member(value, nameText(name) ?? '');
      for (const each of held) if (each.kind === 'function') add(each.node);
    }
  }
  return found;
}
