import type { ApiRoute, EventMapping, PolledKind, Schedule } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import { isObject, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { MAPPING_NAMES, mappingSettings } from '../event-mapping.js';
import { askSetting } from '../look.js';
import { addRoute, type Resources } from '../resources.js';
import { toBoolean } from '../settings.js';
import { placeAt } from './look.js';
import { getReferenced } from './references.js';
import { polledAt } from './resources.js';
import { declaredAt, idIn, inside, lookAt, resourceNamed, type Stack, type StackResource } from './stack.js';

const POLLED: ReadonlyMap<string, readonly [PolledKind, property: string]> = new Map([
  ['SQS', ['sqs', 'Queue']],
  ['Kinesis', ['kinesis', 'Stream']],
  ['DynamoDB', ['dynamodb', 'Stream']],
  ['MSK', ['msk', 'Stream']],
  ['SelfManagedKafka', ['kafka', '']],
  ['MQ', ['mq', 'Broker']],
  ['DocumentDB', ['documentdb', 'Cluster']],
]);

/** What a SAM event calls differently from the Lambda API. */
const SAM_NAMES = { ...MAPPING_NAMES, hasFailureDestination: 'DestinationConfig.OnFailure.Destination' };

/**
 * Adds what the `Events` and the URL of a SAM function declare: mappings, routes and schedules. A state machine has events as well, which
 * invoke no function.
 */
export function readOwnResources(
  stack: Stack,
  resource: StackResource,
  fn: string | undefined,
  found: Resources,
): void {
  const events = inside(resource, 'Events');
  for (const [name, event] of Object.entries(events.resolved)) {
    if (!isObject(event)) continue;
    const declaredIn = declaredAt(resource.declaredIn, placeAt(stack.workspace, events.written, name));
    addEvent(stack, { name, resource, fn, declaredIn, event }, found);
  }
  if (fn === undefined || !isObject(resource.resolved.FunctionUrlConfig)) return;
  const declaredIn = declaredAt(resource.declaredIn, placeAt(stack.workspace, resource.written, 'FunctionUrlConfig'));
  const route: ApiRoute = { method: 'ANY', path: '/', function: fn, declaredIn };
  found.apis.push({ id: `${fn}Url`, name: `${resource.id}Url`, declaredIn, kind: 'url', routes: [route] });
}

interface OwnEvent {
  readonly name: string;
  readonly resource: StackResource;
  readonly fn: string | undefined;
  readonly declaredIn: Declaration;
  readonly event: PlainObject;
}

function addEvent(stack: Stack, own: OwnEvent, found: Resources): void {
  const type = String(own.event.Type);
  const polled = POLLED.get(type);
  if (polled) found.mappings.push(readMapping(stack, own, polled));
  else if (type === 'Schedule' || type === 'ScheduleV2') found.schedules.push(readSchedule(stack, own));
  else if (type === 'Api' || type === 'HttpApi') addOwnRoute(stack, own, type, found);
}

function settingsOf({ resource, name }: OwnEvent) {
  return inside(inside(inside(resource, 'Events'), name), 'Properties');
}

function baseOf(stack: Stack, { resource, name, declaredIn }: OwnEvent) {
  return { id: idIn(stack, `${resource.id}${name}`), name: `${resource.id}${name}`, declaredIn };
}

function readMapping(
  stack: Stack,
  own: OwnEvent,
  [kind, property]: readonly [PolledKind, property: string],
): EventMapping {
  const settings = settingsOf(own);
  const { source } = polledAt(stack, settings.resolved[property]);
  return {
    ...baseOf(stack, own),
    ...(own.fn !== undefined && { function: own.fn }),
    kind,
    ...(source !== undefined && { source }),
    ...mappingSettings(kind, lookAt(stack, settings), SAM_NAMES),
  };
}

function readSchedule(stack: Stack, own: OwnEvent): Schedule {
  const look = lookAt(stack, settingsOf(own));
  const isVersion2 = own.event.Type === 'ScheduleV2';
  const state = { name: 'State', convert: (stated: unknown) => stated === 'ENABLED', otherwise: true };
  const enabled = { name: 'Enabled', convert: toBoolean, otherwise: true };
  return {
    ...baseOf(stack, own),
    expression: askSetting(look, { name: isVersion2 ? 'ScheduleExpression' : 'Schedule', convert: toText }),
    isEnabled: askSetting(look, look('State') ? state : enabled),
    functions: own.fn === undefined ? [] : [own.fn],
  };
}

/** Routes without an API of their own go to the one that SAM makes for them. */
function addOwnRoute(stack: Stack, own: OwnEvent, type: 'Api' | 'HttpApi', found: Resources): void {
  const { resolved, written } = settingsOf(own);
  const isRest = type === 'Api';
  const api = resourceNamed(stack, resolved.RestApiId ?? resolved.ApiId);
  const stated = api?.id ?? getReferenced(written.RestApiId ?? written.ApiId);
  const name = stated ?? (isRest ? 'ServerlessRestApi' : 'ServerlessHttpApi');
  const route: ApiRoute = {
    method: (toText(resolved.Method) ?? 'ANY').toUpperCase(),
    path: toText(resolved.Path) ?? '$default',
    ...(own.fn !== undefined && { function: own.fn }),
    declaredIn: own.declaredIn,
  };
  addRoute(found, { id: idIn(api?.stack ?? stack, name), name, kind: isRest ? 'rest' : 'http' }, route);
}
