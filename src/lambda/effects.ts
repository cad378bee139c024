import { ts } from 'ts-morph';
import { calleeName, type FunctionNode, memberName, some, unwrap, walk } from '../ast/nodes.js';
import { isModuleBinding, lookup } from '../ast/scope.js';
import { type AwsCall, awsCallOf, literalOf } from './aws-calls.js';
import { isNotification, isReadOperation } from './catalogue/aws-operations.js';
import { type Doing, doingOf, http, type LibraryCall } from './catalogue/libraries.js';
import type { Program } from './program.js';
import { rootOf } from './value.js';

/** What waiting for something means. Everything false and empty: local work. */
export interface Effect {
  readonly isRead: boolean;
  readonly isWrite: boolean;
  /** Writes that only tell somebody: a message, a mail, a push. */
  readonly isNotification: boolean;
  /** Waits for something that we cannot see into. */
  readonly isUnknown: boolean;
  readonly isDelay: boolean;
  /** On a transaction or a single connection, where nothing can run beside it. */
  readonly isOrdered: boolean;
  /** Changes state that others may look at: its own object, a parameter, a variable outside. */
  readonly isMutating: boolean;
  /** Its failure never reaches the caller. */
  readonly isSwallowed: boolean;
  /** The requests to AWS in it, in code order. */
  readonly requests: readonly AwsCall[];
}

export const NO_EFFECT: Effect = {
  isRead: false,
  isWrite: false,
  isNotification: false,
  isUnknown: false,
  isDelay: false,
  isOrdered: false,
  isMutating: false,
  isSwallowed: false,
  requests: [],
};

const UNKNOWN: Effect = { ...NO_EFFECT, isUnknown: true };
const DELAY: Effect = { ...NO_EFFECT, isDelay: true };

export function doesIo(effect: Effect): boolean {
  return effect.isRead || effect.isWrite || effect.isNotification;
}

export function isReadOnly(effect: Effect): boolean {
  return effect.isRead && !effect.isWrite && !effect.isNotification && !effect.isUnknown;
}

export function merge(effects: Iterable<Effect>): Effect {
  let merged = NO_EFFECT;
  for (const effect of effects) {
    merged = {
      isRead: merged.isRead || effect.isRead,
      isWrite: merged.isWrite || effect.isWrite,
      isNotification: merged.isNotification || effect.isNotification,
      isUnknown: merged.isUnknown || effect.isUnknown,
      isDelay: merged.isDelay || effect.isDelay,
      isOrdered: merged.isOrdered || effect.isOrdered,
      isMutating: merged.isMutating || effect.isMutating,
      isSwallowed: false,
      requests: effect.requests.length > 0 ? [...new Set([...merged.requests, ...effect.requests])] : merged.requests,
    };
  }
  return merged;
}

export interface Effects {
  /** Of waiting for the expression. */
  of(expression: ts.Expression): Effect;
  /** Of a call of ours, whatever its arguments. */
  ofFunction(node: FunctionNode): Effect;
}

