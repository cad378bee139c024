import type { ts } from 'ts-morph';
import { libraryObjectBehind } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import {
  FunctionValue,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  type Value,
} from '../evaluate/values.js';
import { bridgedTypeOf } from './resource-types.js';

/** A function of the program, or a resource, that is given to what brings it events. */
interface HandedFunction {
  readonly name: string;
  readonly handler: Value;
  readonly node: ts.Node;
  /** What connects it, as a program would make it itself. */
  readonly connect: (fn: LibraryObject) => readonly LibraryObject[];
}

/**
 * The resources that Pulumi makes where a program hands a function to what brings it events: `queue.onEvent('name', async (event) => …)`,
 * `aws.cloudwatch.onSchedule(…)`, `new RestAPI('api', { routes: [{ eventHandler }] })`.
 */
export function handedOver({ calls, created }: Evaluator): readonly LibraryObject[] {
  const byMethod = calls.flatMap(({ owner, method, args, node }) => {
    const source = libraryObjectBehind(owner);
    if (!source || !isOfPulumi(source) || !/^on[A-Z]/.test(method)) return [];
    return [{ ...given(args, method, node), connect: connectionTo(source, args, node) }];
  });
  const byFunction = created.flatMap((object) => {
    if (isOfPulumi(object) && object.type.name === 'onSchedule') return [onSchedule(object)];
    return isApi(object) ? routesOf(object) : [];
  });
  return [...byMethod, ...byFunction].flatMap(({ name, handler, node, connect }) => {
    const own =
      handler instanceof FunctionValue ? make('lambda.CallbackFunction', name, { callback: handler }, node) : undefined;
    const fn = own ?? functionBehind(handler);
    return fn ? [...(own ? [own] : []), ...connect(fn)] : [];
  });
}

function isOfPulumi({ type }: LibraryObject): boolean {
  return /^@pulumi\/aws(\/|$)/.test(type.module);
}

/** The name of the stack is in many names, which nobody knows then. */
function given(args: readonly Value[], method: string, node: ts.Node): Omit<HandedFunction, 'connect'> {
  const [name, ...others] = args;
  const handler = others.find((each) => each instanceof FunctionValue || functionBehind(each) !== undefined);
  return { name: typeof name === 'string' ? name : method, handler, node };
}

/** A resource that is a function; what is made of one by `createFunctionFromEventHandler` is that one. */
function functionBehind(value: Value): LibraryObject | undefined {
  const made = libraryObjectBehind(value);
  if (made?.type.name === 'createFunctionFromEventHandler' && !(made.args[1] instanceof FunctionValue))
    return functionBehind(made.args[1]);
  return made && bridgedTypeOf(made)?.type === 'aws_lambda_function' ? made : undefined;
}

type Connect = HandedFunction['connect'];

/** Services of Pulumi → the resource that connects a function with one of theirs. */
const CONNECTIONS: Readonly<Record<string, (at: ConnectedAt, fn: LibraryObject) => LibraryObject>> = {
  cloudwatch: ({ name, source, node }, fn) =>
    serviceOf(source).at(-1) === 'EventRule'
      ? make('cloudwatch.EventTarget', name, { rule: part(source, 'name'), arn: part(fn, 'arn') }, node)
      : make('cloudwatch.LogSubscriptionFilter', name, { destinationArn: part(fn, 'arn') }, node),
  dynamodb: (at, fn) => mapping(at, fn, 'streamArn', 'aws_dynamodb_table'),
  kinesis: (at, fn) => mapping(at, fn, 'arn', 'aws_kinesis_stream'),
  s3: ({ name, node }, fn) => make('s3.BucketNotification', name, { lambdaFunctions: [part(fn, 'arn')] }, node),
  sns: ({ name, node }, fn) => make('sns.TopicSubscription', name, { endpoint: part(fn, 'arn') }, node),
  sqs: (at, fn) => mapping(at, fn, 'arn', 'aws_sqs_queue'),
};

interface ConnectedAt {
  readonly name: string;
  readonly source: LibraryObject;
  readonly options: ObjectValue | undefined;
  readonly node: ts.Node;
}

