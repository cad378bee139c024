import type { ts } from 'ts-morph';
import type { Owner } from '../../ast/nodes.js';
import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { Root } from './roots.js';

export interface PathStep {
  readonly target: Owner;
  /** The call that enters it; absent for the first step. */
  readonly node?: ts.Node;
}

export interface Route {
  /** The Lambda functions whose invocations reach the code, by id. */
  readonly functions: readonly LambdaFunction[];
  /** The shortest way there. */
  readonly path: readonly PathStep[];
  /** No call from a handler was found; the way starts at a method whose class is in use. */
  readonly isOpen?: boolean;
}

/** Who enters an owner, and by which edge. */
export interface Caller {
  readonly owner: Owner;
  readonly edge: CallEdge;
}

/** A function can only reach code that its own modules hold: a wrapper shared by all handlers does not join them. */
export type Loads = (fn: LambdaFunction, owner: Owner) => boolean;

/** Asked for the same roots again and again. */
const rootsByNode = oncePer((roots: readonly Root[]) => groupBy<Root, Owner>(roots, ({ node }) => node));

/** Backwards, breadth first, so that the first root met has the shortest way. */
export function findRoute(
  owner: Owner,
  roots: readonly Root[],
  callers: ReadonlyMap<Owner, readonly Caller[]>,
  loads: Loads,
): Route {
  const rootsOf = rootsByNode(roots);
  const next = new Map<Owner, PathStep & { readonly from?: Owner }>([[owner, { target: owner }]]);
  const functions = new Set<LambdaFunction>();
  let start: Owner | undefined;
  for (const at of next.keys()) {
    const loading = (rootsOf.get(at) ?? []).flatMap((root) => root.functions.filter((fn) => loads(fn, owner)));
    if (loading.length > 0) start ??= at;
    for (const fn of loading) functions.add(fn);
    for (const { owner: caller, edge } of callers.get(at) ?? []) {
      if (!next.has(caller)) next.set(caller, { target: at, node: edge.node, from: at });
    }
  }
  return { functions: inOrder(functions), path: start ? pathFrom(start, next) : [] };
}

export function inOrder(functions: Iterable<LambdaFunction>): LambdaFunction[] {
  return [...functions].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function pathFrom(start: Owner, next: ReadonlyMap<Owner, PathStep & { readonly from?: Owner }>): PathStep[] {
  const path: PathStep[] = [{ target: start }];
  for (let step = next.get(start); step?.from; step = next.get(step.from))
    path.push({ target: step.target, node: step.node });
  return path;
}
