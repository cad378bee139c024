import type { EventSource } from '../../model/function.js';
import { readAmplifyEvents } from '../amplify/events.js';
import { edgeEvent } from '../edge.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { LibraryObject, LibraryValue, ObjectValue, type Value } from '../evaluate/values.js';
import { withoutUndefined } from '../settings.js';
import { isMadeByPackage, libraryObjectBehind, mentionsIn, propsOf } from './constructs.js';
import { polledKind } from './mappings.js';

/** Classes that connect a function given to them → the type of event they bring. */
const CONNECTORS: Readonly<Record<string, string>> = {
  LambdaIntegration: 'rest',
  LambdaRestApi: 'rest',
  RequestAuthorizer: 'authorizer',
  TokenAuthorizer: 'authorizer',
  HttpLambdaAuthorizer: 'authorizer',
  HttpLambdaIntegration: 'http',
  LambdaProxyIntegration: 'http',
  WebSocketLambdaIntegration: 'websocket',
  LambdaWebSocketIntegration: 'websocket',
  LambdaSubscription: 'sns',
  LambdaDestination: 's3',
  LambdaInvoke: 'step-functions',
  InvokeFunction: 'step-functions',
  LambdaTarget: 'alb',
  Provider: 'custom-resource',
  Trigger: 'custom-resource',
  UserPool: 'cognito',
  CfnUserPool: 'cognito',
  LambdaDataSource: 'appsync',
};

/** Methods that connect a function given to them. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['addLambdaDataSource', 'appsync'],
  ['addTrigger', 'cognito'],
]);

/** Event source classes, as `addEventSource` takes them. */
const SOURCES: Readonly<Record<string, string>> = {
  SqsEventSource: 'sqs',
  DynamoEventSource: 'dynamodb',
  KinesisEventSource: 'kinesis',
  SnsEventSource: 'sns',
  S3EventSource: 's3',
  S3EventSourceV2: 's3',
  ApiEventSource: 'rest',
  ManagedKafkaEventSource: 'msk',
  SelfManagedKafkaEventSource: 'kafka',
};

export type EventsByFunction = Map<LibraryObject, EventSource[]>;

/** Event sources of each function construct, from what the deployment code made and called. */
export function readCdkEvents(evaluator: Evaluator): EventsByFunction {
  const events: EventsByFunction = new Map();
  const add = (target: LibraryObject | undefined, event: EventSource) => {
    if (!target) return;
    const known = events.get(target) ?? [];
    // A function may be called at the viewer and at the origin.
    const isSame = (each: EventSource) =>
      each.type === event.type && (event.edge === undefined || each.edge === event.edge);
    if (!known.some(isSame)) events.set(target, [...known, event]);
  };
  for (const object of evaluator.created) readCreated(object, add);
  for (const [target, types] of readAmplifyEvents(evaluator)) for (const type of types) add(target, { type });
  for (const { owner, method, args } of evaluator.calls) {
    const type = METHODS.get(method);
    if (method === 'addEventSource') add(libraryObjectBehind(owner), readSource(args[0]));
    else if (method === 'addFunctionUrl') add(libraryObjectBehind(owner), { type: 'url' });
    else if (method === 'addEventSourceMapping') add(libraryObjectBehind(owner), polledEvent(args));
    else if (method === 'addBehavior') for (const each of associationsIn(args)) add(each.target, each.event);
    else if (method === 'addTarget') for (const each of args) addTarget(each, libraryObjectBehind(owner), add);
    else if (type !== undefined) for (const each of args) add(libraryObjectBehind(each), { type });
  }
  // It may be handed to a distribution that is made elsewhere.
  for (const object of evaluator.created) if (object.type.name === 'EdgeFunction') add(object, { type: 'cloudfront' });
  return events;
}

type Add = (target: LibraryObject | undefined, event: EventSource) => void;

function readCreated(object: LibraryObject, add: Add): void {
  const { name } = object.type;
  if (name === 'EventSourceMapping' || name === 'CfnEventSourceMapping') {
    const target = propsOf(object).get(name === 'EventSourceMapping' ? 'target' : 'functionName');
    for (const each of mentionsIn([target])) add(each, polledEvent(object.args));
  }
  if (/Distribution$/.test(name)) for (const { target, event } of associationsIn(object.args)) add(target, event);
  const targets = propsOf(object).get('targets');
  if (name === 'Rule' && Array.isArray(targets)) for (const each of targets) addTarget(each, object, add);
  if (isMadeByPackage(object) && schedulesGiven(object.args).length > 0) add(object, { type: 'schedule' });
  for (const target of mentionsIn(deployTimeTargets(object))) add(target, { type: 'custom-resource' });
  const type = isSchedulerTarget(object) ? 'schedule' : CONNECTORS[name];
  if (type !== undefined) for (const target of mentionsIn(object.args)) add(target, { type });
}

