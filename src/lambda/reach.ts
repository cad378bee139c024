import { ts } from 'ts-morph';
import { type ClassNode, type FunctionNode, isFunctionNode, type Owner, ownerOf } from '../ast/nodes.js';
import type { LambdaFunction } from '../model/function.js';
import type { CallGraph, Edge } from './call-graph.js';
import { isMemoised, type Lifetimes } from './memo.js';
import type { ModuleGraph } from './modules.js';
import type { Values } from './values.js';

/** A function that an invocation enters first. */
export interface Root {
  readonly node: FunctionNode;
  /** The Lambda functions that may enter it. */
  readonly functions: readonly LambdaFunction[];
}

export interface PathStep {
  readonly target: Owner;
  /** The call that enters it; absent for the first step. */
  readonly node?: ts.Node;
}

export interface Reach {
  /** Does the code run on every invocation of some function (and not only once for an environment)? */
  isPerInvocation(node: ts.Node): boolean;
  /** Is the code reached only after something failed? */
  isOnlyOnErrorPath(owner: Owner): boolean;
  /** The Lambda functions whose invocations reach the code, and the shortest way there. */
  routeTo(owner: Owner): { readonly functions: readonly LambdaFunction[]; readonly path: readonly PathStep[] };
  /** Runs once for an environment although its function runs often. */
  isMemoised(node: ts.Node): boolean;
  /** Objects of the class are made anew on every invocation. */
  isRebuilt(node: ts.ClassLikeDeclaration): boolean;
}

/** Follows the calls from the handlers, leaving out what is memoised. */
export function computeReach(
  roots: readonly Root[],
  graph: ModuleGraph,
  calls: CallGraph,
  values: Values,
  all: readonly LambdaFunction[],
  fileOf: (fn: LambdaFunction) => string,
): Reach {
  const deferred = deferredRoots(graph, calls, all, fileOf);
  const entries = [...roots, ...deferred];
  // First without knowing which objects live long; then with what that told.
  const { targetsOf } = calls;
  const cautious: Lifetimes = { runsPerInvocation: () => true, isPerInvocation: () => true, targetsOf };
  const first = follow(entries, calls, cautious);
  const rebuilt = rebuiltClasses(first, graph, values, cautious);
  const lifetimes: Lifetimes = {
    runsPerInvocation: (owner) => first.has(owner),
    isPerInvocation: (node) => rebuilt.has(node),
    targetsOf,
  };
  const reached = follow(entries, calls, lifetimes);
  const callers = reverse(reached.keys(), calls, lifetimes);
  const loads: Loads = (fn, owner) => graph.closureOf(fileOf(fn)).has(owner.getSourceFile().fileName);
  return {
    isPerInvocation: (node) => reached.has(isFunctionNode(node) ? node : ownerOf(node)) && !isMemoised(node, lifetimes),
    isOnlyOnErrorPath: (owner) => reached.get(owner) === true,
    routeTo: (owner) => findRoute(owner, entries, callers, loads),
    isMemoised: (node) => isMemoised(node, lifetimes),
    isRebuilt: (node) => rebuilt.has(node),
  };
}

/** Callbacks that module-level code hands to a library: routes, resolvers, middlewares. They run when the library sees fit: while serving. */
function deferredRoots(
  graph: ModuleGraph,
  calls: CallGraph,
  all: readonly LambdaFunction[],
  fileOf: (fn: LambdaFunction) => string,
): Root[] {
  const initOwners = new Set<Owner>([...graph.modules.values()].map((module) => module.file));
  const found = new Map<FunctionNode, Set<string>>();
  for (const owner of initOwners) {
    for (const edge of calls.edgesFrom(owner)) {
      if (edge.kind === 'deferred' && isFunctionNode(edge.target)) {
        const files = found.get(edge.target) ?? new Set([edge.target.getSourceFile().fileName]);
        found.set(edge.target, files.add(edge.node.getSourceFile().fileName));
      } else if (edge.kind !== 'deferred') initOwners.add(edge.target);
    }
  }
  return [...found].map(([node, files]) => {
    const functions = all.filter((fn) => [...files].every((file) => graph.closureOf(fileOf(fn)).has(file)));
    return { node, functions };
  });
}

