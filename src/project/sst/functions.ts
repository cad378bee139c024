import { posix } from 'node:path';
import { libraryObjectBehind } from '../cdk/constructs.js';
import { writtenAtNode } from '../cdk/look.js';
import type { DeclaredFunction, Reading } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';
import { findHandler } from '../handler-file.js';
import { splitHandler } from '../handler-string.js';
import { withoutUndefined } from '../settings.js';
import { findWithExtension } from '../source-file.js';
import { componentSettings, toMegabytes, toSeconds } from './settings.js';

/** Constructs and methods of SST → the events they bring to the functions they are given. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^ApiGatewayWebSocket|^WebSocketApi/, 'websocket'],
  [/^ApiGatewayV1|^ApiGatewayV1Api/, 'rest'],
  [/^Api|^ApiGatewayV2/, 'http'],
  [/^Queue/, 'sqs'],
  [/^Cron/, 'schedule'],
  [/^(Topic|SnsTopic)/, 'sns'],
  [/^(Table|Dynamo)/, 'dynamodb'],
  [/^Kinesis/, 'kinesis'],
  [/^Bucket/, 's3'],
  [/^(EventBus|Bus)/, 'eventbridge'],
  [/^Cognito/, 'cognito'],
];

/** Reads the functions of SST constructs, which name them by handler strings: `handler: 'packages/api/src/list.main'`. */
export function readSstFunctions(evaluator: Evaluator, reading: Reading): void {
  for (const object of evaluator.created) if (isSst(object)) readArguments(evaluator, object, object.args, reading);
  for (const { owner, args } of evaluator.calls) {
    const object = libraryObjectBehind(owner);
    if (object && isSst(object)) readArguments(evaluator, object, args, reading);
  }
}

function isSst({ type }: LibraryObject): boolean {
  return (
    /^(sst|@serverless-stack\/resources)(\/|$)/.test(type.module) ||
    (type.module === 'global' && type.path[0] === 'sst')
  );
}

function readArguments(evaluator: Evaluator, object: LibraryObject, args: readonly Value[], reading: Reading): void {
  const [first, second] = args;
  // A construct's own id is its name; of a route it is the route.
  const name = typeof first === 'string' ? first : typeof second === 'string' ? second : undefined;
  for (const each of args) visit(each, name, 0);

  function visit(value: Value, label: string | undefined, depth: number): void {
    if (depth > 6) return;
    if (typeof value === 'string') add(value, label, undefined);
    else if (Array.isArray(value)) for (const each of value) visit(each, label, depth + 1);
    else if (value instanceof ObjectValue) {
      const handler = value.get('handler');
      if (typeof handler === 'string') add(handler, label, value);
      for (const [key, each] of value.properties)
        if (key !== 'handler') visit(each, /[ /$]/.test(key) ? key : label, depth + 1);
    }
  }

  function add(handler: string, label: string | undefined, settings: ObjectValue | undefined): void {
    if (!isHandler(evaluator, handler)) return;
    const declared = toDeclared(evaluator, object, handler, label ?? handler, settings);
    const isKnown = reading.declared.some((each) => each.name === declared.name && sameTarget(each, declared));
    if (!isKnown) reading.declared.push(declared);
  }
}

/** Many strings look like a handler; only those count whose file is there. */
function isHandler(evaluator: Evaluator, text: string): boolean {
  if (!/^[\w@./[\]-]+\/[\w@.[\]-]+\.\w+$/.test(text)) return false;
  return (
    splitHandler(text).some(
      ({ file }) => findWithExtension(evaluator.workspace, posix.join(evaluator.cwd, file)) !== undefined,
    ) &&
    !('reason' in findHandler(evaluator.workspace, { kind: 'handler-string', folders: [evaluator.cwd], handler: text }))
  );
}

function sameTarget(left: DeclaredFunction, right: DeclaredFunction): boolean {
  return JSON.stringify(left.target) === JSON.stringify(right.target);
}

function toDeclared(
  evaluator: Evaluator,
  object: LibraryObject,
  handler: string,
  name: string,
  settings: ObjectValue | undefined,
): DeclaredFunction {
  const node = settings?.origin ?? object.node;
  const event = EVENTS.find(([pattern]) => pattern.test(object.type.name))?.[1];
  const text = (key: string) => {
    const value = settings?.get(key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  return withoutUndefined({
    name,
    declaredIn: { ...writtenAtNode(evaluator.workspace, node), kind: 'cdk' as const },
    target: { kind: 'handler-string' as const, folders: [evaluator.cwd], handler },
    settings: componentSettings(evaluator, object, settings),
    runtime: text('runtime'),
    memoryMb: toMegabytes(text('memorySize') ?? text('memory')),
    timeoutS: toSeconds(text('timeout')),
    architecture:
      text('architecture') === 'arm64' || text('architecture') === 'arm_64' ? ('arm64' as const) : undefined,
    eventSources: event === undefined ? [] : [{ type: event }],
    build: { tool: 'esbuild' as const, builder: 'sst' as const },
  });
}
