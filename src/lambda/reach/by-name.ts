import type { ts } from 'ts-morph';
import { type FunctionNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { once } from '../../lib/memoise.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { NamedCall } from './named-calls.js';
import type { Root } from './roots.js';
import type { Loads } from './route.js';

type Reached = ReadonlyMap<Owner, boolean>;
type FunctionsReaching = (owner: Owner) => readonly LambdaFunction[];

interface NameLookup {
  readonly graph: ModuleGraph;
  readonly calls: CallGraph;
  readonly namedCalls: () => readonly NamedCall[];
  readonly loads: Loads;
  readonly isOnce: (node: ts.Node) => boolean;
}

/**
 * What calls of something unknown enter, by the name of the property alone: functions that are made and that nothing else enters. Where
 * an object came from does not matter then: a middleware, the context of a resolver, a table.
 */
export function createByName({ graph, calls, namedCalls, loads, isOnce }: NameLookup) {
  const named = once(() => namedCalls().filter(({ call }) => !isOnce(call)));
  const atLoad = once(() => runAtLoad(graph, calls));
  return (reached: Reached, functionsReaching: FunctionsReaching): Root[] => {
    const isMade = (maker: Owner): boolean => reached.has(maker) || atLoad().has(maker);
    const found = new Map<FunctionNode, Set<LambdaFunction>>();
    for (const { owner, candidates } of named()) {
      if (!reached.has(owner)) continue;
      const callers = functionsReaching(owner);
      for (const node of candidates) {
        if (atLoad().has(node) || !isMade(ownerOf(node))) continue;
        const entering = reached.has(node) ? functionsReaching(node) : [];
        const news = callers.filter((fn) => loads(fn, node) && !entering.includes(fn));
        if (news.length > 0) found.set(node, new Set([...(found.get(node) ?? []), ...news]));
      }
    }
    return [...found].map(([node, functions]) => ({ node, functions: [...functions], isByName: true }));
  };
}

function runAtLoad(graph: ModuleGraph, calls: CallGraph): ReadonlySet<Owner> {
  const running = new Set<Owner>([...graph.modules.values()].map(({ file }) => file));
  for (const owner of running)
    for (const { target, kind } of calls.edgesFrom(owner)) if (kind !== 'deferred') running.add(target);
  return running;
}
