import type { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, type Owner } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { Calling } from './registrations.js';
import type { Root } from './roots.js';

export interface SetUp {
  readonly calls: CallGraph;
  readonly callingOf: (edge: CallEdge) => Calling | undefined;
  readonly isOnce: (edge: CallEdge) => boolean;
  readonly functionsReaching: (owner: Owner) => readonly LambdaFunction[];
  readonly filesOf: (fn: LambdaFunction) => ReadonlySet<string>;
}

/**
 * Callbacks that a server is given by code that runs once although invocations lead there: `server ??= await bootstrap()`. They run for
 * requests, while what gives them does not.
 */
export function setUpRoots(reached: Iterable<Owner>, setUp: SetUp): Root[] {
  const found = new Map<FunctionNode, { readonly handedOver: ts.Node[]; readonly functions: Set<LambdaFunction> }>();
  for (const owner of reached) {
    const edges = setUp.calls.edgesFrom(owner).filter(setUp.isOnce);
    if (edges.length === 0) continue;
    for (const { target, node } of givenBy(edges, setUp)) {
      if (!isFunctionNode(target)) continue;
      const entry = found.get(target) ?? { handedOver: [], functions: new Set() };
      found.set(target, entry);
      entry.handedOver.push(node);
      const files = [target, node].map((each) => each.getSourceFile().fileName);
      for (const fn of setUp.functionsReaching(owner))
        if (files.every((file) => setUp.filesOf(fn).has(file))) entry.functions.add(fn);
    }
  }
  return [...found].map(([node, { handedOver, functions }]) => ({ node, handedOver, functions: [...functions] }));
}

/** What servers are given along these calls, and all calls that follow from them. */
function givenBy(edges: readonly CallEdge[], { calls, callingOf }: SetUp): CallEdge[] {
  const given: CallEdge[] = [];
  const running = new Set<Owner>();
  const take = (edge: CallEdge): void => {
    const calling = callingOf(edge);
    if (calling === 'request') given.push(edge);
    else if (calling === 'once' || edge.kind !== 'deferred') running.add(edge.target);
  };
  edges.forEach(take);
  for (const owner of running) calls.edgesFrom(owner).forEach(take);
  return given;
}
