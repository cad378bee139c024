import type { ApiRoute, EventMapping, PolledKind, Schedule } from '../../model/deployment.js';
import type { Declaration } from '../../model/function.js';
import { isIntrinsic } from '../cloudformation/look.js';
import { polledAt } from '../cloudformation/resources.js';
import { idIn, resourceNamed, type Stack } from '../cloudformation/stack.js';
import { isObject, objectAt, type Places, type Plain, type PlainObject } from '../data-file.js';
import { toText } from '../declared.js';
import { type MappingNames, mappingSettings } from '../event-mapping.js';
import { askSetting, type Looked } from '../look.js';
import { markOpen, notStaticReason, readableText } from '../not-static.js';
import { addRoute, type Resources } from '../resources.js';
import { toBoolean } from '../settings.js';
import { lookInObject } from './settings.js';

const POLLED: Readonly<Record<string, PolledKind>> = {
  sqs: 'sqs',
  stream: 'unknown',
  msk: 'msk',
  kafka: 'kafka',
  activemq: 'mq',
  rabbitmq: 'mq',
};

/** A stream waits for its batches by a key of its own. */
const NAMES: MappingNames = {
  isEnabled: 'enabled',
  batchSize: 'batchSize',
  windowS: 'maximumBatchingWindow',
  reportsItemFailures: 'functionResponseType',
  filters: 'filterPatterns',
  parallelization: 'parallelizationFactor',
  bisectsOnError: 'bisectBatchOnFunctionError',
  maxRetries: 'maximumRetryAttempts',
  maxAgeS: 'maximumRecordAgeInSeconds',
  hasFailureDestination: 'destinations.onFailure',
  tumblingWindowS: 'tumblingWindowInSeconds',
  maxConcurrency: 'maximumConcurrency',
};

/** What serverless 3.40.0 writes for streams that state none (`events/stream.js`). */
const STREAM_BATCH = 10;

/** A function of a service, for its events. */
export interface EventOwner {
  readonly id: string;
  readonly name: string;
  readonly declaredIn: Declaration;
}

/** Adds what the events and the URL of a function declare: mappings, routes and schedules. */
export function readEventResources(
  stack: Stack,
  owner: EventOwner,
  { events, url }: PlainObject,
  places: Places,
  found: Resources,
): void {
  const list = Array.isArray(events) ? events : [];
  for (const [index, event] of list.entries()) {
    const [key, value] =
      typeof event === 'string' ? [event, undefined] : (Object.entries(isObject(event) ? event : {})[0] ?? []);
    if (key === undefined) continue;
    const place = isObject(event) ? places.get(event) : undefined;
    const declaredIn: Declaration = place
      ? { file: stack.workspace.relative(place.file), line: place.line, column: place.column, kind: 'serverless' }
      : owner.declaredIn;
    addEvent(stack, { owner, index, key, value, declaredIn }, found);
  }
  if (url === undefined || url === null || url === false) return;
  const route: ApiRoute = { method: 'ANY', path: '/', function: owner.id, declaredIn: owner.declaredIn };
  found.apis.push({ ...baseOf(owner, 'url'), declaredIn: owner.declaredIn, kind: 'url', routes: [route] });
}

interface ServiceEvent {
  readonly owner: EventOwner;
  readonly index: number;
  readonly key: string;
  readonly value: Plain;
  readonly declaredIn: Declaration;
}

function addEvent(stack: Stack, event: ServiceEvent, found: Resources): void {
  const { owner, index, key, value, declaredIn } = event;
  const base = { ...baseOf(owner, `${key}-${index + 1}`), declaredIn };
  if (Object.hasOwn(POLLED, key)) found.mappings.push({ ...base, ...readMapping(stack, event) });
  else if (key === 'schedule') found.schedules.push(...readSchedules(stack, event, base));
  else if (key === 'http' || key === 'httpApi' || key === 'websocket') {
    const kind = key === 'http' ? 'rest' : key === 'httpApi' ? 'http' : 'websocket';
    const name = API_NAMES[kind];
    addRoute(found, { id: idIn(stack, name), name, kind }, { ...routeOf(value), function: owner.id, declaredIn });
  } else if (key === 'alb') {
    const name = resourceNamed(stack, objectAt(value).listenerArn)?.id ?? 'alb';
    for (const route of balancerRoutes(objectAt(value, 'conditions')))
      addRoute(found, { id: idIn(stack, name), name, kind: 'alb' }, { ...route, function: owner.id, declaredIn });
  }
}

