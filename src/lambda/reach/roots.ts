import type { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode, type Owner } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Calling } from './registrations.js';

/** A function that an invocation enters first. */
export interface Root {
  readonly node: FunctionNode;
  /** The Lambda functions that may enter it. */
  readonly functions: readonly LambdaFunction[];
  /** Where module-level code hands it to a library. */
  readonly handedOver?: readonly ts.Node[];
  /** Nothing but its name says that it is entered. */
  readonly isByName?: boolean;
  /** Entered only when something went wrong. */
  readonly isOnErrorPath?: boolean;
}

/** Callbacks that module-level code hands to a library: routes, resolvers, middlewares. They run when the library sees fit: while serving. */
export function deferredRoots(
  graph: ModuleGraph,
  calls: CallGraph,
  all: readonly LambdaFunction[],
  fileOf: (fn: LambdaFunction) => string,
  callingOf: (edge: CallEdge) => Calling | undefined,
): Root[] {
  const initOwners = new Set<Owner>([...graph.modules.values()].map((module) => module.file));
  const found = new Map<FunctionNode, ts.Node[]>();
  for (const owner of initOwners) {
    for (const edge of calls.edgesFrom(owner)) {
      const isLater = edge.kind === 'deferred' && callingOf(edge) !== 'once';
      if (!isLater) initOwners.add(edge.target);
      else if (isFunctionNode(edge.target)) {
        found.set(edge.target, [...(found.get(edge.target) ?? []), edge.node]);
      }
    }
  }
  // What a deployment program hands over runs while it deploys; its functions in place are entered by themselves.
  const programs = new Set(all.filter(({ handler }) => handler.column !== undefined).map(fileOf));
  return [...found]
    .filter(([node]) => !programs.has(node.getSourceFile().fileName))
    .map(([node, handedOver]) => {
      const functions = all.filter((fn) => {
        const loaded = graph.closureOf(fileOf(fn));
        const isLoaded = (each: ts.Node): boolean => loaded.has(each.getSourceFile().fileName);
        // Several files may hand it over; each does so for who loads it.
        return isLoaded(node) && handedOver.some(isLoaded);
      });
      return { node, functions, handedOver };
    });
}
