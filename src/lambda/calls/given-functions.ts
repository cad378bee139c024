import { ts } from 'ts-morph';
import {
  type CallNode,
  calleeName,
  type FunctionNode,
  isFunctionNode,
  isMemberAccess,
  unwrap,
} from '../../ast/nodes.js';
import { isRunPerInvocation } from '../catalogue/wrappers.js';
import { type Denoted, rootOf } from '../values/value.js';
import type { Values } from '../values/values.js';
import type { CallEdge } from './call-edge.js';
import { functionsBehind, functionsReturned } from './handlers.js';

const MEMOISERS = /^(once|memo|memoi[sz]e\w*|pMemoi[sz]e|lazy\w*|singleton|cached?|cacheFn|mem|onetime)$/i;
const IMMEDIATE =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap|sort|toSorted|from|replace|replaceAll|then|catch|finally|Promise|mapValues|groupBy|sortBy|orderBy|keyBy|each|times|defaultTo|uniqBy|sumBy|partition|setTimeout|setImmediate|nextTick|promise|pMap|pAll|pLimit|limit|run|transaction|withTransaction|retry|backOff|pRetry|promisify)$/;
/** Options that hold a maker which its library calls once: `createPool({ create: … })`. A resolver may be called `createOrder`. */
const MAKERS =
  /^(?:use)?(create|factory|init|connect|connector|build|make)(Client|Connection|Pool|Logger|Server|App|Instance|Transport|Driver|Engine|Factory|Fn)?$/i;

/** What it gives enters what it was given the first time only. */
export function isMemoiser(call: CallNode): boolean {
  return MEMOISERS.test(calleeName(call) ?? '');
}

interface GivenFunction extends Pick<CallEdge, 'kind' | 'node'> {
  readonly target: FunctionNode;
}

/** Functions that a call is given, and those that they give back to it: a package may call either. */
export function givenFunctions(call: CallNode, values: Values, isOurs: boolean): GivenFunction[] {
  const kind = callbackKind(call, isOurs, values);
  if (!kind) return [];
  return functionsIn(call, values, kind).flatMap(([target, node]): GivenFunction[] => {
    const inner = kind === 'deferred' ? functionsReturned(target, values) : [];
    if (inner.length === 0) return [{ target, node, kind }];
    // `withSettings((settings) => async (event) => …)`: what makes the handler runs once, as far as nobody says otherwise.
    const isMaker = !isRunPerInvocation(call, values);
    return [
      { target, node, kind: isMaker ? 'callback' : kind },
      ...inner.map((each): GivenFunction => ({ target: each, node, kind })),
    ];
  });
}

function callbackKind(call: CallNode, isOurs: boolean, values: Values): CallEdge['kind'] | undefined {
  const name = calleeName(call) ?? '';
  if (isMemoiser(call) || isKeptByContainer(call)) return 'memo';
  if (isAskingForKeys(call)) return undefined;
  // `container.register({ store: asFunction(make) })`: what is inside says when it is called.
  if (name === 'register' && isOf(/^awilix$/, call, values)) return undefined;
  // A listener tells nothing of when it is called, but for `app.on('GET', '/', handler)` of Hono.
  if (name === 'on' && isOf(/^(?:hono|@hono)(?:\/|$)/, call, values)) return 'deferred';
  if (/^(on|addListener|addEventListener|listen|process)$/.test(name)) return undefined;
  return isOurs || IMMEDIATE.test(name) ? 'callback' : 'deferred';
}

function isOf(packages: RegExp, call: CallNode, values: Values): boolean {
  return values.of(call.expression).some((value) => packages.test(rootOf(value)?.external.module ?? ''));
}

/** What a container makes once: `bind(KEY).toDynamicValue(make).inSingletonScope()`, `asFunction(make).singleton()`. */
function isKeptByContainer(call: CallNode): boolean {
  if (!/^(toDynamicValue|toFactory|asFunction|register|instanceCachingFactory)$/.test(calleeName(call) ?? ''))
    return false;
  let chain: ts.Node = call;
  while (isMemberAccess(chain.parent) || (ts.isCallExpression(chain.parent) && chain.parent.expression === chain))
    chain = chain.parent;
  const told = [...(call.arguments ?? []).slice(1).map((each) => each.getText()), textAfter(call, chain)].join(' ');
  return calleeName(call) === 'instanceCachingFactory' || /singleton/i.test(told);
}

function textAfter(call: CallNode, chain: ts.Node): string {
  return chain.getSourceFile().text.slice(call.end, chain.end);
}

/** `Object.keys(handlers)` calls none of them. */
function isAskingForKeys({ expression }: CallNode): boolean {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'keys') return false;
  return ts.isIdentifier(expression.expression) && expression.expression.text === 'Object';
}

/** Functions given to a call: as arguments, inside arrays and object literals, or by name. */
function functionsIn(call: CallNode, values: Values, kind: CallEdge['kind']): [FunctionNode, ts.Node][] {
  const found: [FunctionNode, ts.Node][] = [];
  const add = (expression: ts.Expression, depth: number): void => {
    const node = unwrap(expression);
    if (isFunctionNode(node)) found.push([node, node]);
    else if (ts.isSpreadElement(node)) add(node.expression, depth);
    else if (depth > 0 && isNameLike(node)) {
      for (const value of values.of(node)) addValue(value, node, depth);
    } else if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) {
      for (const value of values.of(node)) addValue(value, node, depth);
    } else if (kind === 'deferred' && ts.isCallExpression(node)) {
      // `app.get('/', guarded(async (request) => …))`, `app.use(auth())`: what our function gives back.
      for (const value of values.of(node)) addValue(value, node, depth);
    }
  };
  const addValue = (value: Denoted, node: ts.Node, depth: number): void => {
    if (value.kind === 'function') found.push([value.node, node]);
    if (kind !== 'deferred' || depth === 0) return;
    for (const behind of value.kind === 'made' ? functionsBehind(value, values) : []) found.push([behind, node]);
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

/** Functions that a call is given by themselves, as `all.map(fn)` is. */
export function functionsHanded(
  call: CallNode,
  values: Values,
): { readonly target: FunctionNode; readonly call: ts.CallExpression }[] {
  if (!isHandingElements(call)) return [];
  const inPlace = call.arguments
    .map(unwrap)
    .filter((node): node is ts.ArrowFunction | ts.FunctionExpression => isFunctionNode(node));
  const named = namesHanded(call).flatMap((name) =>
    values.of(name).flatMap((value) => (value.kind === 'function' ? [value.node] : [])),
  );
  return [...inPlace.filter(({ parameters }) => parameters.length > 0), ...named].map((target) => ({ target, call }));
}

/** Names that may stand for such a function. */
export function namesHanded(call: CallNode): ts.Expression[] {
  return isHandingElements(call) ? call.arguments.map(unwrap).filter(isNameLike) : [];
}

function isHandingElements(call: CallNode): call is ts.CallExpression {
  return ts.isCallExpression(call) && IMMEDIATE.test(calleeName(call) ?? '');
}
