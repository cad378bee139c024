import type { Unfound } from '../../model/function.js';
import { isAmplify } from '../amplify/module.js';
import { guessOf, perhapsAll } from '../evaluate/join.js';
import {
  FunctionValue,
  InstanceValue,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js';
import { isCustomResourceProvider } from './custom-resource-provider.js';

/** Constructs that are a function written in JavaScript, or in whatever their `runtime` says. */
const FUNCTIONS = [
  'NodejsFunction',
  'Function',
  'SingletonFunction',
  'TriggerFunction',
  'EdgeFunction',
  'DockerImageFunction',
  'CfnFunction',
];
/** Constructs whose code cannot be ours, with the reason. */
const FOREIGN: Readonly<Record<string, Unfound>> = {
  PythonFunction: { reason: 'a PythonFunction is not Node.js', cause: 'not-node' },
  GoFunction: { reason: 'a GoFunction is not Node.js', cause: 'not-node' },
  RustFunction: { reason: 'a RustFunction is not Node.js', cause: 'not-node' },
};

export function isCdkModule(module: string): boolean {
  return /^(aws-cdk-lib|@aws-cdk|monocdk|@aws-solutions-constructs)(\/|$)/.test(module);
}

/** `LlrtFunction` of cdk-lambda-llrt (0.1.4) is a `NodejsFunction` with another runtime. */
export function isLlrtFunction({ type }: LibraryObject): boolean {
  return type.module === 'cdk-lambda-llrt' && type.name === 'LlrtFunction';
}

/** Is this a Lambda function construct (and not, say, a CloudFront function)? */
export function isFunctionConstruct(object: LibraryObject): boolean {
  const { module, name, path } = object.type;
  if (isMadeByPackage(object) || isAmplifyFunction(object) || isLlrtFunction(object)) return true;
  if (isCdkModule(module) && isCustomResourceProvider(object)) return true;
  if (!isCdkModule(module) || !(FUNCTIONS.includes(name) || name in FOREIGN)) return false;
  const where = [module, ...path.slice(0, -1)].join('/');
  return !/^(Cfn)?Function$/.test(name) || /aws[-_](lambda|sam)/.test(where);
}

/** `defineFunction({ … })`; one that is given a function gets what that makes, which is declared there. */
export function isAmplifyFunction({ type, args: [first] }: LibraryObject): boolean {
  return isAmplify(type) && type.name === 'defineFunction' && !(first instanceof FunctionValue);
}

/** A construct of any package but CDK itself that is given a Node.js runtime makes a function of it. */
export function isMadeByPackage(object: LibraryObject): boolean {
  return !isLlrtFunction(object) && isOfPackage(object) && isForNode(propsOf(object));
}

function isOfPackage({ type: { module } }: LibraryObject): boolean {
  return module !== 'global' && !/^(aws-cdk-lib|@aws-cdk|monocdk)(\/|$)/.test(module);
}

function isForNode(props: Value): boolean {
  const runtime = props instanceof ObjectValue ? guessOf(props.get('runtime')) : undefined;
  // Packages have enumerations of their own: `LAMBDA_RUNTIMES.NODEJS20`.
  return runtime instanceof LibraryValue && (/^NODEJS_?\d/.test(runtime.name) || isLatestOfCdk(runtime));
}

function isLatestOfCdk({ module, name }: LibraryValue): boolean {
  return name.startsWith('NODEJS') && isCdkModule(module);
}

/** `Runtime.FROM_IMAGE`: a function of the plain class that is a container all the same. */
export function isFromImage(props: ObjectValue): boolean {
  const runtime = guessOf(props.get('runtime'));
  return runtime instanceof LibraryValue && runtime.name === 'FROM_IMAGE';
}

export function getForeignReason(object: LibraryObject): Unfound | undefined {
  return FOREIGN[object.type.name];
}

/**
 * The properties that a construct was given: its last argument that is an object. A construct that makes a function and more takes those
 * of the function as one property (`lambdaFunctionProps`).
 */
export function propsOf(object: LibraryObject): ObjectValue {
  const props = object.args.map(toProps).findLast((each) => each !== undefined);
  if (props === undefined) return new ObjectValue();
  if (!isOfPackage(object) || isForNode(props)) return props;
  const own = [...props.properties.values()].find(isForNode);
  return own instanceof ObjectValue ? own : props;
}

/** Of properties that may be these or others, all are in doubt. */
function toProps(value: Value): ObjectValue | undefined {
  if (value instanceof ObjectValue) return value;
  const guess = guessOf(value);
  return guess instanceof ObjectValue && value instanceof Unknown ? perhapsAll(guess, value.reason) : undefined;
}

/** The library object that a value is, is a part of, or was returned by. */
export function libraryObjectBehind(value: Value): LibraryObject | undefined {
  let current: Value = value instanceof InstanceValue ? value.base : value;
  let part = '';
  while (current instanceof LibraryMember) {
    part = current.name;
    current = current.owner;
  }
  if (!(current instanceof LibraryObject)) return undefined;
  return partOfBackend(current, part) ?? current;
}

/** `backend.api.resources.lambda` is of the `api` that `defineBackend({ api })` was given. */
function partOfBackend({ type, args: [parts] }: LibraryObject, name: string): LibraryObject | undefined {
  const isBackend = name !== '' && isAmplify(type) && type.name === 'defineBackend';
  const part = isBackend && parts instanceof ObjectValue ? parts.get(name) : undefined;
  return part instanceof LibraryObject ? part : undefined;
}

/** The library objects that arguments mention, two levels deep: `{ handler: fn }`, `{ lambdaTriggers: { x: fn } }`, `fn.functionArn`. */
export function mentionsIn(args: readonly Value[], depth = 0): LibraryObject[] {
  if (depth > 3) return [];
  return args.flatMap((each): LibraryObject[] => {
    if (each instanceof ObjectValue) return mentionsIn([...each.properties.values()], depth + 1);
    if (Array.isArray(each)) return mentionsIn(each, depth + 1);
    if (each instanceof Unknown) return mentionsIn(each.candidates, depth + 1);
    const isMention = each instanceof LibraryObject || each instanceof LibraryMember || each instanceof InstanceValue;
    const root = isMention ? libraryObjectBehind(each) : undefined;
    return root ? [root] : [];
  });
}
