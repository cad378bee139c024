import { ts } from 'ts-morph';
import { type ClassNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import type { Lifetimes } from './long-lived.js';
import { isMemoised } from './once-per-environment.js';
import { decoratedRoots, deferredRoots, openMethods, type Root } from './roots.js';
import { type Caller, findRoute, inOrder, type Loads, type Route } from './route.js';

export interface Reach {
  /** All that invocations enter first: handlers, what libraries were given, methods without a known caller. */
  readonly roots: readonly Root[];
  /** Is the unit of code entered while a function serves? */
  isServing(owner: Owner): boolean;
  /** Does the code run on every invocation of some function, and not only once for an environment? */
  isPerInvocation(node: ts.Node): boolean;
  /** Is the code reached only after something failed? */
  isOnlyOnErrorPath(owner: Owner): boolean;
  routeTo(owner: Owner): Route;
  /** Runs once for an environment although its function runs often. */
  isMemoised(node: ts.Node): boolean;
  /** Is any code known that the function's invocations enter? */
  isEntered(fn: LambdaFunction): boolean;
}

/** Follows the calls from the handlers, leaving out what is memoised. */
export function computeReach(
  handlers: readonly Root[],
  graph: ModuleGraph,
  calls: CallGraph,
  values: Values,
  all: readonly LambdaFunction[],
  fileOf: (fn: LambdaFunction) => string,
): Reach {
  // What Lambda itself enters serves that function only, although a wrapper was given it while the module loaded.
  const entered = new Set(handlers.map(({ node }) => node));
  const filesOf = (fn: LambdaFunction) => graph.closureOf(fileOf(fn));
  const functionsLoading = (path: string) => all.filter((fn) => filesOf(fn).has(path));
  const decorated = decoratedRoots(graph, values, functionsLoading, filesOf);
  const handed = [...deferredRoots(graph, calls, all, fileOf), ...decorated];
  const known = [...handlers, ...handed.filter(({ node }) => !entered.has(node))];
  // First without knowing which objects live long; then with what that told.
  const { targetsOf } = calls;
  const valuesOf = values.of;
  const cautious: Lifetimes = {
    runsPerInvocation: () => true,
    isPerInvocation: () => true,
    targetsOf,
    valuesOf,
    memoised: new Map(),
  };
  const loads: Loads = (fn, owner) => graph.closureOf(fileOf(fn)).has(owner.getSourceFile().fileName);
  const closed = follow(known, calls, cautious);
  const callersOfClosed = reverse(closed.keys(), calls, cautious);
  const open = openMethods(closed, graph, values, (owner) => findRoute(owner, known, callersOfClosed, loads).functions);
  const roots = [...known, ...open];
  const first = follow(roots, calls, cautious);
  const rebuilt = rebuiltClasses(closed, graph, values, cautious);
  const lifetimes: Lifetimes = {
    runsPerInvocation: (owner) => first.has(owner),
    isPerInvocation: (node) => rebuilt.has(node),
    targetsOf,
    valuesOf,
    memoised: new Map(),
  };
  const reached = follow(roots, calls, lifetimes);
  const callers = reverse(reached.keys(), calls, lifetimes);
  const routeFrom = (from: readonly Root[], owner: Owner): Route => findRoute(owner, from, callers, loads);
  return {
    roots,
    isServing: (owner) => reached.has(owner),
    isPerInvocation: (node) => reached.has(ownerOf(node)) && !isMemoised(node, lifetimes),
    isOnlyOnErrorPath: (owner) => reached.get(owner) === true,
    // Rules ask for the same owners again and again.
    routeTo: oncePer((owner) => withOpen(routeFrom(known, owner), routeFrom(open, owner))),
    isMemoised: (node) => isMemoised(node, lifetimes),
    isEntered: (fn) => known.some((root) => root.functions.includes(fn)),
  };
}

/** A function may get there by a call, and another only by an object that it hands to a package. */
function withOpen(known: Route, open: Route): Route {
  if (known.functions.length === 0) return { ...open, isOpen: true };
  const others = open.functions.filter((fn) => !known.functions.includes(fn));
  return others.length === 0 ? known : { ...known, functions: inOrder([...known.functions, ...others]) };
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

function isFollowed(edge: CallEdge, lifetimes: Lifetimes): boolean {
  return edge.kind !== 'memo' && !isMemoised(edge.node, lifetimes);
}

/**
 * Classes whose every known `new` is on the way of an invocation and not memoised, and their bases. One object made at
 * module scope is enough to leave a class out: which object a method runs on is not told apart.
 */
function rebuiltClasses(
  reached: ReadonlyMap<Owner, boolean>,
  graph: ModuleGraph,
  values: Values,
  lifetimes: Lifetimes,
): ReadonlySet<ts.ClassLikeDeclaration> {
  const rebuilt = new Set<ClassNode>();
  const kept = new Set<ClassNode>();
  for (const { facts } of graph.modules.values()) {
    for (const { owner, calls } of facts.owners.values()) {
      for (const call of calls) {
        if (!ts.isNewExpression(call)) continue;
        const isRebuilding = reached.has(owner) && !isMemoised(call, lifetimes);
        for (const value of values.of(call.expression)) {
          if (value.kind === 'class') addWithBases(value.node, isRebuilding ? rebuilt : kept, values);
        }
      }
    }
  }
  for (const node of kept) rebuilt.delete(node);
  return rebuilt;
}

function addWithBases(node: ClassNode, classes: Set<ClassNode>, values: Values): void {
  if (classes.has(node)) return;
  classes.add(node);
  for (const { expression } of node.heritageClauses?.flatMap((clause) => [...clause.types]) ?? []) {
    for (const value of values.of(expression)) if (value.kind === 'class') addWithBases(value.node, classes, values);
  }
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
