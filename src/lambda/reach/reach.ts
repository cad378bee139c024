import { ts } from 'ts-morph';
import { type ClassNode, type Owner, ownerOf } from '../../ast/nodes.js';
import { once, oncePer } from '../../lib/memoise.js';
import type { LambdaFunction } from '../../model/function.js';
import type { CallEdge } from '../calls/call-edge.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import { createByName } from './by-name.js';
import { frameworkRoots } from './framework-roots.js';
import type { Lifetimes } from './long-lived.js';
import { type NamedCall, namedCallsIn } from './named-calls.js';
import { withObservers } from './observers.js';
import { isMemoised } from './once-per-environment.js';
import { openMethods } from './open-methods.js';
import { type Calling, createRegistrations } from './registrations.js';
import { deferredRoots, type Root } from './roots.js';
import { type Caller, findRoute, inOrder, type Loads, type Route } from './route.js';
import { setUpRoots } from './set-up.js';

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
  /** Calls of something unknown, by a name that functions of ours have. */
  namedCalls(): readonly NamedCall[];
  /** Is any code known that the function's invocations enter? */
  isEntered(fn: LambdaFunction): boolean;
}

const NOTHING_LASTS = { runsPerInvocation: () => true, isPerInvocation: () => true };

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
  const callingOf = createRegistrations(values);
  const handed = withObservers(
    [...deferredRoots(graph, calls, all, fileOf, callingOf), ...frameworkRoots(graph, values, all, filesOf)],
    values,
  );
  const atFirst = [...handlers, ...handed.filter(({ node }) => !entered.has(node))];
  // First without knowing which objects live long; then with what that told.
  const asking = { targetsOf: calls.targetsOf, valuesOf: values.of };
  const cautious: Lifetimes = { ...NOTHING_LASTS, ...asking, memoised: new Map() };
  const loads: Loads = (fn, owner) => graph.closureOf(fileOf(fn)).has(owner.getSourceFile().fileName);
  const withSetUp = createSetUp(calls, values, callingOf, loads, filesOf);
  const first = withSetUp(atFirst, cautious);
  const closed = follow(first, calls, cautious);
  const namedCalls = once(() => namedCallsIn(graph, values, new Set<ts.Node>(atFirst.map(({ node }) => node))));
  const byName = createByName({ graph, calls, namedCalls, loads, isOnce: (node) => isMemoised(node, cautious) });
  const openIn = (reached: ReadonlyMap<Owner, boolean>, roots: readonly Root[]): readonly Root[] => {
    const callers = reverse(reached.keys(), calls, cautious);
    const reaching = (owner: Owner) => findRoute(owner, roots, callers, loads).functions;
    const loading = (file: ts.SourceFile) => all.filter((fn) => loads(fn, file));
    const functionsReaching = oncePer((owner: Owner) => (ts.isSourceFile(owner) ? loading(owner) : reaching(owner)));
    const methods = openMethods(reached, roots, graph, calls, values, functionsReaching);
    return methods.length > 0 ? methods : byName(reached, functionsReaching);
  };
  const open = allOpen(first, openIn, (roots) => follow(roots, calls, cautious));
  const whileCautious = follow([...first, ...open], calls, cautious);
  const rebuilt = rebuiltClasses(closed, graph, values, cautious);
  const lifetimes: Lifetimes = {
    runsPerInvocation: (owner) => whileCautious.has(owner),
    isPerInvocation: (node) => rebuilt.has(node),
    ...asking,
    memoised: new Map(),
  };
  const known = withSetUp(first, lifetimes);
  const roots = [...known, ...open];
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
    namedCalls,
    isEntered: (fn) => known.some((root) => root.functions.includes(fn)),
  };
}

/** Each round takes as long as all of reach; what is left then is told as not followed. */
const MOST_ROUNDS = 30;

/** What is open uses further classes, and calls further names. */
function allOpen(
  first: readonly Root[],
  openIn: (reached: ReadonlyMap<Owner, boolean>, roots: readonly Root[]) => readonly Root[],
  followed: (roots: readonly Root[]) => ReadonlyMap<Owner, boolean>,
): readonly Root[] {
  const open: Root[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const roots = [...first, ...open];
    const more = openIn(followed(roots), roots);
    if (more.length === 0) break;
    open.push(...more);
  }
  return open;
}

/** A function may get there by a call, and another only by an object that it hands to a package. */
function withOpen(known: Route, open: Route): Route {
  if (known.functions.length === 0) return { ...open, isOpen: true };
  const others = open.functions.filter((fn) => !known.functions.includes(fn));
  return others.length === 0 ? known : { ...known, functions: inOrder([...known.functions, ...others]) };
}

/** Adds what servers are given by code that runs once. */
function createSetUp(
  calls: CallGraph,
  values: Values,
  callingOf: (edge: CallEdge) => Calling | undefined,
  loads: Loads,
  filesOf: (fn: LambdaFunction) => ReadonlySet<string>,
): (roots: readonly Root[], lifetimes: Lifetimes) => readonly Root[] {
  const withSetUp = (roots: readonly Root[], lifetimes: Lifetimes): readonly Root[] => {
    const reached = follow(roots, calls, lifetimes);
    const callers = once(() => reverse(reached.keys(), calls, lifetimes));
    const isOnce = (edge: CallEdge): boolean => !isFollowed(edge, lifetimes);
    const functionsReaching = (owner: Owner) => findRoute(owner, roots, callers(), loads).functions;
    const given = setUpRoots(reached.keys(), { calls, callingOf, isOnce, functionsReaching, filesOf });
    const news = withObservers(given, values).filter(
      ({ node, functions }) => functions.length > 0 && !reached.has(node),
    );
    // What a route asks for may set up more.
    return news.length === 0 ? roots : withSetUp([...roots, ...news], lifetimes);
  };
  return withSetUp;
}

/** Everything entered from the roots; the value is true where only an error path leads there. */
function follow(roots: readonly Root[], calls: CallGraph, lifetimes: Lifetimes): Map<Owner, boolean> {
  const ordinary = roots.filter(({ isOnErrorPath }) => !isOnErrorPath);
  const reached = new Map<Owner, boolean>(ordinary.map((root) => [root.node, false]));
  spread(reached, calls, lifetimes, false);
  for (const { node } of roots) if (!reached.has(node)) reached.set(node, true);
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
