import type { ts } from 'ts-morph';
import { type FunctionNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { once, oncePer } from '../../lib/memoise.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { namedCallsIn } from './named-calls.js';
import type { Root } from './roots.js';
import type { Loads } from './route.js';

type Reached = ReadonlyMap<Owner, boolean>;
type FunctionsReaching = (owner: Owner) => readonly LambdaFunction[];

/**
 * What calls of something unknown enter, by the name of the property alone: functions that are made and that nothing else enters. Where
 * an object came from does not matter then: a middleware, the context of a resolver, a table.
 */
export function createByName(
  graph: ModuleGraph,
  calls: CallGraph,
  values: Values,
  handlers: readonly Root[],
  loads: Loads,
): (reached: Reached, functionsReaching: FunctionsReaching) => Root[] {
  const nodes = new Set<ts.Node>(handlers.map(({ node }) => node));
  const named = once(() => namedCallsIn(graph, values, (node) => nodes.has(node)));
  const atLoad = once(() => runAtLoad(graph, calls));
  return (reached, functionsReaching) => {
    const isMade = (maker: Owner): boolean => reached.has(maker) || atLoad().has(maker);
    const entering = oncePer((node: FunctionNode) => (reached.has(node) ? functionsReaching(node) : []));
    return named().flatMap(({ owner, candidates }) => {
      if (!reached.has(owner)) return [];
      const idle = candidates.filter((node) => !atLoad().has(node) && isMade(ownerOf(node)));
      const callers = idle.length > 0 ? functionsReaching(owner) : [];
      return idle
        .map((node): Root => {
          const functions = callers.filter((fn) => loads(fn, node) && !entering(node).includes(fn));
          return { node, functions };
        })
        .filter(({ functions }) => functions.length > 0);
    });
  };
}

function runAtLoad(graph: ModuleGraph, calls: CallGraph): ReadonlySet<Owner> {
  const running = new Set<Owner>([...graph.modules.values()].map(({ file }) => file));
  for (const owner of running)
    for (const { target, kind } of calls.edgesFrom(owner)) if (kind !== 'deferred') running.add(target);
  return running;
}
