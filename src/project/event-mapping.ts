import type { EventMapping, PolledKind } from '../model/deployment.js';
import { toNumber } from './declared.js';
import { askSetting, type Convert, type Look } from './look.js';
import { toBoolean } from './settings.js';

type MappingSettings = Omit<EventMapping, 'id' | 'name' | 'declaredIn' | 'function' | 'kind' | 'source'>;

/** What a deploy tool calls each setting of an event source mapping. */
export type MappingNames = Partial<Record<keyof MappingSettings, string>>;

/** Those of the Lambda API, which CloudFormation, SAM and (in snake case) Terraform have as well. */
export const MAPPING_NAMES: MappingNames = {
  isEnabled: 'Enabled',
  batchSize: 'BatchSize',
  windowS: 'MaximumBatchingWindowInSeconds',
  reportsItemFailures: 'FunctionResponseTypes',
  filters: 'FilterCriteria.Filters',
  parallelization: 'ParallelizationFactor',
  bisectsOnError: 'BisectBatchOnFunctionError',
  maxRetries: 'MaximumRetryAttempts',
  maxAgeS: 'MaximumRecordAgeInSeconds',
  hasFailureDestination: 'DestinationConfig.OnFailure',
  tumblingWindowS: 'TumblingWindowInSeconds',
  maxConcurrency: 'ScalingConfig.MaximumConcurrency',
};

const SERVICES: ReadonlyMap<string, PolledKind> = new Map([
  ['sqs', 'sqs'],
  ['kinesis', 'kinesis'],
  ['dynamodb', 'dynamodb'],
  ['kafka', 'msk'],
  ['mq', 'mq'],
  ['rds', 'documentdb'],
]);

/** What an ARN belongs to, by the service in it. */
export function kindOfArn(arn: string | undefined): PolledKind {
  return SERVICES.get(arn?.split(':')[2] ?? '') ?? 'unknown';
}

/**
 * What Lambda takes by itself for each kind (CreateEventSourceMapping of the Lambda API): batches of 10 from queues and of 100 from
 * anywhere else; Kafka, MQ and DocumentDB wait half a second for a batch to fill, the others not at all.
 */
function defaultsOf(kind: PolledKind): { readonly batchSize?: number; readonly windowS?: number } {
  if (kind === 'unknown') return {};
  if (kind === 'sqs') return { batchSize: 10, windowS: 0 };
  return { batchSize: 100, windowS: isStream(kind) ? 0 : 0.5 };
}

function isStream(kind: PolledKind): boolean {
  return kind === 'kinesis' || kind === 'dynamodb';
}

/** All settings of a mapping that its kind has. `batchSize` is what the deploy tool takes where it differs from Lambda. */
export function mappingSettings(
  kind: PolledKind,
  look: Look,
  names: MappingNames = MAPPING_NAMES,
  batchSize: number | undefined = defaultsOf(kind).batchSize,
): MappingSettings {
  const ask = <Value>(key: keyof MappingSettings, convert: Convert<Value>, otherwise: Value | undefined) =>
    askSetting(look, { name: names[key], convert, otherwise });
  const forever = 'until expired' as const;
  const untilExpired: Convert<number | typeof forever> = (stated) =>
    Number(stated) === -1 ? forever : toNumber(stated);
  return {
    isEnabled: ask('isEnabled', toBoolean, true),
    batchSize: ask('batchSize', toNumber, batchSize),
    windowS: ask('windowS', toNumber, defaultsOf(kind).windowS),
    reportsItemFailures: ask('reportsItemFailures', toReports, false),
    filters: ask('filters', toCount, 0),
    ...(isStream(kind) && {
      parallelization: ask('parallelization', toNumber, 1),
      bisectsOnError: ask('bisectsOnError', toBoolean, false),
      maxRetries: ask('maxRetries', untilExpired, forever),
      maxAgeS: ask('maxAgeS', untilExpired, forever),
      hasFailureDestination: ask('hasFailureDestination', isStated, false),
      tumblingWindowS: ask('tumblingWindowS', toNumber, 0),
    }),
    ...(kind === 'sqs' && {
      maxConcurrency: ask<number | 'none'>('maxConcurrency', toNumber, 'none'),
    }),
  };
}

/** A list with `ReportBatchItemFailures`, that word alone, or whether it is on. */
function toReports(stated: unknown): boolean | undefined {
  const all: unknown[] = [stated].flat();
  const known = all.every((each) => typeof each === 'string') ? all.includes('ReportBatchItemFailures') : undefined;
  return toBoolean(stated) ?? known;
}

function toCount(stated: unknown): number | undefined {
  return Array.isArray(stated) ? stated.length : undefined;
}

function isStated(stated: unknown): boolean {
  return stated !== undefined && stated !== null;
}
