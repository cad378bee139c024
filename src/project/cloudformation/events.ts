import type { EventSource } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toNumber } from '../declared.js';
import { edgeEvent } from '../edge.js';
import { bodyRoutes } from './api-bodies.js';
import { functionIn } from './named-functions.js';
import { resourceNamed, type Stack, type StackResource } from './stack.js';

/** Event types of SAM → our names. */
const SAM_TYPES: ReadonlyMap<string, string> = new Map([
  ['Api', 'rest'],
  ['HttpApi', 'http'],
  ['Schedule', 'schedule'],
  ['ScheduleV2', 'schedule'],
  ['CloudWatchEvent', 'eventbridge'],
  ['EventBridgeRule', 'eventbridge'],
  ['CloudWatchLogs', 'logs'],
  ['IoTRule', 'iot'],
  ['AlexaSkill', 'alexa'],
  ['SelfManagedKafka', 'kafka'],
]);

/** Principals that a permission lets invoke a function → our names. */
const PRINCIPALS: ReadonlyMap<string, string> = new Map([
  ['s3.amazonaws.com', 's3'],
  ['sns.amazonaws.com', 'sns'],
  ['events.amazonaws.com', 'eventbridge'],
  ['cognito-idp.amazonaws.com', 'cognito'],
  ['logs.amazonaws.com', 'logs'],
  ['iot.amazonaws.com', 'iot'],
  ['apigateway.amazonaws.com', 'rest'],
  ['scheduler.amazonaws.com', 'schedule'],
]);

/** Event sources stated in a function's own `Events` and `FunctionUrlConfig`. */
export function readOwnEvents(stack: Stack, properties: PlainObject): EventSource[] {
  const events = Object.values(objectAt(properties, 'Events')).filter(isObject);
  const own = events.map((event) => {
    const type = String(event.Type);
    return withBatching(SAM_TYPES.get(type) ?? type.toLowerCase(), objectAt(event, 'Properties'), stack);
  });
  return isObject(properties.FunctionUrlConfig) ? [...own, { type: 'url' }] : own;
}

/** Event sources of functions, by the id of their declaration, that other resources of these stacks state. */
export function readLinkedEvents(stacks: readonly Stack[]): Map<string, EventSource[]> {
  const links = new Map<string, EventSource[]>();
  const add = (fn: string | undefined, event: EventSource, isKnown: (known: EventSource) => boolean) => {
    if (fn === undefined) return;
    const known = links.get(fn) ?? [];
    if (!known.some(isKnown)) links.set(fn, [...known, event]);
  };
  const resources = stacks.flatMap((stack) => stack.resources);
  const addOnce = (fn: string | undefined, event: EventSource) => add(fn, event, ({ type }) => type === event.type);
  for (const resource of resources) {
    for (const [target, event] of eventsOf(resource)) addOnce(functionIn(resource.stack, target), event);
    const type = /HttpApi$|V2::Api$/.test(resource.type) ? 'http' : 'rest';
    for (const route of bodyRoutes(resource)) addOnce(route.function, { type });
  }
  // Permissions come last: they say less than the resource that uses them.
  for (const { stack, type, resolved } of resources) {
    const event = PRINCIPALS.get(String(resolved.Principal));
    if (type === 'AWS::Lambda::Permission' && event !== undefined)
      add(stack.functionOf(resolved.FunctionName), { type: event }, (known) => isCovered(event, known.type));
  }
  return links;
}

/** Does an event source that is known say as much? */
function isCovered(type: string, known: string): boolean {
  return known === type || (type === 'rest' && known === 'http') || (type === 'eventbridge' && known === 'schedule');
}

function eventsOf({ stack, type, resolved: properties }: StackResource): [Plain, EventSource][] {
  if (type === 'AWS::Lambda::EventSourceMapping') {
    const source = sourceType(properties.EventSourceArn, stack);
    return [[properties.FunctionName, withBatching(source, properties, stack)]];
  }
  if (type === 'AWS::Lambda::Url') return [[properties.TargetFunctionArn, { type: 'url' }]];
  if (type === 'AWS::Events::Rule') {
    const event = properties.ScheduleExpression === undefined ? 'eventbridge' : 'schedule';
    const targets = Array.isArray(properties.Targets) ? properties.Targets.filter(isObject) : [];
    return targets.map((target) => [target.Arn, { type: event }]);
  }
  if (type === 'AWS::CloudFront::Distribution')
    return associationsOf(stack, objectAt(properties, 'DistributionConfig'));
  if (type === 'AWS::ApiGatewayV2::Integration') return [[properties.IntegrationUri, { type: 'http' }]];
  if (type === 'AWS::ApiGateway::Method') return [[objectAt(properties, 'Integration').Uri, { type: 'rest' }]];
  const isCustom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  return isCustom ? [[properties.ServiceToken, { type: 'custom-resource' }]] : [];
}

/** What CloudFront calls, for all paths or for some. */
function associationsOf(stack: Stack, distribution: PlainObject): [Plain, EventSource][] {
  const behaviours = [distribution.DefaultCacheBehavior, distribution.CacheBehaviors].flat().filter(isObject);
  return behaviours
    .flatMap((each) => [each.LambdaFunctionAssociations].flat())
    .filter(isObject)
    .map((each) => [functionOfVersion(stack, each.LambdaFunctionARN), edgeEvent(each.EventType)]);
}

/** `!Ref Fn.Version`, which SAM makes, or a version of its own. */
function functionOfVersion(stack: Stack, version: Plain): Plain {
  const name = isObject(version) ? version.Ref : undefined;
  if (typeof name === 'string' && name.endsWith('.Version')) return { Ref: name.replace(/\.Version$/, '') };
  const made = resourceNamed(stack, version);
  return made?.type === 'AWS::Lambda::Version' ? made.resolved.FunctionName : version;
}

/** The service that an event source's ARN belongs to. */
function sourceType(arn: Plain, stack: Stack): string {
  if (typeof arn === 'string') return arn.split(':')[2] ?? 'other';
  const type = resourceNamed(stack, arn)?.type;
  return type?.split('::')[1]?.toLowerCase().replace('serverless', 'dynamodb') ?? 'other';
}

function withBatching(type: string, properties: PlainObject, stack: Stack): EventSource {
  const queue = properties.Queue ?? properties.EventSourceArn;
  const responses = [properties.FunctionResponseTypes].flat();
  return {
    type,
    ...(toNumber(properties.BatchSize) === undefined ? {} : { batchSize: toNumber(properties.BatchSize) }),
    ...(type === 'sqs' && isFifo(queue, stack) ? { fifo: true } : {}),
    ...(responses.includes('ReportBatchItemFailures') ? { reportBatchItemFailures: true } : {}),
  };
}

function isFifo(queue: Plain, stack: Stack): boolean {
  if (typeof queue === 'string') return queue.endsWith('.fifo');
  return String(resourceNamed(stack, queue)?.resolved.FifoQueue) === 'true';
}
