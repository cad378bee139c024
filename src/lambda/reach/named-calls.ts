import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  functionName,
  isFunctionNode,
  isMemberAccess,
  memberName,
  type Owner,
  unwrap,
} from '../../ast/nodes.js';
import { groupBy } from '../../lib/group.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { isForeign } from './foreign.js';

/** A call of something unknown, by a name that functions of ours have. */
export interface NamedCall {
  readonly call: CallNode;
  readonly owner: Owner;
  readonly candidates: readonly FunctionNode[];
}

/**
 * Calls of something unknown, which may be an object of ours. Where nothing else tells, the name of the property tells what runs, as in
 * field-based call graphs.
 */
export function namedCallsIn(graph: ModuleGraph, values: Values, isHandler: (node: ts.Node) => boolean): NamedCall[] {
  const byName = functionsByName(graph);
  const found: NamedCall[] = [];
  for (const { facts } of graph.modules.values()) {
    for (const { owner, calls } of facts.owners.values()) {
      for (const call of calls) {
        const name = memberName(unwrap(call.expression));
        const candidates = name === undefined ? undefined : byName.get(name);
        if (candidates && isUnknown(call, values, isHandler)) found.push({ call, owner, candidates });
      }
    }
  }
  return found;
}

/** Methods of lists, texts and the like, which data have. */
const OF_THE_LANGUAGE: ReadonlySet<string> = new Set(
  [Array, String, Number, Object, Date, RegExp, Promise, Function].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

function functionsByName(graph: ModuleGraph): ReadonlyMap<string, readonly FunctionNode[]> {
  const nodes = [...graph.modules.values()].flatMap(({ facts }) => [...facts.owners.keys()]);
  const functions = nodes.filter(isFunctionNode).filter((node) => !ts.isConstructorDeclaration(node) && node.body);
  const named = groupBy(functions, (node) => functionName(node).split('.').at(-1)!);
  for (const name of OF_THE_LANGUAGE) named.delete(name);
  return named;
}

function isUnknown(call: CallNode, values: Values, isHandler: (node: ts.Node) => boolean): boolean {
  const callee = unwrap(call.expression);
  if (!isMemberAccess(callee) || values.of(callee).length > 0) return false;
  return values.of(callee.expression).length === 0 && !isForeign(callee.expression, { values, isHandler });
}
