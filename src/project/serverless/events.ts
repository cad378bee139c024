import type { EventSource } from '../../model/function.js';
import { isObject, type Plain } from '../data-file.js';
import { toNumber } from '../declared.js';
import { edgeEvent } from '../edge.js';
import { withoutUndefined } from '../settings.js';

const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    http: 'rest',
    httpApi: 'http',
    eventBridge: 'eventbridge',
    cloudwatchEvent: 'eventbridge',
    cloudwatchLog: 'logs',
    cognitoUserPool: 'cognito',
    alexaSkill: 'alexa',
    activemq: 'mq',
    rabbitmq: 'mq',
    cloudFront: 'cloudfront',
  }),
);

/** Event sources of one function: `events` and `url`. */
export function readServerlessEvents(events: Plain, url: Plain): EventSource[] {
  const list = Array.isArray(events) ? events.flatMap(readEvent) : [];
  return url === undefined || url === null || url === false ? list : [...list, { type: 'url' }];
}

/**
 * Where CloudFront calls a function by @silvermine/serverless-plugin-cloudfront-lambda-edge (2.2.3, src/index.js): one place, or a list of
 * them.
 */
export function edgeEventsOfPlugin(stated: Plain): EventSource[] {
  const types = [stated].flat().flatMap((each) => (isObject(each) ? [each.eventType] : []));
  const events = types.map(edgeEvent);
  return [...new Map(events.map((each) => [each.edge, each])).values()];
}

function readEvent(event: Plain): EventSource[] {
  // It may be an event of any type.
  if (typeof event === 'string' && event.includes('${')) return [{ type: 'unknown' }];
  if (typeof event === 'string') return [{ type: TYPES.get(event) ?? event.toLowerCase() }];
  if (!isObject(event)) return [];
  const [entry] = Object.entries(event);
  return entry === undefined ? [] : [toEvent(...entry)];
}

function toEvent(key: string, value: Plain): EventSource {
  if (key === 'cloudFront') return edgeEvent(isObject(value) ? value.eventType : undefined);
  const settings = isObject(value) ? value : {};
  const arn = isObject(value) ? settings.arn : value;
  const type = key === 'stream' ? streamType(settings.type, arn) : (TYPES.get(key) ?? key.toLowerCase());
  const isSchedule = key === 'eventBridge' && settings.schedule !== undefined;
  return withoutUndefined({
    type: isSchedule ? 'schedule' : type,
    batchSize: toNumber(settings.batchSize),
    fifo: type === 'sqs' && typeof arn === 'string' && arn.endsWith('.fifo') ? true : undefined,
    reportBatchItemFailures: settings.functionResponseType === 'ReportBatchItemFailures' ? true : undefined,
  });
}

/** A stream without a type is told by its ARN. */
function streamType(type: Plain, arn: Plain): string {
  if (typeof type === 'string') return type.toLowerCase();
  const text = typeof arn === 'string' ? arn : JSON.stringify(arn ?? '');
  return /kinesis/i.test(text) ? 'kinesis' : 'dynamodb';
}
