import { ts } from 'ts-morph';
import { type CallNode, memberName, nameText, unwrap } from '../../ast/nodes.js';
import { once } from '../../lib/memoise.js';
import { type Evaluation, type Injection, NONE } from './evaluation.js';
import { constructedFrom } from './instantiate.js';
import type { Denoted } from './value.js';

type Give = () => readonly Denoted[];

/** What one file tells a container, by key. */
interface Registrations {
  readonly byKey: ReadonlyMap<string, readonly Give[]>;
  /** Classes and functions that awilix makes things with: it hands them all that it knows, by name. */
  readonly makers: readonly ts.Expression[];
}

export const NO_INJECTION: Injection = { given: () => NONE, madeBy: () => NONE, isMadeByNames: () => false };

/** Follows containers that are told by code what to give: inversify, tsyringe, awilix, typedi and their like. */
export function createInjection(e: Evaluation): Injection {
  // Read without asking what anything stands for: such questions may lead back here.
  const registrations = once(() => collect(e));
  const asked = new Set<string>();
  return {
    given: (key) => {
      const text = typeof key === 'string' ? key : keyOf(key);
      const gives = text === undefined ? undefined : registrations().byKey.get(text);
      // Keys may stand for each other.
      if (text === undefined || !gives || asked.has(text)) return NONE;
      asked.add(text);
      e.memory.noteDoubt();
      try {
        return gives.flatMap((give) => give());
      } finally {
        asked.delete(text);
      }
    },
    madeBy: (call) => {
      const made = (call.arguments ?? []).flatMap((argument) =>
        e.of(argument).flatMap((value) => (value.kind === 'class' ? constructedFrom(value) : NONE)),
      );
      if (made.length > 0) e.memory.noteDoubt();
      return made;
    },
    isMadeByNames: (node) =>
      registrations().makers.some((maker) => e.of(maker).some((value) => 'node' in value && value.node === node)),
  };
}

/** The key that a decorator names: `TYPES.Store` of `@inject(TYPES.Store)`. */
export function injectedKey(node: ts.HasDecorators): ts.Expression | undefined {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    const call = unwrap(expression);
    if (ts.isCallExpression(call) && ts.isIdentifier(call.expression) && /^inject/i.test(call.expression.text))
      return call.arguments[0];
  }
  return undefined;
}

/** Keys are told apart by their text: that of a string or symbol, or the name that holds it. */
function keyOf(expression: ts.Expression): string | undefined {
  const node = unwrap(expression);
  if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) return node.text;
  if (!ts.isCallExpression(node)) return memberName(node);
  const [text] = node.arguments;
  return text && ts.isStringLiteralLike(text) ? text.text : undefined;
}

function collect(e: Evaluation): Registrations {
  const byKey = new Map<string, Give[]>();
  const makers: ts.Expression[] = [];
  const add = (key: string | undefined, give: Give): void => {
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), give]);
  };
  for (const { facts } of e.graph.modules.values()) {
    for (const { calls } of facts.owners.values()) {
      for (const call of calls) {
        register(e, call, add);
        makers.push(...madeByNames(call));
      }
    }
  }
  return { byKey, makers };
}

type AddRegistration = (key: string | undefined, give: Give) => void;

function register(e: Evaluation, call: CallNode, add: AddRegistration): void {
  const callee = unwrap(call.expression);
  const name = memberName(callee);
  const [first, second] = call.arguments ?? [];
  if (name === undefined || !ts.isPropertyAccessExpression(callee)) return;
  if (/^to[A-Z]?/.test(name)) {
    const key = boundKey(callee.expression);
    if (key) add(keyOf(key), () => ofBinding(e, name, first, key));
  } else if (name === 'registerSingleton' || name === 'registerInstance') {
    if (first) add(keyOf(first), () => made(e, second ?? first));
  } else if (name === 'register') {
    if (first && second) add(keyOf(first), () => ofProvider(e, second));
    else if (first) registerAll(e, first, add);
  } else if (name === 'set' && first && second)
    add(keyOf(first), () => (isTypedi(e, callee.expression) ? e.of(second) : NONE));
}

