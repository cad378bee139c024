import type { EventSource } from '../../model/function.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { type DeclaredFunction, toNumber } from '../declared.js';
import { edgeEvent } from '../edge.js';
import { withoutUndefined } from '../settings.js';
import type { Configuration, PlacedBlock } from './configuration.js';
import { evaluateHcl } from './expressions.js';

/** Resource types whose reference to a function brings it an event. */
const CONNECTIONS: Readonly<Record<string, string>> = {
  aws_lambda_function_url: 'url',
  aws_sns_topic_subscription: 'sns',
  aws_s3_bucket_notification: 's3',
  aws_apigatewayv2_integration: 'http',
  aws_api_gateway_integration: 'rest',
  aws_api_gateway_rest_api: 'rest',
  aws_apigatewayv2_api: 'http',
  aws_cognito_user_pool: 'cognito',
  aws_cloudwatch_log_subscription_filter: 'logs',
  aws_scheduler_schedule: 'schedule',
};

const SOURCES: Readonly<Record<string, string>> = {
  sqs_queue: 'sqs',
  dynamodb_table: 'dynamodb',
  kinesis_stream: 'kinesis',
  msk_cluster: 'msk',
};

/** The events that resources bring to functions, by the ids of their declarations. */
export function readTerraformEvents(configuration: Configuration): ReadonlyMap<string, readonly EventSource[]> {
  const found = new Map<string, EventSource[]>();
  for (const type of [MAPPING, TARGET, ...Object.keys(CONNECTIONS)]) {
    for (const placed of configuration.ofType(type)) {
      const functions = configuration.functionsIn(placed.instance, placed.block.body);
      const event = functions.length > 0 ? eventOf(configuration, placed) : undefined;
      for (const id of event ? functions : []) found.set(id, [...(found.get(id) ?? []), event!]);
    }
  }
  for (const placed of configuration.ofType('aws_cloudfront_distribution'))
    for (const { event_type, ...association } of associationsIn(placed.block.body))
      for (const id of configuration.functionsIn(placed.instance, association))
        found.set(id, [...(found.get(id) ?? []), edgeEvent(evaluateHcl(event_type, placed.instance.names))]);
  return found;
}

/** Blocks that make CloudFront call a function, of all behaviours. */
function associationsIn(value: Plain, depth = 0): PlainObject[] {
  if (depth > MAX_BLOCKS || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]: [string, Plain]) =>
    key === 'lambda_function_association' ? [each].flat().filter(isObject) : associationsIn(each, depth + 1),
  );
}

/** Behaviours stand in a distribution, as blocks or as lists of them. */
const MAX_BLOCKS = 6;

/** The function with one event of each type. */
export function withEvents(
  declared: DeclaredFunction,
  events: ReadonlyMap<string, readonly EventSource[]>,
): DeclaredFunction {
  const found = events.get(declared.link ?? '') ?? [];
  const eventSources = found.filter((event, index) => found.findIndex(({ type }) => type === event.type) === index);
  return { ...declared, eventSources };
}

const MAPPING = 'aws_lambda_event_source_mapping';
const TARGET = 'aws_cloudwatch_event_target';

function eventOf(configuration: Configuration, placed: PlacedBlock): EventSource | undefined {
  const { type } = placed.block;
  if (type === MAPPING) return readMapping(configuration, placed);
  if (type === TARGET) return { type: isScheduled(configuration, placed) ? 'schedule' : 'eventbridge' };
  const connection = CONNECTIONS[type];
  return connection === undefined ? undefined : { type: connection };
}

function readMapping(configuration: Configuration, placed: PlacedBlock): EventSource {
  const { body } = placed.block;
  const { names } = placed.instance;
  const value = (key: string) => evaluateHcl(body[key], names);
  const source = configuration.named(placed, body.event_source_arn);
  const type = SOURCES[(source?.block.type ?? typeNamedIn(body.event_source_arn)).replace('aws_', '')] ?? 'other';
  const isFifo = source && isTrue(evaluateHcl(source.block.body.fifo_queue, source.instance.names));
  return withoutUndefined({
    type,
    batchSize: toNumber(value('batch_size')),
    fifo: type === 'sqs' && isFifo ? true : undefined,
    reportBatchItemFailures: JSON.stringify(value('function_response_types') ?? '').includes('ReportBatchItemFailures')
      ? true
      : undefined,
  });
}

/** What a data source looks up is of a type as well. */
export function typeNamedIn(arn: Plain): string {
  return /aws_\w+(?=\.)/.exec(String(arn))?.[0] ?? '';
}

function isScheduled(configuration: Configuration, placed: PlacedBlock): boolean {
  const rule = configuration.named(placed, placed.block.body.rule);
  return rule?.block.body.schedule_expression !== undefined;
}

function isTrue(value: Plain): boolean {
  return value === true || value === 'true';
}
