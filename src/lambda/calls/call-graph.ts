import { ts } from 'ts-morph';
import {
  baseExpression,
  type CallNode,
  type ClassNode,
  calleeName,
  type FunctionNode,
  isFunctionNode,
  isInCatch,
  isInstanceInitializer,
  memberName,
  type Owner,
  unwrap,
} from '../../ast/nodes.js';
import { each, phase, type Steps } from '../../lib/steps.js';
import type { OwnerFacts } from '../modules/file-facts.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Denoted } from '../values/value.js';
import type { AllValues, Values } from '../values/values.js';
import { findAccessorUses } from './accessors.js';
import type { CallEdge } from './call-edge.js';
import { findDecorations } from './decorations.js';
import { functionsHanded, givenFunctions, isMemoiser, namesHanded } from './given-functions.js';
import { functionsBehind } from './handlers.js';
import { findMadeElsewhere } from './made-elsewhere.js';

export interface CallGraph {
  edgesFrom(owner: Owner): readonly CallEdge[];
  /** The functions of ours that a call enters for sure, or one of them. */
  targetsOf(call: CallNode): readonly FunctionNode[];
  /** Names of accessors that code of ours reads or sets, always on something known. */
  readonly settledAccessors: ReadonlySet<string>;
}

const ROUNDS = 4;
const CALLS = phase('calls');
/** A few milliseconds. */
const OWNERS_PER_STEP = 1000;
const CALLS_PER_STEP = 3000;

/** Finds who calls whom, in rounds: each round teaches parameters their values, which resolves more calls. */
export function* buildCallGraph(graph: ModuleGraph, { certain, possible }: AllValues): Steps<CallGraph> {
  const owners = [...graph.modules.values()].flatMap((module) => [...module.facts.owners.values()]);
  const calls = owners.flatMap((owner) => owner.calls);
  yield* learnCallSites(calls, possible);
  yield* learnCallSites(
    calls.filter((call) => possible.isDoubtful(() => targetsOf(call, possible))),
    certain,
  );
  const edges = new Map<Owner, readonly CallEdge[]>();
  yield* each(owners, OWNERS_PER_STEP, CALLS, (facts) => {
    edges.set(facts.owner, facts.calls.length > 0 ? edgesOf(facts, possible) : []);
  });
  const accessors = findAccessorUses(graph, possible);
  const add = (owner: Owner, edge: CallEdge): void => void edges.set(owner, [...(edges.get(owner) ?? []), edge]);
  for (const { owner, node, target } of [...accessors.uses, ...findDecorations(graph, possible)])
    add(owner, { target, node, kind: 'call', isOnErrorPath: isOnErrorPath(node, owner) });
  for (const { owner, node, target } of findMadeElsewhere(graph, possible))
    add(owner, { target, node, kind: 'memo', isOnErrorPath: false });
  yield CALLS;
  return {
    edgesFrom: (owner) => edges.get(owner) ?? [],
    targetsOf: (call) => targetsOf(call, certain),
    settledAccessors: accessors.settled,
  };
}

function* learnCallSites(calls: readonly CallNode[], values: Values): Steps<void> {
  let open = calls;
  for (let round = 0; round < ROUNDS; round++) {
    let isNews = false;
    yield* each(open, CALLS_PER_STEP, CALLS, (call) => {
      isNews = learnFrom(call, values) || isNews;
    });
    yield CALLS;
    if (!isNews) return;
    open = open.filter((call) => !isSettled(call, values));
    values.refresh();
  }
}

/** Nothing that is learnt of other calls changes what this one enters and hands over. */
function isSettled(call: CallNode, values: Values): boolean {
  if (!values.isKept(call.expression) || values.of(call.expression).some(({ kind }) => kind === 'made')) return false;
  return namesHanded(call).every((name) => values.isKept(name));
}

function learnFrom(call: CallNode, values: Values): boolean {
  let targets: readonly FunctionNode[] = [];
  const isDoubtful = values.isDoubtful(() => {
    targets = targetsOf(call, values);
  });
  let isNews = false;
  for (const target of targets) isNews = values.sites.add(target, call, isDoubtful) || isNews;
  for (const given of functionsHanded(call, values))
    isNews = values.sites.addHanded(given.target, given.call) || isNews;
  return isNews;
}

