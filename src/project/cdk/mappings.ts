import type { ts } from 'ts-morph';
import type { EventMapping, PolledKind } from '../../model/deployment.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';
import { kindOfArn, MAPPING_NAMES, type MappingNames, mappingSettings } from '../event-mapping.js';
import { constructBase, type DeclarationOf } from './construct-base.js';
import { isCdkModule, libraryObjectBehind, propsOf } from './constructs.js';
import { lookInProps, writtenAtNode } from './look.js';

export interface MadeProgram {
  readonly evaluator: Evaluator;
  readonly declarationOf: DeclarationOf;
}

/** The event source mappings that a program makes, as constructs or by methods of a function. */
export function readProgramMappings(program: MadeProgram): EventMapping[] {
  const { created, calls } = program.evaluator;
  const constructs = created.flatMap((object) => {
    if (!isCdkModule(object.type.module)) return [];
    const props = propsOf(object);
    if (object.type.name === 'EventSourceMapping')
      return [readMapping(program, { fn: libraryObjectBehind(props.get('target')), at: object, args: object.args })];
    if (object.type.name !== 'CfnEventSourceMapping') return [];
    const fn = libraryObjectBehind(props.get('functionName'));
    return [readMapping(program, { fn, at: object, args: object.args, names: LEVEL_ONE })];
  });
  const added = calls.flatMap(({ owner, method, args, node }) => {
    const fn = libraryObjectBehind(owner);
    if (method === 'addEventSource' && fn) return readSource(program, fn, args[0]);
    return method === 'addEventSourceMapping' && fn ? [readMapping(program, { fn, at: fn, args, calledAt: node })] : [];
  });
  return [...added, ...constructs];
}

const SOURCES: Readonly<Record<string, PolledKind>> = {
  SqsEventSource: 'sqs',
  DynamoEventSource: 'dynamodb',
  KinesisEventSource: 'kinesis',
  KinesisConsumerEventSource: 'kinesis',
  ManagedKafkaEventSource: 'msk',
  SelfManagedKafkaEventSource: 'kafka',
};

const MADE: Readonly<Record<string, PolledKind>> = {
  Queue: 'sqs',
  Table: 'dynamodb',
  TableV2: 'dynamodb',
  Stream: 'kinesis',
};

/** As sources of events are given them. */
export const SOURCE_NAMES: MappingNames = {
  isEnabled: 'enabled',
  batchSize: 'batchSize',
  windowS: 'maxBatchingWindow',
  reportsItemFailures: 'reportBatchItemFailures',
  filters: 'filters',
  parallelization: 'parallelizationFactor',
  bisectsOnError: 'bisectBatchOnError',
  maxRetries: 'retryAttempts',
  maxAgeS: 'maxRecordAge',
  hasFailureDestination: 'onFailure',
  tumblingWindowS: 'tumblingWindow',
  maxConcurrency: 'maxConcurrency',
};

/** Level-1 constructs take the names of CloudFormation, as properties are written in JavaScript. */
const LEVEL_ONE: MappingNames = Object.fromEntries(
  Object.entries(MAPPING_NAMES).map(([key, name]) => [key, name.replaceAll(/\b[A-Z]/g, (char) => char.toLowerCase())]),
);

/** `fn.addEventSource(new SqsEventSource(queue, props))`; other sources are no mappings. */
function readSource(program: MadeProgram, fn: LibraryObject, source: Value): EventMapping[] {
  const kind = source instanceof LibraryObject ? SOURCES[source.type.name] : undefined;
  if (kind === undefined || !(source instanceof LibraryObject)) return [];
  const polled = libraryObjectBehind(source.args[0]);
  return [toMapping(program, { fn, at: source, kind, polled, name: source.type.name })];
}

interface MadeMapping {
  readonly fn: LibraryObject | undefined;
  readonly at: LibraryObject;
  readonly args: readonly Value[];
  readonly calledAt?: ts.Node;
  readonly names?: MappingNames;
}

/** `fn.addEventSourceMapping('id', props)`, or a construct of its own. */
function readMapping(program: MadeProgram, { args, ...made }: MadeMapping): EventMapping {
  const given = args.findLast((each) => each instanceof ObjectValue);
  const props = given instanceof ObjectValue ? given : new ObjectValue();
  const polled = libraryObjectBehind(props.get('eventSourceArn'));
  const id = args.find((each) => typeof each === 'string');
  return toMapping(program, { ...made, kind: polledKind(props), polled, props, name: String(id ?? 'mapping') });
}

/** By the construct, by the ARN, or by the ARN that a construct stands for. */
export function polledKind(props: ObjectValue): PolledKind {
  const arn = props.get('eventSourceArn');
  const polled = libraryObjectBehind(arn);
  if (props.get('kafkaBootstrapServers') !== undefined) return 'kafka';
  if (typeof arn === 'string') return kindOfArn(arn);
  const made = MADE[polled?.type.name ?? ''];
  if (made !== undefined || polled === undefined) return made ?? 'unknown';
  // `Queue.fromQueueArn(…)`
  const isImported = polled.type.name.startsWith('from');
  return (isImported ? MADE[polled.type.path.at(-2) ?? ''] : undefined) ?? 'unknown';
}

interface FoundMapping {
  readonly fn: LibraryObject | undefined;
  /** What is made there: the source, the mapping or else the function. */
  readonly at: LibraryObject;
  /** The call that makes it, where it is no construct. */
  readonly calledAt?: ts.Node;
  readonly kind: PolledKind;
  readonly polled: LibraryObject | undefined;
  readonly props?: ObjectValue;
  readonly name: string;
  readonly names?: MappingNames;
}

function toMapping(program: MadeProgram, found: FoundMapping): EventMapping {
  const { fn, at, calledAt, kind, polled, props = propsOf(at), name, names = SOURCE_NAMES } = found;
  const { evaluator, declarationOf } = program;
  const { workspace } = evaluator;
  const { id, declaredIn } = constructBase(evaluator, at);
  const invoked = declarationOf(fn);
  const isKnown = polled !== undefined && MADE[polled.type.name] === kind && kind !== 'dynamodb';
  return {
    id: `${id}/${invoked ?? ''}/${name}`,
    name: polled && typeof polled.args[1] === 'string' ? `${polled.args[1]} ${kind}` : name,
    declaredIn: calledAt ? { ...declaredIn, ...writtenAtNode(workspace, calledAt) } : declaredIn,
    ...(invoked !== undefined && { function: invoked }),
    kind,
    ...(isKnown && { source: constructBase(evaluator, polled).id }),
    ...mappingSettings(kind, lookInProps(workspace, props), names),
  };
}
