import type { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, memberName, type Owner, ownerOf, unwrap } from '../../ast/nodes.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';

/** A decorator of ours that runs, or what it puts in the place of a method. */
export interface Decoration {
  readonly owner: Owner;
  readonly node: ts.Node;
  readonly target: FunctionNode;
}

/** Decorators run where their class is made; what they put in the place of a method runs instead of it. */
export function findDecorations(graph: ModuleGraph, values: Values): Decoration[] {
  const found: Decoration[] = [];
  for (const { facts } of graph.modules.values()) {
    for (const { owner, decorators } of facts.owners.values()) {
      for (const node of decorators) {
        for (const value of values.of(node.expression)) {
          if (value.kind !== 'function') continue;
          found.push({ owner, node, target: value.node });
          const { parent } = node;
          if (!isFunctionNode(parent)) continue;
          for (const target of inPlaceOf(value.node, graph, values)) found.push({ owner: parent, node, target });
        }
      }
    }
  }
  return found;
}

/** `descriptor.value = async function () { … }`, and what the decorator returns. */
function inPlaceOf(decorator: FunctionNode, graph: ModuleGraph, values: Values): FunctionNode[] {
  const assignments = graph.modules.get(decorator.getSourceFile().fileName)?.facts.assignments ?? [];
  const put = assignments
    .filter((each) => ownerOf(each) === decorator && /^(value|get)$/.test(memberName(unwrap(each.left)) ?? ''))
    .flatMap(({ right }) => values.of(right));
  return [...put, ...values.returned(decorator)].flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}