/** `TYPES.Store` of `container.bind<Store>(TYPES.Store).to(…)` */
function boundKey(expression: ts.Expression): ts.Expression | undefined {
  const node = unwrap(expression);
  if (!ts.isCallExpression(node)) return undefined;
  const name = ts.isIdentifier(node.expression) ? node.expression.text : memberName(unwrap(node.expression));
  return name !== undefined && /^(re)?bind$/.test(name) ? node.arguments[0] : undefined;
}

function ofBinding(
  e: Evaluation,
  name: string,
  given: ts.Expression | undefined,
  key: ts.Expression,
): readonly Denoted[] {
  if (!given) return name === 'toSelf' ? made(e, key) : NONE;
  if (name === 'to' || name === 'toClass') return made(e, given);
  if (name === 'toService') return e.injection.given(given);
  const values = e.of(given);
  return /^to(Dynamic|Factory|Function|Provider)/.test(name) ? values.flatMap((value) => ofMaker(e, value)) : values;
}

/** `{ useClass: Store }`, `{ useFactory: () => … }`, a class, or what awilix is told: `asClass(Store).singleton()`. */
function ofProvider(e: Evaluation, provider: ts.Expression): readonly Denoted[] {
  const node = unwrap(provider);
  if (!ts.isObjectLiteralExpression(node)) return ofResolver(e, node) ?? made(e, node);
  return node.properties.flatMap((property): readonly Denoted[] => {
    if (!ts.isPropertyAssignment(property)) return NONE;
    const { initializer } = property;
    switch (nameText(property.name)) {
      case 'useClass':
        return made(e, initializer);
      case 'useValue':
        return e.of(initializer);
      case 'useFactory':
        return e.of(initializer).flatMap((value) => ofMaker(e, value));
      case 'useToken':
        return e.injection.given(initializer);
      default:
        return NONE;
    }
  });
}

/** `container.register({ store: asClass(Store), load: asFunction(makeLoad) })` */
function registerAll(e: Evaluation, all: ts.Expression, add: AddRegistration): void {
  const node = unwrap(all);
  if (!ts.isObjectLiteralExpression(node)) return;
  for (const property of node.properties) {
    if (ts.isPropertyAssignment(property))
      add(nameText(property.name), () => ofResolver(e, unwrap(property.initializer)) ?? NONE);
  }
}

function ofResolver(e: Evaluation, node: ts.Expression): readonly Denoted[] | undefined {
  const resolver = resolverIn(node);
  const [given] = resolver?.arguments ?? [];
  if (!resolver || !given) return undefined;
  const values = e.of(given);
  const name = (resolver.expression as ts.Identifier).text;
  if (name === 'asValue') return values;
  if (name === 'aliasTo') return e.injection.given(given);
  return name === 'asClass' ? made(e, given) : values.flatMap((value) => ofMaker(e, value));
}

/** `asClass(Store)` of `asClass(Store).singleton().disposer(close)` */
function resolverIn(node: ts.Expression): ts.CallExpression | undefined {
  let at = unwrap(node);
  while (ts.isCallExpression(at)) {
    const callee = unwrap(at.expression);
    if (ts.isIdentifier(callee)) return /^(as(Class|Function|Value)|aliasTo)$/.test(callee.text) ? at : undefined;
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    at = unwrap(callee.expression);
  }
  return undefined;
}

function madeByNames(call: CallNode): readonly ts.Expression[] {
  const [given] = call.arguments ?? [];
  const isMaking = ts.isIdentifier(call.expression) && /^as(Class|Function)$/.test(call.expression.text);
  return given && isMaking ? [given] : [];
}

function made(e: Evaluation, maker: ts.Expression): readonly Denoted[] {
  return e.of(maker).flatMap((value) => (value.kind === 'function' ? ofMaker(e, value) : constructedFrom(value)));
}

function ofMaker(e: Evaluation, value: Denoted): readonly Denoted[] {
  return value.kind === 'function' ? e.returnsOf(value.node) : NONE;
}

function isTypedi(e: Evaluation, container: ts.Expression): boolean {
  return e.of(container).some((value) => value.kind === 'external' && value.module === 'typedi');
}
