import type { Api, EventMapping, Queue, Schedule, StateMachine, Stream } from '../../model/deployment.js';
import { constructBase } from '../cdk/construct-base.js';
import { lookInProps, writtenAtNode } from '../cdk/look.js';
import { SOURCE_NAMES } from '../cdk/mappings.js';
import { toNumber, toText } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { type LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { type MappingNames, mappingSettings } from '../event-mapping.js';
import { askSetting, type Look } from '../look.js';
import { addRoute, type Resources } from '../resources.js';
import { toBoolean, toMachineKind } from '../settings.js';
import { type LinkedFunction, type Made, nameOf, propertyOf } from './handed.js';
import { generationOf } from './release.js';
import { toSeconds } from './settings.js';

/** Adds what is around the functions of SST: what calls them, and what that is made of. */
export function addSstResources(
  evaluator: Evaluator,
  handed: readonly LinkedFunction[],
  made: readonly Made[],
  found: Resources,
): void {
  const base = (object: LibraryObject) => {
    const { id, declaredIn, name } = constructBase(evaluator, object);
    return { id, name: nameOf(object) ?? name, declaredIn };
  };
  const owners = [...new Set(made.map(({ owner }) => owner))];
  for (const owner of owners) {
    const kind = API_KINDS[owner.type.name];
    if (kind) found.apis.push({ ...base(owner), kind, routes: [] });
    if (owner.type.name === 'Queue') found.queues.push({ ...base(owner), ...queueOf(evaluator, owner) });
    if (owner.type.name === 'KinesisStream') found.streams.push({ ...base(owner), ...streamOf(evaluator, owner) });
    if (owner.type.name === 'StepFunctions')
      found.stateMachines.push({ ...base(owner), ...machineOf(evaluator, owner, handed) });
  }
  for (const each of handed) {
    const declaredIn = { ...base(each.owner).declaredIn, ...writtenAtNode(evaluator.workspace, each.node) };
    const fn = each.link === undefined ? {} : { function: each.link };
    if (each.route) {
      const { api, method, path } = each.route;
      const own = base(each.owner);
      const home = api === 'url' ? { ...own, id: `${each.link}Url`, name: `${own.name}Url` } : own;
      addRoute(found, { ...home, kind: api }, { method, path, ...fn, declaredIn });
    }
    if (each.polls) found.mappings.push(mappingOf(evaluator, each, base(each.owner)));
    if (each.schedule !== undefined)
      found.schedules.push({
        ...base(each.owner),
        ...scheduleOf(evaluator, each.schedule),
        functions: each.link ? [each.link] : [],
      });
  }
}

const API_KINDS: Readonly<Record<string, Api['kind']>> = {
  ApiGatewayV1: 'rest',
  ApiGatewayV2: 'http',
  ApiGatewayWebSocket: 'websocket',
  AppSync: 'appsync',
  Api: 'http',
  ApiGatewayV1Api: 'rest',
  WebSocketApi: 'websocket',
  AppSyncApi: 'appsync',
};

function propsOf({ args }: LibraryObject): Value {
  return args.map(guessOf).find((each) => each instanceof ObjectValue);
}

/** Looks inside of an object; what is no object states nothing, and what is not known anything. */
function lookIn({ workspace }: Evaluator, value: Value, readers?: Parameters<typeof lookInProps>[2]): Look {
  if (value instanceof ObjectValue) return lookInProps(workspace, value, readers);
  return () => (value instanceof Unknown ? { value: undefined } : undefined);
}

/** `20 seconds`, of components. */
const seconds = (value: Value): unknown => (typeof value === 'string' ? toSeconds(value) : value);

function queueOf(evaluator: Evaluator, owner: LibraryObject): Omit<Queue, 'id' | 'name' | 'declaredIn'> {
  const isComponent = generationOf(owner.type) === 'components';
  const props = isComponent ? propsOf(owner) : propertyOf(propsOf(owner), 'cdk.queue');
  const look = isComponent
    ? lookIn(evaluator, props, { visibilityTimeout: seconds })
    : lookIn(evaluator, opaque(props));
  const isChanged = isComponent && propertyOf(props, 'transform.queue') !== undefined;
  const asked = isChanged ? hidden(look) : look;
  return {
    isFifo: askSetting(asked, { name: 'fifo', convert: isOn, otherwise: false }),
    visibilityTimeoutS: askSetting(asked, { name: 'visibilityTimeout', convert: toNumber, otherwise: 30 }),
    maxReceives: askSetting<number | 'no limit'>(asked, {
      name: isComponent ? 'dlq' : 'deadLetterQueue.maxReceiveCount',
      // Either the queue alone, which then gets a message after three attempts, or both.
      convert: (stated) => (isComponent ? retriesOf(stated) : toNumber(stated)),
      otherwise: 'no limit',
    }),
  };
}

function retriesOf(stated: unknown): number | undefined {
  if (typeof stated !== 'object' || stated === null) return 3;
  return 'retry' in stated ? toNumber(stated.retry) : 3;
}

/** `true`, or an object with more. */
function isOn(stated: unknown): boolean | undefined {
  return typeof stated === 'object' && stated !== null ? true : toBoolean(stated);
}

/** What is made elsewhere may have any properties. */
function opaque(value: Value): Value {
  return value === undefined || value instanceof ObjectValue ? value : new Unknown('it is made elsewhere');
}

/** What is changed afterwards states nothing for certain. */
function hidden(look: Look): Look {
  return (name) => {
    const { writtenAt } = look(name) ?? {};
    return { value: undefined, ...(writtenAt && { writtenAt }) };
  };
}

function streamOf(evaluator: Evaluator, owner: LibraryObject): Pick<Stream, 'retentionHours'> {
  const isComponent = generationOf(owner.type) === 'components';
  const props = isComponent ? propertyOf(propsOf(owner), 'transform.stream') : propertyOf(propsOf(owner), 'cdk.stream');
  return {
    retentionHours: askSetting(lookIn(evaluator, opaque(props)), {
      name: 'retentionPeriod',
      convert: toNumber,
      otherwise: 24,
    }),
  };
}

function machineOf(
  evaluator: Evaluator,
  owner: LibraryObject,
  handed: readonly LinkedFunction[],
): Omit<StateMachine, 'id' | 'name' | 'declaredIn'> {
  const functions = handed.flatMap(({ event, link }) => (event === 'step-functions' && link ? [link] : []));
  return {
    kind: askSetting<'standard' | 'express'>(lookIn(evaluator, propsOf(owner)), {
      name: 'type',
      convert: toMachineKind,
      otherwise: 'standard',
    }),
    functions: [...new Set(functions)],
  };
}

function scheduleOf(evaluator: Evaluator, props: Value): Pick<Schedule, 'expression' | 'isEnabled'> {
  const look = lookIn(evaluator, props);
  return {
    expression: askSetting(look, { name: 'schedule', convert: toText }),
    isEnabled: askSetting(look, { name: 'enabled', convert: toBoolean, otherwise: true }),
  };
}

const COMPONENT_NAMES: MappingNames = {
  isEnabled: 'enabled',
  batchSize: 'batch.size',
  windowS: 'batch.window',
  reportsItemFailures: 'batch.partialResponses',
  filters: 'filters',
  parallelization: 'parallelizationFactor',
  bisectsOnError: 'bisectBatchOnFunctionError',
  maxRetries: 'maximumRetryAttempts',
  maxAgeS: 'maximumRecordAgeInSeconds',
  hasFailureDestination: 'destinationConfig.onFailure',
  tumblingWindowS: 'tumblingWindowInSeconds',
  maxConcurrency: 'scalingConfig.maximumConcurrency',
};

/** What `transform: { eventSourceMapping }` calls what has another name there. */
const NATIVE_NAMES: Readonly<Record<string, string>> = {
  'batch.size': 'batchSize',
  'batch.window': 'maximumBatchingWindowInSeconds',
  'batch.partialResponses': 'functionResponseTypes',
  filters: 'filterCriteria.filters',
};

function mappingOf(
  evaluator: Evaluator,
  { owner, polls, link, node, name }: LinkedFunction,
  source: Pick<EventMapping, 'id' | 'name' | 'declaredIn'>,
): EventMapping {
  const { kind, props } = polls!;
  const declaredIn = { ...source.declaredIn, ...writtenAtNode(evaluator.workspace, node) };
  // Of a table nobody knows its stream, and of what is called on a class neither.
  const isKnown = kind !== 'dynamodb' && /^(Queue|KinesisStream)$/.test(owner.type.name);
  return {
    id: `${source.id}/${link ?? ''}/${name ?? kind}`,
    name: `${source.name} ${kind}`,
    declaredIn,
    ...(link !== undefined && { function: link }),
    kind,
    ...(isKnown && { source: source.id }),
    ...(generationOf(owner.type) === 'components'
      ? mappingSettings(kind, lookInMapping(evaluator, props), COMPONENT_NAMES)
      : mappingSettings(kind, lookInSource(evaluator, props), SOURCE_NAMES)),
  };
}

function lookInMapping(evaluator: Evaluator, props: Value): Look {
  const own = lookIn(evaluator, props, { window: seconds });
  const change = propertyOf(props, 'transform.eventSourceMapping');
  if (change === undefined) return own;
  if (!(change instanceof ObjectValue)) return hidden(own);
  const native = lookIn(evaluator, change);
  return (name) => native(NATIVE_NAMES[name] ?? name) ?? own(name);
}

/** `{ function, filters, cdk: { eventSource } }`. */
function lookInSource(evaluator: Evaluator, props: Value): Look {
  const inner = lookIn(evaluator, propertyOf(props, 'cdk.eventSource'));
  const outer = lookIn(evaluator, props instanceof ObjectValue ? props : undefined);
  return (name) => inner(name) ?? (name === 'filters' ? outer(name) : undefined);
}