function targetsOf(call: CallNode, values: Values): FunctionNode[] {
  const callee = values.of(call.expression);
  if (ts.isNewExpression(call))
    return callee.flatMap((value) => (value.kind === 'class' ? constructorsOf(value.node, values) : bodyOf(value)));
  // `super(…)` enters the base class.
  if (call.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return callee.flatMap((value) => (value.kind === 'instance' ? constructorsOf(value.node, values) : []));
  }
  return callee.flatMap((value) => [...bodyOf(value), ...wrappedIn(value, values)]);
}

function bodyOf(value: Denoted): FunctionNode[] {
  return value.kind === 'function' ? [value.node] : [];
}

/** Calling what a library made of a function (`middy(fn)`, `debounce(fn)`) enters the function. */
function wrappedIn(value: Denoted, values: Values): readonly FunctionNode[] {
  if (value.kind !== 'made') return [];
  // What `once(fn)` gives enters `fn` the first time only.
  const isKept = value.node && isMemoiser(value.node);
  return isKept ? [] : functionsBehind(value, values);
}

/** Its own, or those that it inherits. Half-typed classes may extend each other. */
function constructorsOf(node: ClassNode, values: Values, heirs: readonly ClassNode[] = []): FunctionNode[] {
  const own = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
  if (own) return [own as ts.ConstructorDeclaration];
  const base = baseExpression(node);
  if (!base || heirs.includes(node)) return [];
  const chain = [...heirs, node];
  return values.of(base).flatMap((value) => (value.kind === 'class' ? constructorsOf(value.node, values, chain) : []));
}

function edgesOf(facts: OwnerFacts, values: Values): CallEdge[] {
  const edges: CallEdge[] = [];
  for (const call of facts.calls) {
    const isOnError = isOnErrorPath(call, facts.owner);
    const add = (target: Owner, kind: CallEdge['kind'], node: ts.Node = call): void => {
      if (!edges.some((edge) => edge.target === target && edge.node === node))
        edges.push({ target, node, kind, isOnErrorPath: isOnError, call });
    };
    const targets = targetsOf(call, values);
    for (const target of targets) add(target, 'call');
    for (const initializer of initializersOf(call, values)) add(initializer, 'call');
    for (const maker of constructedBehind(call, values)) add(maker, 'memo');
    for (const each of givenFunctions(call, values, targets.length > 0)) add(each.target, each.kind, each.node);
  }
  return edges;
}

/** `container.get(Store)`: most containers make one object of a class, and keep it. */
function constructedBehind(call: CallNode, values: Values): Owner[] {
  if (!/^(get|resolve)(Async|OrThrow)?$/.test(memberName(unwrap(call.expression)) ?? '')) return [];
  return values.of(call).flatMap((value) => (value.kind === 'instance' ? constructionOf(value.node, values) : []));
}

/** Constructors of the class and of all that they are given without a call, and what runs with them. */
function constructionOf(node: ClassNode, values: Values): Owner[] {
  const classes = new Set([node]);
  const owners = new Set<Owner>();
  for (const each of classes) {
    for (const initializer of each.members.filter(isInstanceInitializer)) owners.add(initializer);
    for (const maker of constructorsOf(each, values)) {
      owners.add(maker);
      if (values.callSitesOf(maker).length > 0) continue;
      for (const { name } of maker.parameters) {
        const given = ts.isIdentifier(name) ? values.of(name) : [];
        for (const value of given) if (value.kind === 'instance') classes.add(value.node);
      }
    }
  }
  return [...owners];
}

/** Property initialisers run with `new`. */
function initializersOf(call: CallNode, values: Values): ts.PropertyDeclaration[] {
  if (!ts.isNewExpression(call)) return [];
  return values
    .of(call.expression)
    .flatMap((value) => (value.kind === 'class' ? value.node.members.filter(isInstanceInitializer) : []));
}

/** In a `catch` block, or in what is handed to `.catch()`. */
function isOnErrorPath(node: ts.Node, owner: Owner): boolean {
  if (isInCatch(node)) return true;
  const call = isFunctionNode(owner) ? owner.parent : undefined;
  return !!call && ts.isCallExpression(call) && calleeName(call) === 'catch';
}