function baseOf({ id, name }: EventOwner, suffix: string) {
  return { id: `${id}/${suffix}`, name: `${name} ${suffix}` };
}

function readMapping(
  stack: Stack,
  { owner, key, value }: ServiceEvent,
): Omit<EventMapping, 'id' | 'name' | 'declaredIn'> {
  const settings: PlainObject =
    isObject(value) && 'arn' in value ? value : { ...(isObject(value) && value), arn: value };
  const polled = polledAt(stack, settings.arn);
  const stated = toText(settings.type);
  const ofStream = stated === 'kinesis' || stated === 'dynamodb' ? stated : polled.kind;
  const kind = key === 'stream' ? ofStream : POLLED[key]!;
  const names = key === 'stream' ? { ...NAMES, windowS: 'batchWindow' } : NAMES;
  return {
    function: owner.id,
    kind,
    ...(polled.source !== undefined && { source: polled.source }),
    ...mappingSettings(
      kind,
      lookInObject(stack.workspace, settingsOf(value)),
      names,
      key === 'stream' ? STREAM_BATCH : undefined,
    ),
  };
}

/** What an event states beside its source; one that is not static may state anything. */
function settingsOf(event: Plain): PlainObject {
  if (isObject(event)) return event;
  return notStaticReason(event) === undefined ? {} : markOpen({});
}

/** `rate(10 minutes)` alone, or as one of the settings; each of several makes a schedule of its own. */
function readSchedules(
  { workspace }: Stack,
  { owner, value }: ServiceEvent,
  base: Pick<Schedule, 'id' | 'name' | 'declaredIn'>,
): Schedule[] {
  const look = lookInObject(workspace, settingsOf(value));
  const whole: Looked | undefined = typeof value === 'string' ? { value } : look('rate');
  const rates = Array.isArray(whole?.value) && whole.value.length > 0 ? whole.value : [whole?.value];
  return rates.map((rate, index) => ({
    ...base,
    ...(index > 0 && { id: `${base.id}-${index + 1}`, name: `${base.name}-${index + 1}` }),
    expression: askSetting(() => whole && { ...whole, value: isIntrinsic(rate) ? undefined : rate }, {
      name: 'rate',
      convert: toText,
    }),
    isEnabled: askSetting(look, { name: 'enabled', convert: toBoolean, otherwise: true }),
    functions: [owner.id],
  }));
}

/** `GET /orders`, `{ method, path }`, `*`, or for WebSockets the name of a route. */
function routeOf(value: Plain): Pick<ApiRoute, 'method' | 'path'> {
  const text = (stated: Plain) => (typeof stated === 'string' ? readableText(stated) : undefined);
  if (isObject(value)) {
    const path = text(value.path) ?? text(value.route) ?? '$default';
    return { method: (text(value.method) ?? 'ANY').toUpperCase().replace('*', 'ANY'), path };
  }
  const words = (text(value) ?? '$default').trim().split(/\s+/);
  const [method, path] = words.length > 1 ? words : ['ANY', words[0]];
  return { method: method!.toUpperCase().replace('*', 'ANY'), path: path! };
}

/** What a load balancer hands on: each path with each method; any where it states none. */
function balancerRoutes({ path, method }: PlainObject): Pick<ApiRoute, 'method' | 'path'>[] {
  const texts = (stated: Plain, otherwise: string) =>
    [stated ?? otherwise].flat().map((each) => (typeof each === 'string' ? readableText(each) : '{unknown}'));
  return texts(path, '*').flatMap((each) =>
    texts(method, 'ANY').map((verb) => ({ method: verb.toUpperCase(), path: each })),
  );
}

/** All functions of a service share an API of each kind; it is named as in the template that the framework makes. */
const API_NAMES = { rest: 'ApiGatewayRestApi', http: 'HttpApi', websocket: 'WebsocketsApi' } as const;
