import type { Api, PolledKind } from '../../model/deployment.js';
import { guessOf } from '../evaluate/join.js';
import { isPrimitive, ObjectValue, type Value } from '../evaluate/values.js';
import { entriesOf, nameOf, propertyOf, type ReadHanded, routeOf, type Unowned } from './handed.js';

/** Components of SST 3 and 4 that are given functions when they are made (3.19.3 and 4.17.1, platform/src/components/aws). */
export const COMPONENTS: Readonly<Record<string, ReadHanded>> = {
  Function: ({ args: [, props] }) => [{ value: props, ...url(props) }],
  // Durable functions have a limit of their own for each call.
  Workflow: ({ args: [, props] }) => [{ value: workflowProps(props), transforms: [], defaults: { timeoutS: 300 } }],
  Cron: ({ args: [, props] }) => cron(props),
  CronV2: ({ args: [, props] }) => cron(props),
  Realtime: ({ args: [, props] }) => [{ value: propertyOf(props, 'authorizer'), event: 'authorizer' }],
  CognitoUserPool: ({ owner, args: [, props] }) =>
    entriesOf(propertyOf(props, 'triggers'))
      .filter(([key]) => !OTHER_THAN_TRIGGERS.includes(key))
      .map(([key, value]) => ({ name: `${nameOf(owner)} ${key}`, value, event: 'cognito' })),
  Auth: ({ args: [, props] }) =>
    ['issuer', 'authorizer', 'authenticator'].map((key) => ({ value: propertyOf(props, key), event: 'url' })),
  OpenControl: ({ args: [, props] }) => [{ value: propertyOf(props, 'server'), event: 'url' }],
  // What a router does at the edge is a CloudFront function, which is no Lambda function.
  Router: ({ args: [, props] }) =>
    entriesOf(propertyOf(props, 'routes')).map(([path, value]) => ({
      name: path,
      value: propertyOf(value, 'function'),
      event: 'url',
    })),
  'StepFunctions.lambdaInvoke': ({ args: [props] }) => [
    { name: textOr(propertyOf(props, 'name')), value: propertyOf(props, 'function'), event: 'step-functions' },
  ],
  'Queue.subscribe': ({ args: [, value, props] }) => [{ value, event: 'sqs', ...polls('sqs', props) }],
  'SnsTopic.subscribe': ({ args }) => subscribed('sns', withoutSource(args)),
  'Bus.subscribe': ({ args }) => subscribed('eventbridge', withoutSource(args)),
  'Dynamo.subscribe': ({ args }) => subscribed('dynamodb', withoutSource(args)),
  'KinesisStream.subscribe': ({ args }) => subscribed('kinesis', withoutSource(args)),
  'Bucket.subscribe': ({ args: [, value] }) => [{ value, event: 's3' }],
};

/** What is called on a component, by its class. */
export const COMPONENT_METHODS: Readonly<Record<string, ReadHanded>> = {
  'ApiGatewayV1.route': route('rest'),
  'ApiGatewayV2.route': route('http'),
  'ApiGatewayWebSocket.route': route('websocket'),
  'ApiGatewayV1.addAuthorizer': ({ args }) => authorizer(args, ['tokenFunction', 'requestFunction']),
  'ApiGatewayV2.addAuthorizer': ({ args }) => authorizer(args, ['lambda.function']),
  'ApiGatewayWebSocket.addAuthorizer': ({ args }) => authorizer(args, ['lambda.function']),
  'Queue.subscribe': ({ args: [value, props] }) => [{ value, event: 'sqs', ...polls('sqs', props) }],
  'SnsTopic.subscribe': ({ args }) => subscribed('sns', args),
  'Bus.subscribe': ({ args }) => subscribed('eventbridge', args),
  'Dynamo.subscribe': ({ args }) => subscribed('dynamodb', args),
  'KinesisStream.subscribe': ({ args }) => subscribed('kinesis', args),
  'Realtime.subscribe': ({ args: [value, props] }) => [{ value, event: 'iot', ...changed(props) }],
  'Bucket.subscribe': ({ args: [value] }) => [{ value, event: 's3' }],
  'Bucket.notify': ({ args: [props] }) =>
    entriesOf(propertyOf(props, 'notifications')).map(([, each]) => ({
      name: textOr(propertyOf(each, 'name')),
      value: propertyOf(each, 'function'),
      event: 's3',
    })),
  'AppSync.addDataSource': ({ args: [props] }) => [
    { name: textOr(propertyOf(props, 'name')), value: propertyOf(props, 'lambda'), event: 'appsync' },
  ],
};

