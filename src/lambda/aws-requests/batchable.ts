import { ts } from 'ts-morph';
import {
  type FunctionNode,
  isFunctionNode,
  isLoop,
  type Owner,
  ownerOf,
  propertyValue,
  some,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { BatchForm } from '../catalogue/batch-form.js';
import { batchReadFor } from '../catalogue/batch-reads.js';
import { batchWriteOf } from '../catalogue/batch-writes.js';
import { doesIo, type Effect } from '../effects/effect.js';
import type { Module } from '../modules/modules.js';
import { goesOverEach, type Iteration, iterationAround, iterationByName } from '../order/iteration.js';
import { knownSize } from '../order/known-size.js';
import { exitsOf } from '../order/loop-exits.js';
import { recordSource } from '../order/record-source.js';
import { callsIn, type Program } from '../program.js';
import { type AwsCall, awsCallOf, hasInput } from './aws-calls.js';

/** A request for one item inside an iteration, made on the spot or by a function that does little else. */
export interface PerItemCall {
  /** The call inside the iteration. */
  readonly node: ts.Node;
  readonly owner: Owner;
  readonly iteration: Iteration;
  readonly request: AwsCall;
  readonly form: BatchForm;
}

/** What a finding says of it: the words to fill in, and where the request is when a helper sends it. */
export function detailsOf({ node, request, form }: PerItemCall) {
  return {
    data: { operation: request.operation, batch: form.words ?? form.batch, limit: form.limit },
    related: request.node === node ? [] : [{ node: request.place, message: `${request.operation} is sent here` }],
  };
}

type RequestKind = 'read' | 'write';

/** Every call of a file that asks for, or stores, one item of many at a time. */
export function* perItemCalls(kind: RequestKind, module: Module, program: Program): Iterable<PerItemCall> {
  for (const { call, owner } of callsIn(module)) {
    if (!ts.isCallExpression(call) || isCallbackOfHelper(call)) continue;
    const iteration = manyItemsAround(call, program);
    if (!iteration || !program.reach.isPerInvocation(call) || isOnErrorPath(call) || mayBeLast(call)) continue;
    const request = awsCallOf(call, program) ?? onlyRequestOf(call, program);
    const form = request && formOf(kind, request);
    if (form && isPlain(request, program)) yield { node: call, owner, iteration, request, form };
  }
  yield* handedByName(kind, module, program);
}

/** `work(item)` inside of `mapConcurrently(items, limit, work)`: the place to mend is where `work` is handed over. */
function isCallbackOfHelper({ expression }: ts.CallExpression): boolean {
  const declaration = ts.isIdentifier(expression) ? lookup(expression)?.node : undefined;
  if (!declaration || !ts.isParameter(declaration) || !isFunctionNode(declaration.parent)) return false;
  return goesOverEach(declaration.parent.name?.getText() ?? '');
}

/** `ids.map(loadUser)`: no call of `loadUser` is written down. */
function* handedByName(kind: RequestKind, module: Module, program: Program): Iterable<PerItemCall> {
  for (const { call, owner } of callsIn(module)) {
    if (!ts.isCallExpression(call)) continue;
    const targets = functionsNamedIn(call, program);
    const iteration = targets[0] && iterationByName(call, targets[0]);
    if (!iteration || !hasManyItems(iteration, program) || !program.reach.isPerInvocation(call)) continue;
    const request = isOnErrorPath(call) ? undefined : onlyRequestIn(targets, program);
    const form = request && formOf(kind, request);
    if (form && isPlain(request, program)) yield { node: call, owner, iteration, request, form };
  }
}

function functionsNamedIn(call: ts.CallExpression, program: Program): FunctionNode[] {
  const names = call.arguments.filter((each) => ts.isIdentifier(each) || ts.isPropertyAccessExpression(each));
  const values = names.flatMap((name) => program.values.of(name));
  return values.flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}

function formOf(kind: RequestKind, request: AwsCall): BatchForm | undefined {
  const { service, operation } = request;
  return kind === 'write' ? batchWriteOf(service, operation) : batchReadFor(service, operation);
}

/** A function of ours whose whole effect is one request: a thin wrapper. */
function onlyRequestOf(call: ts.CallExpression, program: Program): AwsCall | undefined {
  return onlyRequestIn(program.calls.targetsOf(call), program);
}

function onlyRequestIn(candidates: readonly FunctionNode[], program: Program): AwsCall | undefined {
  const targets = candidates.filter((each) => !isLocalWork(program.effects.ofFunction(each)));
  const [target] = targets;
  if (targets.length !== 1 || !target) return undefined;
  const { requests, isUnknown, isDelay, isRead, isWrite, isNotification } = program.effects.ofFunction(target);
  const [request] = requests;
  if (requests.length !== 1 || !request || isUnknown || isDelay || isOnErrorPath(request.node)) return undefined;
  if (Number(isRead) + Number(isWrite) + Number(isNotification) > 1) return undefined;
  // In a loop of its own it is reported there.
  return iterationAround(request.node) || isConditional(request.node, target) ? undefined : request;
}

/** What stands in for the real thing in development and tests: `load: async (id) => kept.get(id)`. */
function isLocalWork(effect: Effect): boolean {
  return !doesIo(effect) && !effect.isUnknown && !effect.isDelay;
}

function isConditional(node: ts.Node, within: ts.Node): boolean {
  for (let at = node.parent; at && at !== within; at = at.parent)
    if (ts.isIfStatement(at) || ts.isConditionalExpression(at)) return true;
  return false;
}

/** The innermost iteration over more than an item or two. */
function manyItemsAround(node: ts.Node, program: Program): Iteration | undefined {
  for (let at = iterationAround(node); at; at = iterationAround(at.node)) if (hasManyItems(at, program)) return at;
  return undefined;
}

/** The loop may end with what this call gave: the items after it are not wanted then. */
function mayBeLast(call: ts.CallExpression): boolean {
  const loop = iterationAround(call)?.node;
  return !!loop && isLoop(loop) && exitsOf(loop).some((exit) => exit.pos > call.pos);
}

function hasManyItems(iteration: Iteration, program: Program): boolean {
  // Loops that walk no list count attempts, or page.
  if (!iteration.list) return false;
  const size = knownSize(iteration, program);
  return size === undefined ? recordSource(iteration, program) !== 'single' : size > 2;
}

/** In a `catch`, or handed to `.catch()`: for the odd item that failed. */
function isOnErrorPath(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCatchClause(at)) return true;
    if (isFunctionNode(at)) {
      const call = at.parent;
      return (
        ts.isCallExpression(call) &&
        ts.isPropertyAccessExpression(call.expression) &&
        call.expression.name.text === 'catch'
      );
    }
  }
  return false;
}

