import type { EventSource } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toNumber } from '../declared.js';
import { getReferenced, type Resource, type Template } from './template.js';

/** Event types of SAM → our names. */
const SAM_TYPES: Readonly<Record<string, string>> = {
  Api: 'rest',
  HttpApi: 'http',
  Schedule: 'schedule',
  ScheduleV2: 'schedule',
  CloudWatchEvent: 'eventbridge',
  EventBridgeRule: 'eventbridge',
  CloudWatchLogs: 'logs',
  IoTRule: 'iot',
  AlexaSkill: 'alexa',
  SelfManagedKafka: 'kafka',
};

/** Principals that a permission lets invoke a function → our names. */
const PRINCIPALS: Readonly<Record<string, string>> = {
  's3.amazonaws.com': 's3',
  'sns.amazonaws.com': 'sns',
  'events.amazonaws.com': 'eventbridge',
  'cognito-idp.amazonaws.com': 'cognito',
  'logs.amazonaws.com': 'logs',
  'iot.amazonaws.com': 'iot',
  'apigateway.amazonaws.com': 'rest',
  'scheduler.amazonaws.com': 'schedule',
};

/** Event sources stated in a function's own `Events` and `FunctionUrlConfig`. */
export function readOwnEvents(properties: PlainObject, template: Template): EventSource[] {
  const events = Object.values(objectAt(properties, 'Events')).filter(isObject);
  const own = events.map((event) => {
    const type = String(event.Type);
    return withBatching(SAM_TYPES[type] ?? type.toLowerCase(), objectAt(event, 'Properties'), template);
  });
  return isObject(properties.FunctionUrlConfig) ? [...own, { type: 'url' }] : own;
}

/** Event sources of each function (by logical id) that other resources of the template state. */
export function readLinkedEvents(template: Template): Map<string, EventSource[]> {
  const links = new Map<string, EventSource[]>();
  const add = (target: Plain, event: EventSource) => {
    const id = getReferenced(target);
    if (id === undefined) return;
    const known = links.get(id) ?? [];
    if (!known.some((each) => each.type === event.type)) links.set(id, [...known, event]);
  };
  for (const resource of template.resources)
    for (const [target, event] of eventsOf(resource, template)) add(target, event);
  // Permissions come last: they say less than the resource that uses them.
  for (const { type, properties } of template.resources) {
    const event = PRINCIPALS[String(properties.Principal)];
    if (type === 'AWS::Lambda::Permission' && event !== undefined)
      addUnlessKnown(links, properties.FunctionName, event);
  }
  return links;
}

function addUnlessKnown(links: Map<string, EventSource[]>, target: Plain, type: string): void {
  const id = getReferenced(target);
  if (id === undefined) return;
  const known = links.get(id) ?? [];
  const isCovered = known.some(
    (each) =>
      each.type === type ||
      (type === 'rest' && each.type === 'http') ||
      (type === 'eventbridge' && each.type === 'schedule'),
  );
  if (!isCovered) links.set(id, [...known, { type }]);
}

function eventsOf(resource: Resource, template: Template): [Plain, EventSource][] {
  const { type, properties } = resource;
  if (type === 'AWS::Lambda::EventSourceMapping') {
    const source = sourceType(properties.EventSourceArn, template);
    return [[properties.FunctionName, withBatching(source, properties, template)]];
  }
  if (type === 'AWS::Lambda::Url') return [[properties.TargetFunctionArn, { type: 'url' }]];
  if (type === 'AWS::Events::Rule') {
    const event = properties.ScheduleExpression === undefined ? 'eventbridge' : 'schedule';
    const targets = Array.isArray(properties.Targets) ? properties.Targets.filter(isObject) : [];
    return targets.map((target) => [target.Arn, { type: event }]);
  }
  if (type === 'AWS::ApiGatewayV2::Integration') return [[properties.IntegrationUri, { type: 'http' }]];
  if (type === 'AWS::ApiGateway::Method') return [[objectAt(properties, 'Integration').Uri, { type: 'rest' }]];
  const isCustom = type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
  return isCustom ? [[properties.ServiceToken, { type: 'custom-resource' }]] : [];
}

/** The service that an event source's ARN belongs to. */
function sourceType(arn: Plain, template: Template): string {
  if (typeof arn === 'string') return arn.split(':')[2] ?? 'other';
  const id = getReferenced(arn);
  const type = template.resources.find((resource) => resource.id === id)?.type;
  return type?.split('::')[1]?.toLowerCase().replace('serverless', 'dynamodb') ?? 'other';
}

function withBatching(type: string, properties: PlainObject, template: Template): EventSource {
  const queue = properties.Queue ?? properties.EventSourceArn;
  const responses = [properties.FunctionResponseTypes].flat();
  return {
    type,
    ...(toNumber(properties.BatchSize) === undefined ? {} : { batchSize: toNumber(properties.BatchSize) }),
    ...(type === 'sqs' && isFifo(queue, template) ? { fifo: true } : {}),
    ...(responses.includes('ReportBatchItemFailures') ? { reportBatchItemFailures: true } : {}),
  };
}

function isFifo(queue: Plain, template: Template): boolean {
  if (typeof queue === 'string') return queue.endsWith('.fifo');
  const id = getReferenced(queue);
  return template.resources.some((resource) => resource.id === id && String(resource.properties.FifoQueue) === 'true');
}
