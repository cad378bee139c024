import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  functionName,
  hasModifier,
  isClassNode,
  isFunctionNode,
  isMemberAccess,
  memberName,
  nameText,
  type Owner,
  outermost,
  unwrap,
} from '../../ast/nodes.js';
import { isContainerPackage } from '../catalogue/containers.js';
import type { ModuleGraph } from '../modules/modules.js';
import { type Denoted, rootOf } from '../values/value.js';
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
 * field-based call graphs. What is `given` to Lambda or a package is entered with objects of theirs.
 */
export function namedCallsIn(graph: ModuleGraph, values: Values, given: ReadonlySet<ts.Node>): NamedCall[] {
  const unknown = unknownCalls(graph, values, (node) => given.has(node));
  if (unknown.length === 0) return [];
  const byName = functionsByName(graph, values, new Set(unknown.map(({ name }) => name)));
  return unknown.flatMap(({ call, owner, name }) => {
    const candidates = byName.get(name);
    return candidates ? [{ call, owner, candidates }] : [];
  });
}

type UnknownCall = Omit<NamedCall, 'candidates'> & { readonly name: string };

function unknownCalls(graph: ModuleGraph, values: Values, isHandler: (node: ts.Node) => boolean): UnknownCall[] {
  const found: UnknownCall[] = [];
  for (const { facts } of graph.modules.values()) {
    for (const { owner, calls } of facts.owners.values()) {
      for (const call of calls) {
        const name = memberName(unwrap(call.expression));
        if (name === undefined || OF_THE_LANGUAGE.has(name)) continue;
        if (isUnknown(call, values, isHandler)) found.push({ call, owner, name });
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

/** Functions by their own name, and by that of the property that holds them: `{ fetchOrders: load }`. */
function functionsByName(
  graph: ModuleGraph,
  values: Values,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly FunctionNode[]> {
  const byName = new Map<string, Set<FunctionNode>>();
  const isNamed = (name: string): boolean => [...graph.modules.values()].some(({ facts }) => facts.names.has(name));
  const add = (name: string | undefined, node: FunctionNode): void => {
    if (name === undefined || !wanted.has(name) || !node.body || ts.isConstructorDeclaration(node)) return;
    byName.set(name, (byName.get(name) ?? new Set()).add(node));
  };
  for (const { facts } of graph.modules.values()) {
    for (const node of facts.owners.keys()) {
      if (!isFunctionNode(node)) continue;
      const name = functionName(node).split('.').at(-1)!;
      if (wanted.has(name) && isMember(node, isNamed)) add(name, node);
    }
    for (const property of facts.properties) {
      const name = nameText(property.name);
      if (name === undefined || !wanted.has(name)) continue;
      const held = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      for (const value of values.of(held)) if (value.kind === 'function') add(name, value.node);
    }
  }
  return new Map([...byName].map(([name, nodes]) => [name, [...nodes]]));
}

/** Of an object: a property, or a method of a class that code names as a value, since nobody else makes objects of it. */
function isMember(node: FunctionNode, isNamed: (name: string) => boolean): boolean {
  if (ts.isFunctionDeclaration(node)) return false;
  const { parent } = outermost(node);
  if (ts.isVariableDeclaration(parent)) return false;
  const holder = isClassNode(node.parent) ? node.parent : ts.isPropertyDeclaration(parent) ? parent.parent : undefined;
  if (!holder || !isClassNode(holder)) return true;
  const isStatic = hasModifier(holder === node.parent ? node : parent, ts.SyntaxKind.StaticKeyword);
  return !isStatic && (!holder.name || isNamed(holder.name.text));
}

function isUnknown(call: CallNode, values: Values, isHandler: (node: ts.Node) => boolean): boolean {
  const callee = unwrap(call.expression);
  if (!isMemberAccess(callee)) return false;
  const holders = values.of(callee.expression);
  if (holders.length > 0) return holders.every(isFromContainer);
  return values.of(callee).length === 0 && !isForeign(callee.expression, { values, isHandler });
}

/** `container.resolve(name)`: an object of ours, whatever the name is. */
function isFromContainer(value: Denoted): boolean {
  const root = value.kind === 'made' ? rootOf(value) : undefined;
  return !!root && isContainerPackage(root.external.module) && /^(get|resolve)/.test(root.chain.at(-1) ?? '');
}
