import assert from 'node:assert/strict';
import { iterationAround } from '../../../../src/lambda/order/iteration.js';
import { recordSource } from '../../../../src/lambda/order/record-source.js';
import type { LambdaFunction } from '../../../../src/model/function.js';
import { loadSource } from '../../../support/load-source.js';

const inHandler = (body: string) => `export const handler = async (event) => {\n${body}\n};`;

describe('records come from', () => {
  const loop = (use: string) => inHandler(`for (const record of event.Records) { work(1); ${use} }`);
  const typed = (type: string) =>
    `export const handler = async (event: ${type}) => { for (const r of event.Records) work(1); };`;
  const cases: readonly [
    title: string,
    code: string,
    events: LambdaFunction['eventSources'],
    expected: string | undefined,
  ][] = [
    ['a stream, by member', loop('record.dynamodb;'), [], 'stream'],
    ['Kinesis, by member', loop('record.kinesis.data;'), [], 'stream'],
    ['a queue, by member', loop('record.body;'), [], 'queue'],
    ['S3, by member', loop('record.s3.object;'), [], 'single'],
    ['SNS, by member', loop('record.Sns.Message;'), [], 'single'],
    ['a stream, by type', typed('DynamoDBStreamEvent'), [], 'stream'],
    ['a queue, by type', typed('SQSEvent'), [], 'queue'],
    ['S3, by type', typed('S3Event'), [], 'single'],
    ['a stream, as declared', loop(''), [{ type: 'kinesis' }], 'stream'],
    ['a FIFO queue, as declared', loop(''), [{ type: 'sqs', fifo: true }], 'fifo'],
    ['a queue, as declared', loop(''), [{ type: 'sqs' }], 'queue'],
    ['S3, as declared', loop(''), [{ type: 's3' }], 'single'],
    ['a table, as declared', loop(''), [{ type: 'dynamodb' }], 'stream'],
    ['Kafka, as declared', loop(''), [{ type: 'msk' }], 'stream'],
    ['Kafka elsewhere, as declared', loop(''), [{ type: 'kafka' }], 'stream'],
    ['SNS, as declared', loop(''), [{ type: 'sns' }], 'single'],
    ['a queue that gives one at a time', loop(''), [{ type: 'sqs', batchSize: 1 }], 'single'],
    ['a queue that gives ten at a time', loop(''), [{ type: 'sqs', batchSize: 10 }], 'queue'],
    [
      'one queue of one and another of ten',
      loop(''),
      [
        { type: 'sqs', batchSize: 1 },
        { type: 'sqs', batchSize: 10 },
      ],
      'queue',
    ],
    ['a stream beside a FIFO queue', loop(''), [{ type: 'sqs', fifo: true }, { type: 'kinesis' }], 'stream'],
    ['a FIFO queue, whatever is taken', loop('record.kinesis;'), [{ type: 'sqs', fifo: true }], 'fifo'],
    ['S3, whatever is taken', loop('record.body;'), [{ type: 's3' }], 'single'],
    ['what is taken, whatever queue is declared', loop('record.dynamodb;'), [{ type: 'sqs' }], 'stream'],
    ['the type, whatever queue is declared', typed('KinesisStreamEvent'), [{ type: 'sqs' }], 'stream'],
    ['an API, as declared', loop(''), [{ type: 'api' }], 'unknown'],
    ['a queue, by its id', loop('record.messageId;'), [], 'queue'],
    ['a queue, by its receipt', loop('record.receiptHandle;'), [], 'queue'],
    ['SES, by member', loop('record.ses.mail;'), [], 'single'],
    ['the first that says something', loop('record.eventID; record.s3; record.dynamodb;'), [], 'single'],
    ['inside of a function', loop('later(() => record.dynamodb);'), [], 'stream'],
    ['Kinesis, by type', typed('KinesisStreamEvent'), [], 'stream'],
    ['MSK, by type', typed('MSKEvent'), [], 'stream'],
    ['Kafka, by type', typed('SelfManagedKafkaEvent'), [], 'stream'],
    ['SNS, by type', typed('SNSEvent'), [], 'single'],
    ['SES, by type', typed('SESEvent'), [], 'single'],
    ['a list of records, by its type', typed('{ Records: S3EventRecord[] }'), [], 'single'],
    ['another type', typed('S3EventBridgeNotification'), [], 'unknown'],
    ['a type of the project', typed('MySQSEvents'), [], 'unknown'],
    [
      'the type of the handler',
      'export const handler: SQSHandler = async (event) => { for (const r of event.Records) work(1); };',
      [],
      'queue',
    ],
    [
      'no function at all',
      'declare const event: SQSEvent;\nfor (const r of event.Records) work(1);\nexport const handler = async () => 1;',
      [],
      'unknown',
    ],
    ['a callback', inHandler('event.Records.map((record) => { work(1); record.body; });'), [], 'queue'],
    [
      'an element by another name',
      inHandler('for (let i = 0; i < event.Records.length; i++) { work(1); const r = event.Records[i]; r.kinesis; }'),
      [],
      'stream',
    ],
    [
      'an element with a cast',
      inHandler('for (let i = 0; i < event.Records.length; i++) { work(1); (event.Records[i] as any).kinesis; }'),
      [],
      'stream',
    ],
    ['a member of something else', loop('other.dynamodb;'), [], 'unknown'],
    ['an element of something else', loop('other[0].dynamodb;'), [], 'unknown'],
    [
      'another name of something else',
      inHandler('for (let i = 0; i < event.Records.length; i++) { work(1); const r = other[i]; r.kinesis; }'),
      [],
      'unknown',
    ],
    ['a list named so', inHandler('for (const x of records) { work(1); }'), [], 'unknown'],
    [
      'a local name of another name',
      inHandler('const all = event.Records; for (const x of all) { work(1); }'),
      [],
      'unknown',
    ],
    [
      'what was waited for',
      inHandler('const all = await event.Records; for (const x of all) { work(1); }'),
      [],
      undefined,
    ],
    ['a name that only begins so', inHandler('for (const x of event.RecordsOfUser) { work(1); }'), [], undefined],
    [
      'a list of an event that is declared',
      inHandler('for (const x of event.items) work(1);'),
      [{ type: 'sqs' }],
      undefined,
    ],
    ['a loop over nothing', inHandler('while (event.Records) work(1);'), [{ type: 'sqs' }], undefined],
    ['somewhere', loop(''), [], 'unknown'],
    [
      'a local name',
      inHandler('const { Records } = event; for (const record of Records) { work(1); record.dynamodb; }'),
      [],
      'stream',
    ],
    [
      'an index',
      inHandler('for (let i = 0; i < event.Records.length; i++) { work(1); event.Records[i].kinesis; }'),
      [],
      'stream',
    ],
    ['no event', inHandler('for (const x of event.items) { work(1); x.body; }'), [], undefined],
  ];
  for (const [title, code, events, expected] of cases) {
    it(title, () => {
      const { program, node } = loadSource(code, { events });
      const iteration = iterationAround(node('work(1)'));
      assert.ok(iteration);
      assert.equal(recordSource(iteration, program), expected);
    });
  }
});