const OTHER_THAN_TRIGGERS = ['kmsKey', 'preTokenGenerationVersion'];

function url(props: Value): Pick<Unowned, 'event' | 'route'> {
  const stated = propertyOf(props, 'url');
  if (stated === undefined || stated === false) return {};
  return { event: 'url', route: { api: 'url', method: 'ANY', path: '/' } };
}

function cron(props: Value): Unowned[] {
  const value = propertyOf(props, 'function') ?? propertyOf(props, 'job');
  return value === undefined ? [] : [{ value, event: 'schedule', schedule: props }];
}

/** A workflow is given two limits: of the whole, and of each call of its function. */
function workflowProps(props: Value): Value {
  if (!(props instanceof ObjectValue)) return props;
  const own = new ObjectValue(props.origin);
  for (const [key, value] of props.properties)
    own.properties.set(key, key === 'timeout' ? propertyOf(value, 'invocation') : value);
  if (own.properties.get('timeout') === undefined) own.properties.delete('timeout');
  own.isOpen = props.isOpen;
  return own;
}

function route(api: Api['kind']): ReadHanded {
  return ({ owner, args: [key, value] }) => [
    {
      name: textOr(key),
      value,
      event: api,
      ...(typeof key === 'string' && { route: routeOf(api, key) }),
      transforms: [propertyOf(propsOfComponent(owner.args), 'transform.route.handler')],
    },
  ];
}

/** Version 3 has them named first; later all is in one object. */
function authorizer(args: readonly Value[], keys: readonly string[]): Unowned[] {
  const props = args.find((each) => guessOf(each) instanceof ObjectValue);
  const [first] = args;
  const name = textOr(first) ?? textOr(propertyOf(props, 'name'));
  return keys.map((key) => ({ name, value: propertyOf(props, key), event: 'authorizer' }));
}

/** `subscribe(name, function, props)`; in earlier versions without the name. A handler has a slash or a dot. */
function subscribed(event: string, args: readonly Value[]): Unowned[] {
  const [first, second] = args;
  const isNamed = typeof first === 'string' && !isHandlerLike(first) && second !== undefined;
  const [value, props] = isNamed ? args.slice(1) : args;
  const polled = POLLED[event];
  return [
    {
      ...(isNamed && { name: first }),
      value,
      event,
      ...(polled ? polls(polled, props) : changed(props)),
    },
  ];
}

const POLLED: Readonly<Record<string, PolledKind>> = { dynamodb: 'dynamodb', kinesis: 'kinesis' };

/** Called on the class, the name of a source comes with what it is. */
function withoutSource(args: readonly Value[]): readonly Value[] {
  const [name, source, ...rest] = args;
  const isSource = (value: Value) => typeof value !== 'string' || value.startsWith('arn:');
  return isSource(source) && !(source instanceof ObjectValue) ? [name, ...rest] : args.slice(1);
}

function isHandlerLike(text: string): boolean {
  return /[./]/.test(text);
}

function polls(kind: PolledKind, props: Value): Pick<Unowned, 'polls' | 'transforms'> {
  return { polls: { kind, props }, ...changed(props) };
}

function changed(props: Value): Pick<Unowned, 'transforms'> {
  return { transforms: [propertyOf(props, 'transform.function')] };
}

function propsOfComponent(args: readonly Value[]): Value {
  return args.find((each) => guessOf(each) instanceof ObjectValue);
}

function textOr(value: Value): string | undefined {
  const text = guessOf(value);
  return isPrimitive(text) && typeof text === 'string' ? text : undefined;
}
