import { ts } from 'ts-morph';
import {
  calleeName,
  findAncestor,
  isFunctionNode,
  isLoop,
  type LoopNode,
  memberName,
  type Owner,
  ownerOf,
  some,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Program } from '../program.js';

/** Code that runs once for each element: a loop, or a callback of `map` and the like. */
export interface Iteration {
  readonly node: LoopNode | ts.CallExpression;
  /** What is walked; absent for `while` and for loops that only count. */
  readonly list?: ts.Expression;
  readonly body: ts.Node;
  /** One after the other, each awaited before the next. */
  readonly isSequential: boolean;
}

/** The innermost iteration around a node, within its own function or as the callback's body. */
export function iterationAround(node: ts.Node): Iteration | undefined {
  const owner = ownerOf(node);
  for (let at = node.parent; at && at !== owner; at = at.parent)
    if (isLoop(at) && isInBody(node, at)) return ofLoop(at);
  return ofCallback(owner);
}

export function ofLoop(loop: LoopNode): Iteration {
  return { node: loop, list: listOf(loop), body: loop.statement, isSequential: true };
}

/** `return`, `break` and `yield` that leave a loop: what comes after may never happen. */
export function exitsOf(loop: LoopNode): ts.Node[] {
  const exits: ts.Node[] = [];
  const visit = (node: ts.Node, isBreakable: boolean): void => {
    if (isFunctionNode(node)) return;
    const leaves = ts.isBreakStatement(node) ? isBreakable || !!node.label : ts.isReturnStatement(node);
    if (leaves || ts.isYieldExpression(node)) exits.push(node);
    const isInner = ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
    ts.forEachChild(node, (child) => visit(child, isBreakable && !isInner));
  };
  visit(loop.statement, true);
  return exits;
}

function isInBody(node: ts.Node, loop: LoopNode): boolean {
  return node.pos >= loop.statement.pos && node.end <= loop.statement.end;
}

function listOf(loop: LoopNode): ts.Expression | undefined {
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return loop.expression;
  if (!ts.isForStatement(loop) || !loop.condition) return undefined;
  // `i < items.length`
  const length = findLength(loop.condition);
  return length?.expression;
}

function findLength(condition: ts.Expression): ts.PropertyAccessExpression | undefined {
  let found: ts.PropertyAccessExpression | undefined;
  some(condition, (each) => {
    if (ts.isPropertyAccessExpression(each) && each.name.text === 'length') found = each;
    return !!found;
  });
  return found;
}

const EACH = /^(map|forEach|flatMap|filter|each|mapSeries|mapLimit|pMap|mapConcurrently)$/;

/** Is it the name of a function that calls what it is given for each element? */
export function goesOverEach(name: string): boolean {
  return EACH.test(name);
}

function ofCallback(owner: Owner): Iteration | undefined {
  if (!isFunctionNode(owner) || !owner.body) return undefined;
  const call = owner.parent;
  if (!ts.isCallExpression(call) || !call.arguments.includes(owner as ts.Expression)) return undefined;
  return EACH.test(calleeName(call) ?? '')
    ? { node: call, list: listGivenTo(call), body: owner.body, isSequential: false }
    : undefined;
}

/** `list` of `list.map(fn)`, `_.map(list, fn)` and `pMap(list, fn)`. */
function listGivenTo(call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) && !/^(Promise|_|lodash|async)$/.test(callee.expression.getText())
    ? callee.expression
    : call.arguments[0];
}

/** `list.map(load)`: runs a function, given by its name, for each element. */
export function iterationByName(call: ts.CallExpression, body: ts.Node): Iteration | undefined {
  if (!EACH.test(calleeName(call) ?? '')) return undefined;
  return { node: call, list: listGivenTo(call), body, isSequential: false };
}

/** The number of elements, where the code shows it. */
export function knownSize(iteration: Iteration, program: Program): number | undefined {
  if (iteration.list) {
    for (const value of program.values.of(iteration.list)) {
      if (value.kind === 'array' && isComplete(value.node, iteration.list)) return value.node.elements.length;
    }
    return entriesSize(iteration.list, program) ?? restSize(iteration.list, program);
  }
  return countTo(iteration.node);
}

/** A literal with all its elements; an empty one, or one that is filled later, says nothing of the size. */
function isComplete(literal: ts.ArrayLiteralExpression, list: ts.Expression): boolean {
  if (literal.elements.length === 0 || literal.elements.some(ts.isSpreadElement)) return false;
  const name = unwrap(list);
  const declaration = ts.isIdentifier(name) ? lookup(name)?.node : undefined;
  const scope = declaration && findAncestor(declaration, isScopeNode);
  return !declaration || !scope || !some(scope, (each) => isFilling(each, declaration), 'nested');
}

function isScopeNode(node: ts.Node): node is ts.Block | ts.SourceFile {
  return ts.isBlock(node) || ts.isSourceFile(node);
}

function isFilling(node: ts.Node, declaration: ts.Declaration): boolean {
  if (!ts.isCallExpression(node) || !/^(push|unshift|splice)$/.test(memberName(node.expression) ?? '')) return false;
  const target = unwrap((node.expression as ts.PropertyAccessExpression).expression);
  return ts.isIdentifier(target) && lookup(target)?.node === declaration;
}

/** `Object.keys(LITERAL)` and its siblings. */
function entriesSize(list: ts.Expression, program: Program): number | undefined {
  const call = unwrap(list);
  if (!ts.isCallExpression(call) || !/^Object\.(keys|values|entries)$/.test(call.expression.getText()))
    return undefined;
  const [argument] = call.arguments;
  if (!argument) return undefined;
  for (const value of program.values.of(argument)) {
    if (value.kind === 'object' && !value.node.properties.some(ts.isSpreadAssignment))
      return value.node.properties.length;
  }
  return undefined;
}

