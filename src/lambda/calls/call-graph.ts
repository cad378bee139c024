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
  type Owner,
  unwrap,
} from '../../ast/nodes.js';
import { each, phase, type Steps } from '../../lib/steps.js';
import type { OwnerFacts } from '../modules/file-facts.js';
import type { ModuleGraph } from '../modules/modules.js';
import { type Denoted, rootOf } from '../values/value.js';
import type { Values } from '../values/values.js';
import { findGetterUses } from './getters.js';
import { functionsBehind } from './handlers.js';

export interface CallEdge {
  readonly target: Owner;
  /** The call, or the place where the function is handed over. */
  readonly node: ts.Node;
  /**
   * `call`: entered here. `callback`: handed to something that calls it at once (`map`, `then`).
   * `deferred`: handed to a library that calls it later (a route, a resolver). `memo`: handed to `once()` and the like.
   */
  readonly kind: 'call' | 'callback' | 'deferred' | 'memo';
  /** Only reached when something went wrong. */
  readonly isOnErrorPath: boolean;
  /** What the function was handed to. */
  readonly call?: CallNode;
}

export interface CallGraph {
  edgesFrom(owner: Owner): readonly CallEdge[];
  /** The functions of ours that a call may enter. */
  targetsOf(call: CallNode): readonly FunctionNode[];
}

const MEMOISERS = /^(once|memo|memoi[sz]e\w*|pMemoi[sz]e|lazy\w*|singleton|cached?|cacheFn|mem|onetime)$/i;
const IMMEDIATE =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap|sort|toSorted|from|replace|replaceAll|then|catch|finally|Promise|mapValues|groupBy|sortBy|orderBy|keyBy|each|times|defaultTo|uniqBy|sumBy|partition|setTimeout|setImmediate|nextTick|promise|pMap|pAll|pLimit|limit|run|transaction|withTransaction|retry|backOff|pRetry|promisify)$/;
/** Options that hold a maker which its library calls once: `createPool({ create: … })`. */
const MAKERS = /^(?:use)?(create|factory|init|connect|connector|build|make)/i;
const ROUNDS = 4;
const CALLS = phase('calls');
/** A few milliseconds. */
const OWNERS_PER_STEP = 1000;

/** Finds who calls whom, in rounds: each round teaches parameters their values, which resolves more calls. */
export function* buildCallGraph(graph: ModuleGraph, values: Values): Steps<CallGraph> {
  const owners = [...graph.modules.values()].flatMap((module) => [...module.facts.owners.values()]);
  for (let round = 0; round < ROUNDS; round++) {
    let isNews = false;
    yield* each(owners, OWNERS_PER_STEP, CALLS, ({ calls }) => {
      for (const call of calls) {
        for (const target of targetsOf(call, values)) isNews = values.addCallSite(target, call) || isNews;
      }
    });
    yield CALLS;
    if (!isNews) break;
    values.refresh();
  }
  const edges = new Map<Owner, readonly CallEdge[]>();
  yield* each(owners, OWNERS_PER_STEP, CALLS, (facts) => {
    edges.set(facts.owner, facts.calls.length > 0 ? edgesOf(facts, values) : []);
  });
  for (const { owner, node, target } of findGetterUses(graph, values)) {
    const edge = { target, node, kind: 'call', isOnErrorPath: isOnErrorPath(node, owner) } as const;
    edges.set(owner, [...(edges.get(owner) ?? []), edge]);
  }
  yield CALLS;
  return { edgesFrom: (owner) => edges.get(owner) ?? [], targetsOf: (call) => targetsOf(call, values) };
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
  const isKept = value.node && MEMOISERS.test(calleeName(value.node) ?? '');
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
    const kind = callbackKind(call, targets.length > 0, values);
    if (kind) for (const [target, node] of handedOver(call, values, kind)) add(target, kind, node);
  }
  return edges;
}

/** Property initialisers run with `new`. */
function initializersOf(call: CallNode, values: Values): ts.PropertyDeclaration[] {
  if (!ts.isNewExpression(call)) return [];
  return values
    .of(call.expression)
    .flatMap((value) => (value.kind === 'class' ? value.node.members.filter(isInstanceInitializer) : []));
}

function callbackKind(call: CallNode, isOurs: boolean, values: Values): CallEdge['kind'] | undefined {
  const name = calleeName(call) ?? '';
  if (MEMOISERS.test(name)) return 'memo';
  // A listener tells nothing of when it is called, but for `app.on('GET', '/', handler)` of Hono.
  if (name === 'on' && isOfHono(call, values)) return 'deferred';
  if (/^(on|addListener|addEventListener|listen|process)$/.test(name)) return undefined;
  return isOurs || IMMEDIATE.test(name) ? 'callback' : 'deferred';
}

function isOfHono(call: CallNode, values: Values): boolean {
  return values
    .of(call.expression)
    .some((value) => /^(?:hono|@hono)(?:\/|$)/.test(rootOf(value)?.external.module ?? ''));
}

/** Functions given to a call: as arguments, inside arrays and object literals, or by name. */
function handedOver(call: CallNode, values: Values, kind: CallEdge['kind']): [FunctionNode, ts.Node][] {
  const found: [FunctionNode, ts.Node][] = [];
  const add = (expression: ts.Expression, depth: number): void => {
    const node = unwrap(expression);
    if (isFunctionNode(node)) found.push([node, node]);
    else if (ts.isSpreadElement(node)) add(node.expression, depth);
    else if (depth > 0 && isNameLike(node)) {
      for (const value of values.of(node)) addValue(value, node, depth);
    } else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) {
      for (const value of values.of(node)) addValue(value, node, depth);
    }
  };
  const addValue = (value: Denoted, node: ts.Node, depth: number): void => {
    if (value.kind === 'function') found.push([value.node, node]);
    if (kind !== 'deferred' || depth === 0) return;
    if (value.kind === 'array') for (const element of value.node.elements) add(element, depth - 1);
    if (value.kind === 'object') for (const property of value.node.properties) addProperty(property, depth - 1);
  };
  const addProperty = (property: ts.ObjectLiteralElementLike, depth: number): void => {
    if (property.name && MAKERS.test(property.name.getText())) return;
    if (ts.isMethodDeclaration(property)) found.push([property, property]);
    else if (ts.isPropertyAssignment(property)) add(property.initializer, depth);
    else if (ts.isShorthandPropertyAssignment(property)) add(property.name, depth);
    else if (ts.isSpreadAssignment(property)) add(property.expression, depth);
  };
  for (const argument of call.arguments ?? []) add(argument, 4);
  return found;
}

function isNameLike(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

/** In a `catch` block, or in what is handed to `.catch()`. */
function isOnErrorPath(node: ts.Node, owner: Owner): boolean {
  if (isInCatch(node)) return true;
  const call = isFunctionNode(owner) ? owner.parent : undefined;
  return !!call && ts.isCallExpression(call) && calleeName(call) === 'catch';
}
