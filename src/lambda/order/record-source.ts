import { ts } from 'ts-morph';
import { findAncestor, isFunctionNode, ownerOf, unwrap, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Program } from '../program.js';
import type { Iteration } from './iteration.js';

/**
 * The service that delivers the records of an event, by how many of them come at once and in which order: of `single`, one an event; of
 * a `queue` any number in any order; of a `stream` and a `fifo` queue any number in theirs.
 */
export type RecordSource = 'stream' | 'fifo' | 'single' | 'queue' | 'unknown';

/** What is walked in `for (const record of event.Records)`; `undefined` when it is no event's list. */
export function recordSource(iteration: Iteration, program: Program): RecordSource | undefined {
  const { list } = iteration;
  if (!list || !/\b[rR]ecords\b/.test(textBehind(list))) return undefined;
  const { functions } = program.reach.routeTo(ownerOf(iteration.node));
  const declared = sourceByDeclaration(functions);
  // The code looks the same for these two and the others.
  if (declared === 'single' || declared === 'fifo') return declared;
  return sourceByMembers(iteration, list) ?? sourceByType(iteration) ?? declared ?? 'unknown';
}

/** The list itself, or what a local name of it was made from. */
function textBehind(list: ts.Expression): string {
  const node = unwrap(list);
  const declaration = ts.isIdentifier(node) ? lookup(node)?.node : undefined;
  const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return `${node.getText()} ${initializer && !ts.isAwaitExpression(initializer) ? initializer.getText().slice(0, 200) : ''}`;
}

/** By what the deployment files say of the functions that come here. */
function sourceByDeclaration(functions: readonly LambdaFunction[]): RecordSource | undefined {
  const sources = functions.flatMap((fn) => fn.eventSources);
  const types = new Set(sources.map((source) => source.type));
  if (['dynamodb', 'kinesis', 'msk', 'kafka'].some((type) => types.has(type))) return 'stream';
  if (sources.some((source) => source.fifo)) return 'fifo';
  const queues = sources.filter((source) => source.type === 'sqs');
  if (queues.length > 0) return queues.every((source) => source.batchSize === 1) ? 'single' : 'queue';
  return types.has('s3') || types.has('sns') ? 'single' : undefined;
}

/** S3, SNS and SES deliver one record an event. */
const SOURCE_OF_MEMBER: ReadonlyMap<string, RecordSource> = new Map(
  Object.entries({
    dynamodb: 'stream',
    kinesis: 'stream',
    body: 'queue',
    messageId: 'queue',
    receiptHandle: 'queue',
    s3: 'single',
    Sns: 'single',
    ses: 'single',
  } as const),
);

/** By what the code takes from a record: `record.dynamodb`, `records[i].body`. */
function sourceByMembers(iteration: Iteration, list: ts.Expression): RecordSource | undefined {
  const names = elementNames(iteration, list);
  let source: RecordSource | undefined;
  walk(
    iteration.body,
    (node) => {
      if (ts.isPropertyAccessExpression(node) && isElement(node.expression, names, list))
        source = SOURCE_OF_MEMBER.get(node.name.text);
      return source !== undefined;
    },
    'nested',
  );
  return source;
}

/** Names that hold an element: the loop's variable, the callback's parameter, `const record = records[i]`. */
function elementNames({ node, body }: Iteration, list: ts.Expression): Set<string> {
  const names = new Set<string>();
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer))
    names.add(node.initializer.declarations[0]?.name.getText() ?? '');
  if (ts.isCallExpression(node) && isFunctionNode(body.parent))
    names.add(body.parent.parameters[0]?.name.getText() ?? '');
  walk(body, (each) => {
    if (ts.isVariableDeclaration(each) && each.initializer && isElementOf(each.initializer, list))
      names.add(each.name.getText());
  });
  return names;
}

function isElement(expression: ts.Expression, names: ReadonlySet<string>, list: ts.Expression): boolean {
  const object = unwrap(expression);
  return ts.isIdentifier(object) ? names.has(object.text) : isElementOf(object, list);
}

/** `records[i]` */
function isElementOf(expression: ts.Expression, list: ts.Expression): boolean {
  const object = unwrap(expression);
  return ts.isElementAccessExpression(object) && object.expression.getText() === list.getText();
}

/** By the type that somebody gave the handler. */
function sourceByType(iteration: Iteration): RecordSource | undefined {
  const types = typesAround(iteration.node);
  if (/\b(DynamoDBStream|Kinesis\w*|MSK|SelfManagedKafka)(Event|Record|Handler)/.test(types)) return 'stream';
  if (/\b(S3|SNS|SES)(Event|Handler|EventRecord)\b/.test(types)) return 'single';
  return /\bSQS(Event|Record|Handler)/.test(types) ? 'queue' : undefined;
}

/** Types of the parameters of the function around, and of the variable that holds it. */
function typesAround(node: ts.Node): string {
  const around = findAncestor(node, isFunctionNode);
  if (!around) return '';
  const annotated = around.parameters.map((parameter) => parameter.type?.getText() ?? '').join(' ');
  const holder = around.parent;
  const variable = ts.isVariableDeclaration(holder) ? (holder.type?.getText() ?? '') : '';
  return `${annotated} ${variable}`;
}
