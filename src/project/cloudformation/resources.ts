import type { LogGroup, PolledKind, Queue, Schedule, Stream } from '../../model/deployment.js';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { toNumber, toText } from '../declared.js';
import { kindOfArn, mappingSettings } from '../event-mapping.js';
import { askSetting } from '../look.js';
import { noResources, type Resources } from '../resources.js';
import { toBoolean } from '../settings.js';
import { readStackApis } from './apis.js';
import { idOf, lookAt, resourceBase, resourceNamed, type Stack, type StackResource } from './stack.js';
import { readStateMachine } from './state-machines.js';

/** What the resources of stacks that may name each other declare besides functions and tables. */
export function readStackResources(stacks: readonly Stack[]): Resources {
  const found = noResources();
  for (const stack of stacks)
    for (const resource of stack.resources) READERS.get(resource.type)?.(stack, resource, found);
  found.apis.push(...readStackApis(stacks));
  return found;
}

type ReadStack = (stack: Stack, resource: StackResource, found: Resources) => void;

const READERS: ReadonlyMap<string, ReadStack> = new Map(
  Object.entries<ReadStack>({
    'AWS::SQS::Queue': (stack, resource, { queues }) => queues.push(readQueue(stack, resource)),
    'AWS::Kinesis::Stream': (stack, resource, { streams }) => streams.push(readStream(stack, resource)),
    'AWS::Logs::LogGroup': (stack, resource, { logGroups }) => logGroups.push(readLogGroup(stack, resource)),
    'AWS::Lambda::EventSourceMapping': (stack, resource, { mappings }) => mappings.push(readMapping(stack, resource)),
    'AWS::Events::Rule': (stack, resource, { schedules }) => schedules.push(...readRule(stack, resource)),
    'AWS::Scheduler::Schedule': (stack, resource, { schedules }) => schedules.push(readSchedule(stack, resource)),
    'AWS::StepFunctions::StateMachine': (stack, resource, { stateMachines }) =>
      stateMachines.push(readStateMachine(stack, resource, 'StateMachineType')),
    'AWS::Serverless::StateMachine': (stack, resource, { stateMachines }) =>
      stateMachines.push(readStateMachine(stack, resource, 'Type')),
  }),
);

function readQueue(stack: Stack, resource: StackResource): Queue {
  const look = lookAt(stack, resource);
  return {
    ...resourceBase(resource),
    isFifo: askSetting(look, { name: 'FifoQueue', convert: toBoolean, otherwise: false }),
    visibilityTimeoutS: askSetting(look, { name: 'VisibilityTimeout', convert: toNumber, otherwise: 30 }),
    maxReceives: askSetting<number | 'no limit'>(look, {
      name: 'RedrivePolicy.maxReceiveCount',
      convert: toNumber,
      otherwise: 'no limit',
    }),
  };
}

function readStream(stack: Stack, resource: StackResource): Stream {
  const question = { name: 'RetentionPeriodHours', convert: toNumber, otherwise: 24 };
  return { ...resourceBase(resource), retentionHours: askSetting(lookAt(stack, resource), question) };
}

function readLogGroup(stack: Stack, resource: StackResource): LogGroup {
  const name = resource.resolved.LogGroupName;
  return {
    ...resourceBase(resource),
    ...(typeof name === 'string' && !name.includes('${') && { groupName: name }),
    retentionDays: askSetting<number | 'forever'>(lookAt(stack, resource), {
      name: 'RetentionInDays',
      convert: toNumber,
      otherwise: 'forever',
    }),
  };
}

function readMapping(stack: Stack, resource: StackResource) {
  const { resolved } = resource;
  const polled = polledBy(stack, resolved);
  const fn = stack.functionOf(resolved.FunctionName);
  return {
    ...resourceBase(resource),
    ...(fn !== undefined && { function: fn }),
    ...polled,
    ...mappingSettings(polled.kind, lookAt(stack, resource)),
  };
}

const POLLED: ReadonlyMap<string, PolledKind> = new Map([
  ['AWS::SQS::Queue', 'sqs'],
  ['AWS::Kinesis::Stream', 'kinesis'],
  ['AWS::Kinesis::StreamConsumer', 'kinesis'],
  ['AWS::DynamoDB::Table', 'dynamodb'],
  ['AWS::DynamoDB::GlobalTable', 'dynamodb'],
  ['AWS::Serverless::SimpleTable', 'dynamodb'],
  ['AWS::MSK::Cluster', 'msk'],
  ['AWS::AmazonMQ::Broker', 'mq'],
  ['AWS::DocDB::DBCluster', 'documentdb'],
]);

/** What a mapping polls, by its ARN or by the resource that it names. */
function polledBy(stack: Stack, properties: PlainObject): { readonly kind: PolledKind; readonly source?: string } {
  if (properties.SelfManagedEventSource !== undefined) return { kind: 'kafka' };
  return polledAt(stack, properties.EventSourceArn);
}

/** What an ARN, or an expression that gives one, belongs to. */
export function polledAt(stack: Stack, arn: Plain): { readonly kind: PolledKind; readonly source?: string } {
  const resource = resourceNamed(stack, arn);
  const known = resource && POLLED.get(resource.type);
  if (known !== undefined) return { kind: known, source: idOf(resource!) };
  const text = typeof arn === 'string' ? arn : toText(objectAt(arn)['Fn::Sub']);
  return { kind: kindOfArn(text) };
}

/** Rules with a schedule; the others only match events. */
function readRule(stack: Stack, resource: StackResource): Schedule[] {
  const { resolved } = resource;
  if (resolved.ScheduleExpression === undefined) return [];
  const targets = [resolved.Targets].flat().map((target) => objectAt(target).Arn);
  return [scheduleOf(stack, resource, targets)];
}

function readSchedule(stack: Stack, resource: StackResource): Schedule {
  return scheduleOf(stack, resource, [objectAt(resource.resolved, 'Target').Arn]);
}

function scheduleOf(stack: Stack, resource: StackResource, targets: readonly Plain[]): Schedule {
  const look = lookAt(stack, resource);
  return {
    ...resourceBase(resource),
    expression: askSetting(look, { name: 'ScheduleExpression', convert: toText }),
    isEnabled: askSetting(look, { name: 'State', convert: (state) => state === 'ENABLED', otherwise: true }),
    functions: targets.flatMap((target) => stack.functionOf(target) ?? []),
  };
}