/** Has no part that a batch call cannot do: conditions, old values, phone numbers, several entries already. */
function isPlain(request: AwsCall, program: Program): boolean {
  const { service, operation, input } = request;
  if (request.isConditional || (request.via === 'library' && hasOption(request.node, /^(conditions?|returnValues)$/)))
    return false;
  if (service === 'dynamodb' && mentions(request, /^(ConditionExpression|ConditionCheck|ReturnValues|Expected)$/))
    return false;
  if (service === 'sns' && (hasInput(request, 'PhoneNumber') || mentions(request, /^PhoneNumber$/))) return false;
  if (operation !== 'PutEvents') return true;
  return isOneEntry(input, program);
}

/** Looks at the literal, and where the input is built elsewhere, at the function that sends it. */
function mentions({ node, input }: AwsCall, name: RegExp): boolean {
  return hasOption(input ?? ownerOf(node), name);
}

function hasOption(node: ts.Node, name: RegExp): boolean {
  return some(
    node,
    (each) =>
      (ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each)) && name.test(each.name.getText()),
    'nested',
  );
}

function isOneEntry(input: ts.ObjectLiteralExpression | undefined, program: Program): boolean {
  const entries = input && propertyValue(input, 'Entries');
  if (!entries) return false;
  return program.values.of(entries).some((value) => value.kind === 'array' && isOfOne(value.node));
}

function isOfOne({ elements: [first, ...others] }: ts.ArrayLiteralExpression): boolean {
  return first !== undefined && others.length === 0 && !ts.isSpreadElement(first);
}