/** Everything entered from the roots; the value is true where only an error path leads there. */
function follow(roots: readonly Root[], calls: CallGraph, lifetimes: Lifetimes): Map<Owner, boolean> {
  const reached = new Map<Owner, boolean>(roots.map((root) => [root.node, false]));
  spread(reached, calls, lifetimes, false);
  spread(reached, calls, lifetimes, true);
  return reached;
}

/** Grows the set along its edges; a map visits what is added while it is walked. */
function spread(reached: Map<Owner, boolean>, calls: CallGraph, lifetimes: Lifetimes, isOnErrorPath: boolean): void {
  for (const owner of reached.keys()) {
    for (const edge of calls.edgesFrom(owner)) {
      if (reached.has(edge.target) || (edge.isOnErrorPath && !isOnErrorPath)) continue;
      if (isFollowed(edge, lifetimes)) reached.set(edge.target, isOnErrorPath);
    }
  }
}

function isFollowed(edge: Edge, lifetimes: Lifetimes): boolean {
  return edge.kind !== 'memo' && !isMemoised(edge.node, lifetimes);
}

/** Classes with an unmemoised `new` on the way of an invocation, and their bases. */
function rebuiltClasses(
  reached: ReadonlyMap<Owner, boolean>,
  graph: ModuleGraph,
  values: Values,
  lifetimes: Lifetimes,
): ReadonlySet<ts.ClassLikeDeclaration> {
  const rebuilt = new Set<ClassNode>();
  for (const owner of reached.keys()) {
    const facts = graph.modules.get(owner.getSourceFile().fileName)?.facts.owners.get(owner);
    for (const call of facts?.calls ?? []) {
      if (!ts.isNewExpression(call) || isMemoised(call, lifetimes)) continue;
      for (const value of values.of(call.expression))
        if (value.kind === 'class') addWithBases(value.node, rebuilt, values);
    }
  }
  return rebuilt;
}

function addWithBases(node: ClassNode, classes: Set<ClassNode>, values: Values): void {
  if (classes.has(node)) return;
  classes.add(node);
  for (const { expression } of node.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
    for (const value of values.of(expression)) if (value.kind === 'class') addWithBases(value.node, classes, values);
  }
}

interface Caller {
  readonly owner: Owner;
  readonly edge: Edge;
}

function reverse(
  owners: Iterable<Owner>,
  calls: CallGraph,
  lifetimes: Lifetimes,
): ReadonlyMap<Owner, readonly Caller[]> {
  const callers = new Map<Owner, Caller[]>();
  for (const owner of owners) {
    for (const edge of calls.edgesFrom(owner)) {
      if (!isFollowed(edge, lifetimes)) continue;
      const known = callers.get(edge.target);
      if (known) known.push({ owner, edge });
      else callers.set(edge.target, [{ owner, edge }]);
    }
  }
  return callers;
}

/** A function can only reach code that its own modules hold: a wrapper shared by all handlers does not join them. */
type Loads = (fn: LambdaFunction, owner: Owner) => boolean;

/** Backwards, breadth first, so that the first root met has the shortest way. */
function findRoute(
  owner: Owner,
  roots: readonly Root[],
  callers: ReadonlyMap<Owner, readonly Caller[]>,
  loads: Loads,
): ReturnType<Reach['routeTo']> {
  const rootsOf = new Map<Owner, Root[]>();
  for (const root of roots) rootsOf.set(root.node, [...(rootsOf.get(root.node) ?? []), root]);
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
  return { functions: [...functions].sort((a, b) => (a.id < b.id ? -1 : 1)), path: start ? pathFrom(start, next) : [] };
}

function pathFrom(start: Owner, next: ReadonlyMap<Owner, PathStep & { readonly from?: Owner }>): PathStep[] {
  const path: PathStep[] = [{ target: start }];
  for (let step = next.get(start); step?.from; step = next.get(step.from))
    path.push({ target: step.target, node: step.node });
  return path;
}
