import { ts } from 'ts-morph';
import { calleeName, type FunctionNode, some, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { awsCallOf } from '../aws-requests/aws-calls.js';
import type { Foundation } from '../foundation.js';
import { DELAY, doesIo, type Effect, merge, NO_EFFECT, UNKNOWN } from './effect.js';
import { isSwallowing } from './failure.js';
import { ofLibraryCall, ofRequest, ofTemplate } from './library.js';
import { mutatesOutside } from './mutation.js';
import { isInTransaction } from './transaction.js';

export interface Effects {
  /** Of waiting for the expression. */
  of(expression: ts.Expression): Effect;
  /** Of a call of ours, whatever its arguments. */
  ofFunction(node: FunctionNode): Effect;
}

interface EffectContext {
  readonly program: Foundation;
  readonly summaries: Map<FunctionNode, Effect>;
}

export function createEffects(program: Foundation): Effects {
  const context: EffectContext = { program, summaries: new Map() };
  return {
    of: (expression) => of(context, expression),
    ofFunction: (node) => ofFunction(context, node),
  };
}

function of(c: EffectContext, expression: ts.Expression): Effect {
  const node = unwrap(expression);
  if (ts.isAwaitExpression(node)) return of(c, node.expression);
  if (ts.isCallExpression(node)) return ofCall(c, node);
  if (ts.isNewExpression(node)) return ofPromise(c, node);
  if (ts.isConditionalExpression(node)) return merge([of(c, node.whenTrue), of(c, node.whenFalse)]);
  if (ts.isBinaryExpression(node)) return merge([of(c, node.left), of(c, node.right)]);
  if (ts.isTaggedTemplateExpression(node)) return ofTemplate(node, c.program);
  // A promise that was started before costs nothing more to wait for.
  if (ts.isIdentifier(node) && lookup(node)) return NO_EFFECT;
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) ? UNKNOWN : NO_EFFECT;
}

function ofCall(c: EffectContext, call: ts.CallExpression): Effect {
  const followUp = ofFollowUp(c, call);
  if (followUp) return followUp;
  const effect = ofPlainCall(c, call);
  return isInTransaction(call, c.program) ? { ...effect, isOrdered: true } : effect;
}

function ofPlainCall(c: EffectContext, call: ts.CallExpression): Effect {
  const request = awsCallOf(call, c.program);
  if (request) return ofRequest(request);
  const targets = c.program.calls.targetsOf(call);
  if (targets.length > 0) return merge(targets.map((target) => ofFunction(c, target)));
  return ofCombinator(c, call) ?? (isOfContainer(c, call) ? NO_EFFECT : ofLibraryCall(call, c.program));
}

/** `kept.get(id)` of a map, `all.at(-1)` of a list: local work. */
function isOfContainer(c: EffectContext, { expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const holders = c.program.possible.of(callee.expression);
  return holders.length > 0 && holders.every(({ kind }) => kind === 'container' || kind === 'array' || kind === 'list');
}

/** `.promise()`, `.then()`, `.catch()`: the call in front of it decides. */
function ofFollowUp(c: EffectContext, call: ts.CallExpression): Effect | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = callee.name.text;
  if (name === 'promise') return of(c, callee.expression);
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
  const effect = merge([of(c, callee.expression), ...call.arguments.map((argument) => ofCallback(c, argument))]);
  const isSwallowed = name === 'catch' && !call.arguments.some((each) => some(each, ts.isThrowStatement, 'nested'));
  return { ...effect, isSwallowed };
}

function ofCallback(c: EffectContext, node: ts.Expression): Effect {
  const callback = unwrap(node);
  if (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) {
    return { ...ofFunction(c, callback), isUnknown: false };
  }
  const functions = c.program.values.of(callback).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
  return merge(functions.map((each) => ofFunction(c, each)));
}

const ON_MANY = /^(map|flatMap|forEach|reduce|mapSeries|pMap|pAll|limit|run|retry|pRetry|backOff)$/;

/** `Promise.all([a(), b()])`, `Promise.all(list.map(fn))`, `pMap(list, fn)`. */
function ofCombinator(c: EffectContext, call: ts.CallExpression): Effect | undefined {
  const name = calleeName(call) ?? '';
  const object = ts.isPropertyAccessExpression(call.expression) ? call.expression.expression.getText() : '';
  const isPromise = /^(Promise|Bluebird|bluebird)$/.test(object);
  if (isPromise && name === 'resolve') return NO_EFFECT;
  if (!isPromise && !ON_MANY.test(name)) return undefined;
  return merge(call.arguments.map((argument) => ofPart(c, unwrap(argument))));
}

function ofPart(c: EffectContext, node: ts.Expression): Effect {
  if (!ts.isArrayLiteralExpression(node)) return ts.isCallExpression(node) ? ofCall(c, node) : ofCallback(c, node);
  return merge(node.elements.map((each) => of(c, ts.isSpreadElement(each) ? each.expression : each)));
}

function ofPromise(c: EffectContext, node: ts.NewExpression): Effect {
  const executor = node.arguments?.[0];
  if (!executor || !ts.isIdentifier(node.expression) || node.expression.text !== 'Promise') return NO_EFFECT;
  const effect = ofCallback(c, executor);
  if (doesIo(effect)) return effect;
  const hasTimer = some(executor, (each) => ts.isCallExpression(each) && calleeName(each) === 'setTimeout', 'nested');
  return hasTimer ? DELAY : UNKNOWN;
}

function ofFunction(c: EffectContext, node: FunctionNode): Effect {
  const known = c.summaries.get(node);
  if (known) return known;
  c.summaries.set(node, NO_EFFECT);
  const effect = summarise(c, node);
  c.summaries.set(node, effect);
  return effect;
}

function summarise(c: EffectContext, node: FunctionNode): Effect {
  const { calls, awaits, returns, templates } = c.program.factsOf(node);
  const awaited = new Set<ts.Node>([...awaits.map((each) => unwrap(each.expression)), ...returns.map(unwrap)]);
  const parts: Effect[] = [];
  for (const call of calls) {
    const effect = ts.isCallExpression(call) ? ofCall(c, call) : ofPromise(c, call);
    // What nobody waits for cannot hold the caller up, and most of it is plain local code.
    parts.push(awaited.has(call) ? effect : { ...effect, isUnknown: false, isMutating: false });
  }
  for (const template of templates) if (awaited.has(template)) parts.push(ofTemplate(template, c.program));
  const merged = merge(parts);
  return {
    ...merged,
    // A pause between retries inside does not make a caller's loop a deliberate throttle.
    isDelay: merged.isDelay && !doesIo(merged),
    isMutating: merged.isMutating || mutatesOutside(node, c.program),
    isSwallowed: isSwallowing(node),
  };
}
