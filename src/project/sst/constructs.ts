import type { Api, PolledKind } from '../../model/deployment.js';
import { guessOf } from '../evaluate/join.js';
import { type LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';
import {
  entriesOf,
  functionUnder,
  type Made,
  nameOf,
  propertyOf,
  type ReadHanded,
  routeOf,
  type Unowned,
} from './handed.js';

/**
 * Constructs of SST 0, 1 and 2 that are given functions when they are made (@serverless-stack/resources 1.18.4, sst 2.49.8). The handler of
 * a `Job` runs in CodeBuild, so it is none.
 */
export const CONSTRUCTS: Readonly<Record<string, ReadHanded>> = {
  Function: ({ owner }) => [{ value: propsOf(owner), ...url(owner) }],
  Api: (made) => apiOf(made, 'http'),
  ApiGatewayV1Api: (made) => apiOf(made, 'rest'),
  WebSocketApi: (made) => apiOf(made, 'websocket'),
  GraphQLApi: ({ owner }) => [given(owner, propertyOf(propsOf(owner), 'server'), { event: 'http' })],
  AppSyncApi: ({ owner }) => [
    ...all(owner, propertyOf(propsOf(owner), 'dataSources'), { event: 'appsync' }),
    ...resolvers(owner, propertyOf(propsOf(owner), 'resolvers')),
  ],
  Cron: ({ owner }) => [
    given(owner, propertyOf(propsOf(owner), 'job'), { event: 'schedule', schedule: propsOf(owner) }),
  ],
  Queue: ({ owner }) => [polled(owner, undefined, propertyOf(propsOf(owner), 'consumer'), 'sqs')],
  Topic: ({ owner }) => all(owner, propertyOf(propsOf(owner), 'subscribers'), { event: 'sns' }),
  Bucket: ({ owner }) => all(owner, propertyOf(propsOf(owner), 'notifications'), { event: 's3' }),
  Table: ({ owner }) => consumers(owner, propertyOf(propsOf(owner), 'consumers'), 'dynamodb'),
  KinesisStream: ({ owner }) => consumers(owner, propertyOf(propsOf(owner), 'consumers'), 'kinesis'),
  EventBus: ({ owner }) => rules(owner, propertyOf(propsOf(owner), 'rules')),
  Auth: ({ owner }) => [
    given(owner, propertyOf(propsOf(owner), 'authenticator'), { event: 'http' }),
    ...triggers(owner, propertyOf(propsOf(owner), 'cognito.triggers')),
  ],
  Cognito: ({ owner }) => triggers(owner, propertyOf(propsOf(owner), 'triggers')),
  Script: ({ owner }) =>
    ['onCreate', 'onUpdate', 'onDelete'].map((key) =>
      given(owner, propertyOf(propsOf(owner), key), { name: `${nameOf(owner)} ${key}`, event: 'custom-resource' }),
    ),
};

/** What is added to a construct later; the scope comes first. */
export const CONSTRUCT_METHODS: Readonly<Record<string, ReadHanded>> = {
  'Api.addRoutes': ({ owner, args }) => routes(owner, args.at(-1), 'http'),
  'ApiGatewayV1Api.addRoutes': ({ owner, args }) => routes(owner, args.at(-1), 'rest'),
  'WebSocketApi.addRoutes': ({ owner, args }) => routes(owner, args.at(-1), 'websocket'),
  'Api.addAuthorizers': ({ owner, args }) => authorizers(owner, args.at(-1)),
  'ApiGatewayV1Api.addAuthorizers': ({ owner, args }) => authorizers(owner, args.at(-1)),
  'AppSyncApi.addDataSources': ({ owner, args }) => all(owner, args.at(-1), { event: 'appsync' }),
  'AppSyncApi.addResolvers': ({ owner, args }) => resolvers(owner, args.at(-1)),
  'Queue.addConsumer': ({ owner, args }) => [polled(owner, undefined, args.at(-1), 'sqs')],
  'Topic.addSubscribers': ({ owner, args }) => all(owner, args.at(-1), { event: 'sns' }),
  'Bucket.addNotifications': ({ owner, args }) => all(owner, args.at(-1), { event: 's3' }),
  'Table.addConsumers': ({ owner, args }) => consumers(owner, args.at(-1), 'dynamodb'),
  'KinesisStream.addConsumers': ({ owner, args }) => consumers(owner, args.at(-1), 'kinesis'),
  'EventBus.addRules': ({ owner, args }) => rules(owner, args.at(-1)),
  'EventBus.subscribe': ({ owner, args }) => subscribed(owner, args),
  'EventBus.addTargets': ({ owner, args }) => all(owner, args.at(-1), { event: 'eventbridge' }),
  'Cognito.addTriggers': ({ owner, args }) => triggers(owner, args.at(-1)),
};

/** `bus.subscribe(scope?, type, target)`. */
function subscribed(owner: LibraryObject, args: readonly Value[]): Unowned[] {
  const at = args.findIndex((each) => typeof each === 'string' || Array.isArray(each));
  const [type, target] = args.slice(Math.max(at, 0));
  return [given(owner, target, { ...(typeof type === 'string' && { name: type }), event: 'eventbridge' })];
}

function propsOf({ args }: LibraryObject): Value {
  return args.map(guessOf).findLast((each) => each instanceof ObjectValue) ?? args[2];
}

function url(owner: LibraryObject): Pick<Unowned, 'event' | 'route'> {
  const stated = propertyOf(propsOf(owner), 'url');
  if (stated === undefined || stated === false) return {};
  return { event: 'url', route: { api: 'url', method: 'ANY', path: '/' } };
}

/** `defaults: { function }`; before version 1 `defaultFunctionProps`. */
function given(owner: LibraryObject, value: Value, more: Partial<Unowned>): Unowned {
  const props = propsOf(owner);
  return {
    value: functionUnder(value),
    inherits: [propertyOf(props, 'defaultFunctionProps'), propertyOf(props, 'defaults.function')],
    ...more,
  };
}

/** Of a list, only the place tells which is which. */
function all(owner: LibraryObject, values: Value, more: Partial<Unowned>): Unowned[] {
  return entriesOf(values).map(([key, value]) => given(owner, value, { name: `${nameOf(owner)} ${key}`, ...more }));
}

/** A resolver is a function of its own, or the name of a data source. */
function resolvers(owner: LibraryObject, values: Value): Unowned[] {
  return entriesOf(values)
    .filter(([, value]) => typeof value !== 'string' || value.includes('/'))
    .map(([key, value]) => given(owner, value, { name: key, event: 'appsync' }));
}

function triggers(owner: LibraryObject, values: Value): Unowned[] {
  return all(owner, values, { event: 'cognito' });
}

function apiOf({ owner }: Made, api: Api['kind']): Unowned[] {
  const props = propsOf(owner);
  return [
    ...routes(owner, propertyOf(props, 'routes'), api),
    ...authorizers(owner, propertyOf(props, 'authorizers')),
    given(owner, propertyOf(props, 'authorizer'), { name: `${nameOf(owner)} authorizer`, event: 'authorizer' }),
  ];
}

function routes(owner: LibraryObject, values: Value, api: Api['kind']): Unowned[] {
  return entriesOf(values).map(([key, value]) =>
    given(owner, value, { name: key, event: api, route: routeOf(api, key) }),
  );
}

function authorizers(owner: LibraryObject, values: Value): Unowned[] {
  return all(owner, values, { event: 'authorizer' }).filter(({ value }) => value !== undefined);
}

function consumers(owner: LibraryObject, values: Value, kind: PolledKind): Unowned[] {
  return entriesOf(values).map(([key, value]) => polled(owner, `${nameOf(owner)} ${key}`, value, kind));
}

function polled(owner: LibraryObject, name: string | undefined, value: Value, kind: PolledKind): Unowned {
  return given(owner, value, { ...(name !== undefined && { name }), event: kind, polls: { kind, props: value } });
}

/** `{ rule: { pattern, targets: { name: function } } }`. */
function rules(owner: LibraryObject, values: Value): Unowned[] {
  return entriesOf(values).flatMap(([rule, value]) =>
    entriesOf(propertyOf(value, 'targets')).map(([key, target]) =>
      given(owner, target, { name: `${nameOf(owner)} ${rule} ${key}`, event: 'eventbridge' }),
    ),
  );
}
