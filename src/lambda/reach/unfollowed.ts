import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  functionName,
  isFunctionNode,
  isMemberAccess,
  memberName,
  type Owner,
  ownerOf,
  unwrap,
} from '../../ast/nodes.js';
import { groupBy } from '../../lib/group.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { Foundation } from '../foundation.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { isForeign } from './foreign.js';
import type { Root } from './roots.js';

/** A call of which nobody can tell what it enters, while functions that it may mean are loaded and nothing else enters them. */
export interface UnfollowedCall {
  readonly call: CallNode;
  readonly candidates: readonly FunctionNode[];
  /** Those that get there, in whatever order. */
  readonly functions: readonly LambdaFunction[];
}

interface Suspect {
  readonly call: CallNode;
  readonly owner: Owner;
  readonly named: readonly FunctionNode[];
}

export function findUnfollowed(
  { graph, functions, root, calls, reach, possible }: Foundation,
  handlers: ReadonlySet<ts.Node>,
): UnfollowedCall[] {
  const suspects = suspectsIn(graph, possible, (node) => handlers.has(node));
  const found = new Map<CallNode, { candidates: Set<FunctionNode>; functions: LambdaFunction[] }>();
  for (const fn of suspects.length > 0 ? functions : []) {
    const loaded = graph.closureOf(absolutePath(root, fn.handler.file));
    const own = suspects.filter(({ owner }) => loaded.has(owner.getSourceFile().fileName));
    if (own.length === 0) continue;
    const running = allRunning(fn, loaded, graph, calls, reach.roots);
    const isIdle = (node: FunctionNode): boolean => !running.has(node) && running.has(ownerOf(node));
    for (const { call, owner, named } of own) {
      const candidates = running.has(owner) ? named.filter(isIdle) : [];
      if (candidates.length === 0) continue;
      const entry = found.get(call) ?? { candidates: new Set(), functions: [] };
      found.set(call, entry);
      entry.functions.push(fn);
      for (const each of candidates) entry.candidates.add(each);
    }
  }
  return [...found].map(([call, entry]) => ({ call, candidates: [...entry.candidates], functions: entry.functions }));
}

/** Calls of something unknown, by a name that functions of ours have. */
function suspectsIn(graph: ModuleGraph, values: Values, isHandler: (node: ts.Node) => boolean): Suspect[] {
  const byName = functionsByName(graph);
  const suspects: Suspect[] = [];
  for (const { facts } of graph.modules.values()) {
    for (const { owner, calls } of facts.owners.values()) {
      for (const call of calls) {
        const name = memberName(unwrap(call.expression));
        const named = name === undefined ? undefined : byName.get(name);
        if (named && isUnknown(call, values, isHandler)) suspects.push({ call, owner, named });
      }
    }
  }
  return suspects;
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

/** All that may run at all for a function, whether once or often, at load or while serving. */
function allRunning(
  fn: LambdaFunction,
  loaded: ReadonlySet<string>,
  graph: ModuleGraph,
  calls: CallGraph,
  roots: readonly Root[],
): ReadonlySet<Owner> {
  const running = new Set<Owner>(roots.flatMap(({ node, functions }) => (functions.includes(fn) ? [node] : [])));
  for (const path of loaded) {
    const file = graph.modules.get(path)?.file;
    if (file) running.add(file);
  }
  for (const owner of running) {
    for (const { target } of calls.edgesFrom(owner))
      if (loaded.has(target.getSourceFile().fileName)) running.add(target);
  }
  return running;
}

function isUnknown(call: CallNode, values: Values, isHandler: (node: ts.Node) => boolean): boolean {
  const callee = unwrap(call.expression);
  if (!isMemberAccess(callee) || values.of(callee).length > 0) return false;
  return values.of(callee.expression).length === 0 && !isForeign(callee.expression, { values, isHandler });
}