/** `(...names)`: as many as the call with the most arguments gives. */
function restSize(list: ts.Expression, program: Program): number | undefined {
  const name = unwrap(list);
  const parameter = ts.isIdentifier(name) ? lookup(name)?.node : undefined;
  if (!parameter || !ts.isParameter(parameter) || !parameter.dotDotDotToken || !isFunctionNode(parameter.parent))
    return undefined;
  const first = parameter.parent.parameters.indexOf(parameter);
  const sites = program.values.callSitesOf(parameter.parent);
  if (sites.length === 0 || sites.some((site) => site.arguments?.some(ts.isSpreadElement))) return undefined;
  return Math.max(...sites.map((site) => (site.arguments?.length ?? 0) - first));
}

/** `for (let i = 0; i < 3; i++)` */
function countTo(loop: ts.Node): number | undefined {
  if (!ts.isForStatement(loop) || !loop.condition || !ts.isBinaryExpression(loop.condition)) return undefined;
  const { right } = loop.condition;
  if (ts.isNumericLiteral(right)) return Number(right.text);
  const declaration = ts.isIdentifier(right) ? lookup(right)?.node : undefined;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer && ts.isNumericLiteral(initializer) ? Number(initializer.text) : undefined;
}

/** The records that the service delivers, when the list is the event's. */
export type RecordSource = 'stream' | 'fifo' | 'single' | 'queue' | 'unknown';

/** What is walked in `for (const record of event.Records)`; `undefined` when it is no event's list. */
export function recordSource(iteration: Iteration, program: Program): RecordSource | undefined {
  const { list } = iteration;
  if (!list || !/\b[rR]ecords\b/.test(textBehind(list))) return undefined;
  const { functions } = program.reach.routeTo(ownerOf(iteration.node));
  const declared = sourceOf(functions);
  if (declared === 'single' || declared === 'fifo') return declared;
  return sourceByMembers(iteration) ?? sourceByType(iteration) ?? declared ?? 'unknown';
}

const SOURCE_OF_MEMBER: Readonly<Record<string, RecordSource>> = {
  dynamodb: 'stream',
  kinesis: 'stream',
  body: 'queue',
  messageId: 'queue',
  receiptHandle: 'queue',
  s3: 'single',
  Sns: 'single',
  ses: 'single',
};

/** By what the code takes from a record: `record.dynamodb`, `records[i].body`. S3, SNS and SES deliver one record an event. */
function sourceByMembers(iteration: Iteration): RecordSource | undefined {
  const names = elementNames(iteration);
  let source: RecordSource | undefined;
  walk(
    iteration.body,
    (node) => {
      if (!ts.isPropertyAccessExpression(node)) return false;
      const object = unwrap(node.expression);
      const isElement = ts.isIdentifier(object)
        ? names.has(object.text)
        : ts.isElementAccessExpression(object) && isSameText(object.expression, iteration.list);
      if (isElement) source = SOURCE_OF_MEMBER[node.name.text];
      return source !== undefined;
    },
    'nested',
  );
  return source;
}

/** Names that hold an element: the loop's variable, the callback's parameter, `const record = records[i]`. */
function elementNames({ node, body, list }: Iteration): Set<string> {
  const names = new Set<string>();
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer))
    names.add(node.initializer.declarations[0]?.name.getText() ?? '');
  if (ts.isCallExpression(node) && isFunctionNode(body.parent))
    names.add(body.parent.parameters[0]?.name.getText() ?? '');
  walk(body, (each) => {
    if (!ts.isVariableDeclaration(each) || !each.initializer) return;
    const source = unwrap(each.initializer);
    if (ts.isElementAccessExpression(source) && isSameText(source.expression, list)) names.add(each.name.getText());
  });
  return names;
}

function isSameText(a: ts.Expression, b: ts.Expression | undefined): boolean {
  return a.getText() === b?.getText();
}

function sourceByType(iteration: Iteration): RecordSource | undefined {
  if (hasType(iteration, /\b(DynamoDBStream|Kinesis\w*|MSK|SelfManagedKafka)(Event|Record|Handler)/)) return 'stream';
  if (hasType(iteration, /\b(S3|SNS|SES)(Event|Handler|EventRecord)\b/)) return 'single';
  return hasType(iteration, /\bSQS(Event|Record|Handler)/) ? 'queue' : undefined;
}

function sourceOf(functions: readonly LambdaFunction[]): RecordSource | undefined {
  const sources = functions.flatMap((fn) => fn.eventSources);
  const types = new Set(sources.map((source) => source.type));
  if (['dynamodb', 'kinesis', 'msk', 'kafka'].some((type) => types.has(type))) return 'stream';
  if (sources.some((source) => source.fifo)) return 'fifo';
  const queues = sources.filter((source) => source.type === 'sqs');
  if (queues.length > 0) return queues.every((source) => source.batchSize === 1) ? 'single' : 'queue';
  return types.has('s3') || types.has('sns') ? 'single' : undefined;
}

/** The list itself, or what a local name of it was made from. */
function textBehind(list: ts.Expression): string {
  const node = unwrap(list);
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return `${node.getText()} ${initializer && !ts.isAwaitExpression(initializer) ? initializer.getText().slice(0, 200) : ''}`;
}

function hasType(iteration: Iteration, type: RegExp): boolean {
  const around = findAncestor(iteration.node, isFunctionNode);
  if (!around) return false;
  const annotated = around.parameters.map((parameter) => parameter.type?.getText() ?? '').join(' ');
  const holder = around.parent;
  const variable = ts.isVariableDeclaration(holder) ? (holder.type?.getText() ?? '') : '';
  return type.test(`${annotated} ${variable}`);
}