/** `edgeLambdas: [{ functionVersion, eventType }]`, and `lambdaFunctionAssociations: [{ lambdaFunction, eventType }]` of the older construct. */
function associationsIn(
  values: readonly Value[],
  depth = 0,
): { readonly target: LibraryObject | undefined; readonly event: EventSource }[] {
  if (depth > 6) return [];
  return values.flatMap((value) => {
    const each = guessOf(value);
    if (Array.isArray(each)) return associationsIn(each, depth + 1);
    if (!(each instanceof ObjectValue)) return [];
    const type = guessOf(each.get('eventType'));
    const version = guessOf(
      ['functionVersion', 'lambdaFunction', 'lambdaFunctionArn'].map((key) => each.get(key)).find(Boolean),
    );
    if (type === undefined || version === undefined) return associationsIn([...each.properties.values()], depth + 1);
    return [{ target: functionBehind(version), event: edgeEvent(type instanceof LibraryValue ? type.name : type) }];
  });
}

/** `fn.currentVersion`, or a version that is made of the function. */
function functionBehind(version: Value): LibraryObject | undefined {
  const made = libraryObjectBehind(version);
  if (made?.type.name !== 'Version') return made;
  return libraryObjectBehind(propsOf(made).get('lambda')) ?? made;
}

/** `{ rules: [{ schedule }] }`: each object that has a schedule. What the package makes of it, its property says. */
export function schedulesGiven(values: readonly Value[], depth = 0): ObjectValue[] {
  if (depth > 3) return [];
  return values.flatMap((each) => {
    if (Array.isArray(each)) return schedulesGiven(each, depth + 1);
    if (!(each instanceof ObjectValue)) return [];
    const isSchedule = ([key, value]: readonly [string, Value]) => /^schedules?$/i.test(key) && value !== undefined;
    const own = [...each.properties].some(isSchedule) ? [each] : [];
    return [...own, ...schedulesGiven([...each.properties.values()], depth + 1)];
  });
}

/** What a deployment itself calls; other functions that a custom resource mentions are what it is about. */
function deployTimeTargets(object: LibraryObject): readonly Value[] {
  const props = propsOf(object);
  if (/^(Cfn)?CustomResource$/.test(object.type.name)) return [props.get('serviceToken')];
  if (object.type.name === 'TriggerFunction') return [object];
  if (object.type.name !== 'AwsCustomResource') return [];
  return ['onCreate', 'onUpdate', 'onDelete'].flatMap((phase) => {
    const call = props.get(phase);
    const isInvoke = call instanceof ObjectValue && /lambda/i.test(String(call.get('service')));
    return isInvoke && /^invoke/i.test(String(call.get('action'))) ? [call.get('parameters')] : [];
  });
}

/** EventBridge Scheduler and Step Functions both have a `LambdaInvoke`. */
function isSchedulerTarget({ type }: LibraryObject): boolean {
  return type.name === 'LambdaInvoke' && /aws[-_]scheduler/.test([type.module, ...type.path].join('/'));
}

/** `new LambdaFunction(fn)` as the target of a rule: a schedule when the rule has one. */
function addTarget(target: Value, rule: LibraryObject | undefined, add: Add): void {
  if (!(target instanceof LibraryObject) || target.type.name !== 'LambdaFunction') return;
  const isScheduled = rule !== undefined && propsOf(rule).get('schedule') !== undefined;
  for (const each of mentionsIn(target.args.slice(0, 1))) add(each, { type: isScheduled ? 'schedule' : 'eventbridge' });
}

/** What a mapping polls; of most nobody knows more than that it is there. */
function polledEvent(args: readonly Value[]): EventSource {
  const props = args.findLast((each) => each instanceof ObjectValue);
  if (!(props instanceof ObjectValue)) return { type: 'other' };
  const kind = polledKind(props);
  return withBatching(kind === 'unknown' ? 'other' : kind, props, libraryObjectBehind(props.get('eventSourceArn')));
}

function readSource(source: Value): EventSource {
  if (!(source instanceof LibraryObject)) return { type: 'other' };
  const type = SOURCES[source.type.name] ?? 'other';
  return withBatching(type, propsOf(source), libraryObjectBehind(source.args[0]));
}

function withBatching(type: string, props: ObjectValue, queue?: LibraryObject): EventSource {
  const batchSize = props.get('batchSize');
  const isFifo = type === 'sqs' && queue !== undefined && propsOf(queue).get('fifo') === true;
  return withoutUndefined({
    type,
    batchSize: typeof batchSize === 'number' ? batchSize : undefined,
    fifo: isFifo ? true : undefined,
    reportBatchItemFailures: reportsFailures(props) ? true : undefined,
  });
}

function reportsFailures(props: ObjectValue): boolean {
  const levelOne = props.get('functionResponseTypes');
  const isStated = Array.isArray(levelOne) && levelOne.includes('ReportBatchItemFailures');
  return isStated || props.get('reportBatchItemFailures') === true;
}
