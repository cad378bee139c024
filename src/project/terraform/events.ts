import { oncePer } from '../../lib/memoise.js';
import type { EventSource } from '../../model/function.js';
import { objectAt, type Plain } from '../data-file.js';
import { toNumber } from '../declared.js';
import { withoutUndefined } from '../settings.js';
import type { Block, ModuleBlocks } from './parse.js';

/** Resource types whose reference to a function brings it an event. */
const CONNECTIONS: Readonly<Record<string, string>> = {
  aws_lambda_function_url: 'url',
  aws_sns_topic_subscription: 'sns',
  aws_s3_bucket_notification: 's3',
  aws_apigatewayv2_integration: 'http',
  aws_api_gateway_integration: 'rest',
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

/** The events that other resources of the module bring to the function `reference` (`aws_lambda_function.api`). */
export function readTerraformEvents(module: ModuleBlocks, reference: string): EventSource[] {
  const events = (mentionsOf(module).get(reference) ?? []).flatMap((block) => eventsOf(block, module));
  return events.filter((event, index) => events.findIndex((each) => each.type === event.type) === index);
}

/** The resources that mention each function, or module that may make one. */
const mentionsOf = oncePer((module: ModuleBlocks): ReadonlyMap<string, readonly Block[]> => {
  const found = new Map<string, Block[]>();
  for (const block of module.resources) {
    if (block.type === 'aws_lambda_function') continue;
    const named = JSON.stringify(block.body).matchAll(/\b(?:aws_lambda_function|module)\.[\w-]+/g);
    for (const reference of new Set([...named].map(([name]) => name))) {
      const list = found.get(reference);
      if (list) list.push(block);
      else found.set(reference, [block]);
    }
  }
  return found;
});

function eventsOf(block: Block, module: ModuleBlocks): EventSource[] {
  if (block.type === 'aws_lambda_event_source_mapping') return [readMapping(block, module)];
  if (block.type === 'aws_cloudwatch_event_target')
    return [{ type: isScheduled(block, module) ? 'schedule' : 'eventbridge' }];
  const type = CONNECTIONS[block.type];
  return type === undefined ? [] : [{ type }];
}

function readMapping({ body }: Block, module: ModuleBlocks): EventSource {
  const [, source = '', name = ''] = /aws_(\w+?)\.([\w-]+)/.exec(String(body.event_source_arn)) ?? [];
  const type = SOURCES[source] ?? 'other';
  return withoutUndefined({
    type,
    batchSize: toNumber(body.batch_size),
    fifo: type === 'sqs' && isTrue(findResource(module, 'aws_sqs_queue', name)?.body.fifo_queue) ? true : undefined,
    reportBatchItemFailures: JSON.stringify(body.function_response_types ?? '').includes('ReportBatchItemFailures')
      ? true
      : undefined,
  });
}

function isScheduled({ body }: Block, module: ModuleBlocks): boolean {
  const name = /aws_cloudwatch_event_rule\.([\w-]+)/.exec(String(body.rule))?.[1] ?? '';
  return objectAt(findResource(module, 'aws_cloudwatch_event_rule', name)?.body).schedule_expression !== undefined;
}

function findResource(module: ModuleBlocks, type: string, name: string): Block | undefined {
  return module.resources.find((block) => block.type === type && block.name === name);
}

function isTrue(value: Plain): boolean {
  return value === true || value === 'true';
}
