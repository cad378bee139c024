import { type CallNode, type FunctionNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { Foundation } from '../foundation.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Root } from './roots.js';

/** A call of which nobody can tell what it enters, while functions that it may mean are loaded and nothing else enters them. */
export interface UnfollowedCall {
  readonly call: CallNode;
  readonly candidates: readonly FunctionNode[];
  /** Those that get there, in whatever order. */
  readonly functions: readonly LambdaFunction[];
}

export function findUnfollowed({ graph, functions, root, calls, reach }: Foundation): UnfollowedCall[] {
  const named = reach.namedCalls();
  const found = new Map<CallNode, { candidates: Set<FunctionNode>; functions: LambdaFunction[] }>();
  for (const fn of named.length > 0 ? functions : []) {
    const loaded = graph.closureOf(absolutePath(root, fn.handler.file));
    const own = named.filter(({ owner }) => loaded.has(owner.getSourceFile().fileName));
    if (own.length === 0) continue;
    const running = allRunning(fn, loaded, graph, calls, reach.roots);
    const isIdle = (node: FunctionNode): boolean => !running.has(node) && running.has(ownerOf(node));
    for (const { call, owner, candidates } of own) {
      const idle = running.has(owner) ? candidates.filter(isIdle) : [];
      if (idle.length === 0) continue;
      const entry = found.get(call) ?? { candidates: new Set(), functions: [] };
      found.set(call, entry);
      entry.functions.push(fn);
      for (const each of idle) entry.candidates.add(each);
    }
  }
  return [...found].map(([call, entry]) => ({ call, candidates: [...entry.candidates], functions: entry.functions }));
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