function connectionTo(source: LibraryObject, args: readonly Value[], node: ts.Node): Connect {
  const [service = ''] = serviceOf(source);
  const { name } = given(args, source.type.name, node);
  const options = args.slice(2).find((each) => each instanceof ObjectValue);
  const at = { name, source, node, options: options instanceof ObjectValue ? options : undefined };
  return (fn) => (Object.hasOwn(CONNECTIONS, service) ? [CONNECTIONS[service]!(at, fn)] : []);
}

/** `sqs.Queue` of `@pulumi/aws`, or `Queue` of `@pulumi/aws/sqs`. */
function serviceOf({ type: { module, path } }: LibraryObject): readonly string[] {
  return [...module.split('/').slice(2, 3), ...path];
}

/** Of a source that the program looks up, no more than its type is known. */
function mapping(
  { name, source, options, node }: ConnectedAt,
  fn: LibraryObject,
  arn: string,
  type: string,
): LibraryObject {
  const isMade = bridgedTypeOf(source) !== undefined;
  const stated = { eventSourceArn: isMade ? part(source, arn) : `${type}.`, functionName: part(fn, 'arn') };
  return make('lambda.EventSourceMapping', name, stated, node, options);
}

function onSchedule(object: LibraryObject): HandedFunction {
  const { args, node } = object;
  return {
    ...given(args, 'onSchedule', node),
    connect: (fn) => {
      const { name } = given(args, 'onSchedule', node);
      const rule = make('cloudwatch.EventRule', name, { scheduleExpression: args[1] }, node);
      return [rule, make('cloudwatch.EventTarget', name, { rule: part(rule, 'name'), arn: part(fn, 'arn') }, node)];
    },
  };
}

/** `RestAPI` of `@pulumi/aws-apigateway`, and `apigateway.API` of `@pulumi/awsx` before it. */
function isApi({ type: { module, path, name } }: LibraryObject): boolean {
  if (module === '@pulumi/aws-apigateway') return name === 'RestAPI';
  return /^@pulumi\/awsx(\/|$)/.test(module) && /apigateway/.test([module, ...path].join('/')) && name === 'API';
}

function routesOf(object: LibraryObject): HandedFunction[] {
  const props = object.args.find((each, index) => index > 0 && each instanceof ObjectValue);
  const routes = props instanceof ObjectValue ? props.get('routes') : undefined;
  if (!Array.isArray(routes)) return [];
  const name = typeof object.args[0] === 'string' ? object.args[0] : 'api';
  const api = make('apigateway.RestApi', name, {}, object.node);
  const found = routes.flatMap((route) => (route instanceof ObjectValue ? [routeOf(api, name, route)] : []));
  return found.map((each, index) => (index > 0 ? each : { ...each, connect: (fn) => [api, ...each.connect(fn)] }));
}

function routeOf(api: LibraryObject, apiName: string, route: ObjectValue): HandedFunction {
  const [path, method] = [route.get('path'), route.get('method')];
  const node = route.origin ?? api.node;
  const slug = [apiName, method, path].map((each) => String(typeof each === 'string' ? each : '').toLowerCase());
  const name = slug
    .join('-')
    .replaceAll(/[^a-z\d]+/g, '-')
    .replace(/-$/, '');
  return {
    name,
    handler: route.get('eventHandler'),
    node,
    connect: (fn) => {
      const pathPart = typeof path === 'string' ? path.replace(/^\//, '') : path;
      const resource = pathPart === '' ? undefined : make('apigateway.Resource', name, { pathPart }, node);
      const integration = {
        restApiId: part(api, 'id'),
        ...(resource && { resourceId: part(resource, 'id') }),
        httpMethod: method,
        uri: part(fn, 'invokeArn'),
      };
      return [...(resource ? [resource] : []), make('apigateway.Integration', name, integration, node)];
    },
  };
}

function part(of: LibraryObject, name: string): LibraryMember {
  return new LibraryMember(of, name);
}

function make(
  type: string,
  name: string,
  properties: Readonly<Record<string, Value>>,
  node: ts.Node,
  more?: ObjectValue,
): LibraryObject {
  const props = new ObjectValue(more?.origin);
  for (const [key, value] of [...(more?.properties ?? []), ...Object.entries(properties)])
    props.properties.set(key, value);
  if (more?.isOpen) props.isOpen = true;
  return new LibraryObject(new LibraryValue('@pulumi/aws', type.split('.')), [name, props], node, []);
}