export function createEffects(program: Pick<Program, 'values' | 'calls' | 'factsOf' | 'clients'>): Effects {
  const summaries = new Map<FunctionNode, Effect>();
  const whole = program as Program;

  const of = (expression: ts.Expression): Effect => {
    const node = unwrap(expression);
    if (ts.isAwaitExpression(node)) return of(node.expression);
    if (ts.isCallExpression(node)) return ofCall(node);
    if (ts.isNewExpression(node)) return ofPromise(node);
    if (ts.isConditionalExpression(node)) return merge([of(node.whenTrue), of(node.whenFalse)]);
    if (ts.isBinaryExpression(node)) return merge([of(node.left), of(node.right)]);
    if (ts.isTaggedTemplateExpression(node)) return ofTemplate(node);
    // A promise that was started before costs nothing more to wait for.
    if (ts.isIdentifier(node) && lookup(node)) return NO_EFFECT;
    return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? UNKNOWN : NO_EFFECT;
  };

  const ofCall = (call: ts.CallExpression): Effect => {
    const followUp = ofFollowUp(call);
    if (followUp) return followUp;
    const effect = ofPlainCall(call);
    return isInTransaction(call, whole) ? { ...effect, isOrdered: true } : effect;
  };

  const ofPlainCall = (call: ts.CallExpression): Effect => {
    const request = awsCallOf(call, whole);
    if (request) return ofRequest(request);
    const targets = program.calls.targetsOf(call);
    if (targets.length > 0) return together(targets.map(ofFunction));
    return ofCombinator(call) ?? ofLibrary(call);
  };

  /** `.promise()`, `.then()`, `.catch()`: the call in front of it decides. */
  const ofFollowUp = (call: ts.CallExpression): Effect | undefined => {
    const callee = unwrap(call.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const name = callee.name.text;
    if (name === 'promise') return of(callee.expression);
    if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
    const effect = merge([of(callee.expression), ...call.arguments.map(ofCallback)]);
    const isSwallowed = name === 'catch' && !call.arguments.some((each) => some(each, ts.isThrowStatement, 'nested'));
    return { ...effect, isSwallowed };
  };

  const ofCallback = (node: ts.Expression): Effect => {
    const callback = unwrap(node);
    if (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
      return { ...ofFunction(callback), isUnknown: false };
    const functions = program.values.of(callback).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
    return merge(functions.map(ofFunction));
  };

  /** `Promise.all([a(), b()])`, `Promise.all(list.map(fn))`, `pMap(list, fn)`. */
  const ofCombinator = (call: ts.CallExpression): Effect | undefined => {
    const name = calleeName(call) ?? '';
    const object = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression.getText() : '';
    const isPromise = /^(Promise|Bluebird|bluebird)$/.test(object);
    if (isPromise && name === 'resolve') return NO_EFFECT;
    const isMap = /^(map|flatMap|forEach|reduce|mapSeries|pMap|pAll|limit|run|retry|pRetry|backOff)$/.test(name);
    if (!isPromise && !isMap) return undefined;
    const parts = call.arguments.map((argument) => {
      const node = unwrap(argument);
      if (ts.isArrayLiteralExpression(node))
        return merge(node.elements.map((each) => (ts.isSpreadElement(each) ? of(each.expression) : of(each))));
      return ts.isCallExpression(node) ? ofCall(node) : ofCallback(node);
    });
    return merge(parts);
  };

  const ofLibrary = (call: ts.CallExpression): Effect => {
    const callee = unwrap(call.expression);
    if (ts.isIdentifier(callee) && !lookup(callee)) return ofGlobal(callee.text, call, whole);
    const doings = new Set<Doing>();
    let isOrdered = false;
    for (const value of program.values.of(callee)) {
      const root = rootOf(value);
      if (!root) continue;
      const { module, path } = root.external;
      doings.add(doingOf({ module, chain: [...path, ...root.chain], ...staticArguments(call, whole) }));
      if (isSingleConnection(module, path)) isOrdered = true;
    }
    if (doings.size === 0) return looksLikeDelay(calleeName(call)) ? DELAY : UNKNOWN;
    return { ...merge([...doings].map(ofDoing)), isOrdered };
  };

  const ofPromise = (node: ts.NewExpression): Effect => {
    const executor = node.arguments?.[0];
    if (!executor || !ts.isIdentifier(node.expression) || node.expression.text !== 'Promise') return NO_EFFECT;
    const effect = ofCallback(executor);
    const hasTimer = some(executor, (each) => ts.isCallExpression(each) && calleeName(each) === 'setTimeout', 'nested');
    if (hasTimer && !doesIo(effect)) return DELAY;
    return doesIo(effect) ? effect : UNKNOWN;
  };

  const ofTemplate = (node: ts.TaggedTemplateExpression): Effect => {
    const known = program.values.of(node.tag).some((value) => rootOf(value));
    if (!known) return UNKNOWN;
    return /^`?\s*select\b/i.test(node.template.getText())
      ? { ...NO_EFFECT, isRead: true }
      : { ...NO_EFFECT, isWrite: true };
  };

  const ofFunction = (node: FunctionNode): Effect => {
    const known = summaries.get(node);
    if (known) return known;
    summaries.set(node, NO_EFFECT);
    const effect = summarise(node);
    summaries.set(node, effect);
    return effect;
  };

  const summarise = (node: FunctionNode): Effect => {
    const { calls, awaits, returns, templates } = program.factsOf(node);
    const awaited = new Set<ts.Node>([
      ...awaits.map((each) => unwrap(each.expression)),
      ...returns.map((each) => unwrap(each)),
    ]);
    const parts: Effect[] = [];
    for (const call of calls) {
      const effect = ts.isCallExpression(call) ? ofCall(call) : ofPromise(call);
      // What nobody waits for cannot hold the caller up, and most of it is plain local code.
      parts.push(awaited.has(call) ? effect : { ...effect, isUnknown: false, isMutating: false });
    }
    for (const template of templates) if (awaited.has(template)) parts.push(ofTemplate(template));
    const isMutating = mutatesOutside(node);
    const merged = merge(parts);
    // A pause between retries inside does not make a caller's loop a deliberate throttle.
    const isDelay = merged.isDelay && !doesIo(merged);
    return { ...merged, isDelay, isMutating: merged.isMutating || isMutating, isSwallowed: isSwallowing(node) };
  };

  return { of, ofFunction };
}

function together(effects: readonly Effect[]): Effect {
  return { ...merge(effects), isSwallowed: effects.every((effect) => effect.isSwallowed) };
}

function ofRequest(request: AwsCall): Effect {
  const { service, operation } = request;
  const requests = [request];
  if (isNotification(service, operation)) return { ...NO_EFFECT, isNotification: true, requests };
  return isReadOperation(operation)
    ? { ...NO_EFFECT, isRead: true, requests }
    : { ...NO_EFFECT, isWrite: true, requests };
}

function ofDoing(doing: Doing): Effect {
  switch (doing) {
    case 'read':
      return { ...NO_EFFECT, isRead: true };
    case 'write':
      return { ...NO_EFFECT, isWrite: true };
    case 'delay':
      return DELAY;
    case 'local':
      return NO_EFFECT;
    case 'unknown':
      return UNKNOWN;
  }
}

function ofGlobal(name: string, call: ts.CallExpression, program: Program): Effect {
  if (name === 'fetch') return ofDoing(http({ module: '', chain: [], ...staticArguments(call, program) }));
  return looksLikeDelay(name) ? DELAY : UNKNOWN;
}

function looksLikeDelay(name: string | undefined): boolean {
  return !!name && /^(sleep|delay|wait|pause|backoff|setTimeout|snooze)(For|Ms|Seconds|Async|WithJitter)?$/i.test(name);
}

function staticArguments(call: ts.CallExpression, program: Program): Pick<LibraryCall, 'text' | 'method'> {
  const [first, second] = call.arguments;
  const text =
    first &&
    (ts.isStringLiteralLike(first) ? first.text : ts.isTemplateExpression(first) ? first.head.text : undefined);
  for (const argument of [first, second]) {
    const object = literalOf(argument, program);
    const method = object?.properties.find((each) => each.name?.getText() === 'method');
    if (method && ts.isPropertyAssignment(method)) {
      return { text, method: ts.isStringLiteralLike(method.initializer) ? method.initializer.text : 'unknown' };
    }
  }
  return { text };
}

/** One connection serves one statement at a time. */
function isSingleConnection(module: string, path: readonly string[]): boolean {
  const last = path.at(-1);
  return (
    (module === 'pg' && last === 'Client') ||
    (/^(mysql2?(\/promise)?|promise-mysql|mariadb)$/.test(module) && last === 'createConnection')
  );
}

const TRANSACTION =
  /^(trx|tx|txn|transaction|t|session|queryRunner|conn|connection|dbClient|pgClient|unitOfWork|manager|em)$/;

/** `save(row, trx)`, `trx('table').insert()`, `{ transaction }`: order and connection are given. */
function isInTransaction(call: ts.CallExpression, program: Program): boolean {
  const callee = leftmost(call.expression);
  if (ts.isIdentifier(callee) && TRANSACTION.test(callee.text) && !isClientOfOurs(callee, program)) return true;
  return call.arguments.some((argument) => {
    if (ts.isIdentifier(argument)) return TRANSACTION.test(argument.text) && argument.text !== 't';
    if (!ts.isObjectLiteralExpression(argument)) return false;
    return argument.properties.some((property) =>
      /^(transaction|transacting|session)$/.test(property.name?.getText() ?? ''),
    );
  });
}

function isClientOfOurs(name: ts.Identifier, program: Program): boolean {
  const binding = lookup(name);
  return !!binding && isModuleBinding(binding) && program.values.of(name).length > 0;
}

function leftmost(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) at = unwrap(at.expression);
  return at;
}

/** Assigns to its object, to a parameter's members, or to a variable of an outer scope. */
function mutatesOutside(node: FunctionNode): boolean {
  return !!node.body && walk(node.body, (each) => ts.isBinaryExpression(each) && isOutsideStore(each, node));
}

function isOutsideStore(node: ts.BinaryExpression, owner: FunctionNode): boolean {
  const { kind } = node.operatorToken;
  if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return false;
  const target = unwrap(node.left);
  if (ts.isIdentifier(target)) {
    const binding = lookup(target);
    return !!binding && !isWithin(binding.scope, owner);
  }
  const base = leftmostObject(target);
  if (base.kind === ts.SyntaxKind.ThisKeyword) return !ts.isConstructorDeclaration(owner);
  if (!ts.isIdentifier(base)) return false;
  const binding = lookup(base);
  return !binding || !isWithin(binding.scope, owner) || ts.isParameter(binding.node);
}

function leftmostObject(node: ts.Expression): ts.Expression {
  let at = unwrap(node);
  while (memberName(at) !== undefined || ts.isElementAccessExpression(at))
    at = unwrap((at as ts.PropertyAccessExpression).expression);
  return at;
}

function isWithin(node: ts.Node, container: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (at === container) return true;
  return false;
}

/** The whole body is one `try` whose `catch` lets nothing out. */
function isSwallowing(node: FunctionNode): boolean {
  if (!node.body || !ts.isBlock(node.body)) return false;
  const tries = node.body.statements.filter(ts.isTryStatement);
  const [attempt] = tries;
  if (tries.length !== 1 || !attempt?.catchClause || letsOut(attempt.catchClause.block)) return false;
  const outside = node.body.statements.filter((statement) => statement !== attempt);
  return !outside.some((statement) => some(statement, ts.isAwaitExpression) || some(statement, ts.isThrowStatement));
}

/** Throws again, or tells the caller of the failure by what it returns. */
export function letsOut(block: ts.Node): boolean {
  return some(block, (each) => ts.isThrowStatement(each) || (ts.isReturnStatement(each) && !!each.expression));
}
