import type { LocalAws } from '../support/aws/local-aws.js';

/** One service: a handler that sends per item, one that sends a batch, and where both leave what they sent. */
export interface Pair {
  readonly service: string;
  /** The requests of three items, one by one. */
  readonly single: string;
  /** The one request of three items. */
  readonly batch: string;
  seed(aws: LocalAws): Promise<Readonly<Record<string, string>>>;
  state(aws: LocalAws): Promise<unknown>;
  readonly v3: Sends;
  readonly v2?: Sends;
}

export interface Sends {
  /** Imports and the client. */
  readonly setup: string;
  /** An expression that sends `id`. */
  readonly one: string;
  /** An expression that sends `ids`. */
  readonly all: string;
}

export const pairs: readonly Pair[] = [
  {
    service: 'dynamodb',
    single: 'PutItem',
    batch: 'BatchWriteItem',
    seed: (aws) => createTable(aws),
    state: (aws) => aws.dynamo.dump('things'),
    v3: {
      setup: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
        import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
        const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));`,
      one: `client.send(new PutCommand({ TableName: 'things', Item: { id, size: 1 } }))`,
      all: `client.send(new BatchWriteCommand({
        RequestItems: { things: ids.map((id) => ({ PutRequest: { Item: { id, size: 1 } } })) },
      }))`,
    },
    v2: {
      setup: `import { DynamoDB } from 'aws-sdk';
        const client = new DynamoDB.DocumentClient({ endpoint: process.env.DYNAMODB_ENDPOINT });`,
      one: `client.put({ TableName: 'things', Item: { id, size: 1 } }).promise()`,
      all: `client.batchWrite({
        RequestItems: { things: ids.map((id) => ({ PutRequest: { Item: { id, size: 1 } } })) },
      }).promise()`,
    },
  },
  {
    service: 'sqs',
    single: 'SendMessage',
    batch: 'SendMessageBatch',
    seed: async (aws) => ({ QUEUE_URL: aws.messaging.createQueue('orders') }),
    state: async (aws) => aws.messaging.dumpQueue('orders'),
    v3: {
      setup: `import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
        const client = new SQSClient({});
        const QueueUrl = process.env.QUEUE_URL;`,
      one: `client.send(new SendMessageCommand({ QueueUrl, MessageBody: id }))`,
      all: `client.send(new SendMessageBatchCommand({
        QueueUrl, Entries: ids.map((id) => ({ Id: id, MessageBody: id })),
      }))`,
    },
    v2: {
      setup: `import SQS from 'aws-sdk/clients/sqs';
        const client = new SQS({ endpoint: process.env.SQS_ENDPOINT });
        const QueueUrl = process.env.QUEUE_URL;`,
      one: `client.sendMessage({ QueueUrl, MessageBody: id }).promise()`,
      all: `client.sendMessageBatch({ QueueUrl, Entries: ids.map((id) => ({ Id: id, MessageBody: id })) }).promise()`,
    },
  },
  {
    service: 'sns',
    single: 'Publish',
    batch: 'PublishBatch',
    seed: async (aws) => ({ TOPIC_ARN: aws.messaging.createTopic('news') }),
    state: async (aws) => aws.messaging.dumpTopic('news'),
    v3: {
      setup: `import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
        const client = new SNSClient({});
        const TopicArn = process.env.TOPIC_ARN;
        const MessageAttributes = { kind: { DataType: 'String', StringValue: 'new' } };`,
      one: `client.send(new PublishCommand({ TopicArn, Subject: 'News', Message: id, MessageAttributes }))`,
      all: `client.send(new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: ids.map((id) => ({ Id: id, Subject: 'News', Message: id, MessageAttributes })),
      }))`,
    },
    v2: {
      setup: `import * as AWS from 'aws-sdk';
        const client = new AWS.SNS({ endpoint: process.env.SNS_ENDPOINT });
        const TopicArn = process.env.TOPIC_ARN;`,
      one: `client.publish({ TopicArn, Message: id }).promise()`,
      all: `client.publishBatch({
        TopicArn, PublishBatchRequestEntries: ids.map((id) => ({ Id: id, Message: id })),
      }).promise()`,
    },
  },
  {
    service: 's3',
    single: 'DeleteObject',
    batch: 'DeleteObjects',
    seed: async (aws) => {
      aws.messaging.createBucket('files');
      await aws.messaging.putObjects('files', { a: '1', b: '2', c: '3', kept: '4' });
      return {};
    },
    state: (aws) => aws.messaging.listObjects('files'),
    v3: {
      setup: `import { DeleteObjectCommand, DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
        const client = new S3Client({});`,
      one: `client.send(new DeleteObjectCommand({ Bucket: 'files', Key: id }))`,
      all: `client.send(new DeleteObjectsCommand({
        Bucket: 'files', Delete: { Objects: ids.map((Key) => ({ Key })) },
      }))`,
    },
    v2: {
      setup: `import { S3 } from 'aws-sdk';
        const client = new S3({ endpoint: process.env.S3_ENDPOINT, s3ForcePathStyle: true });`,
      one: `client.deleteObject({ Bucket: 'files', Key: id }).promise()`,
      all: `client.deleteObjects({ Bucket: 'files', Delete: { Objects: ids.map((Key) => ({ Key })) } }).promise()`,
    },
  },
  {
    service: 'eventbridge',
    single: 'PutEvents',
    batch: 'PutEvents',
    seed: async () => ({}),
    state: async (aws) => aws.streams.dump('eventbridge', 'default'),
    v3: {
      setup: `import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
        const client = new EventBridgeClient({});
        const entry = (id) => ({ Source: 'shop', DetailType: 'sold', Detail: JSON.stringify({ id }) });`,
      one: `client.send(new PutEventsCommand({ Entries: [entry(id)] }))`,
      all: `client.send(new PutEventsCommand({ Entries: ids.map(entry) }))`,
    },
    v2: {
      setup: `import EventBridge from 'aws-sdk/clients/eventbridge';
        const client = new EventBridge({ endpoint: process.env.EVENTBRIDGE_ENDPOINT });
        const entry = (id) => ({ Source: 'shop', DetailType: 'sold', Detail: JSON.stringify({ id }) });`,
      one: `client.putEvents({ Entries: [entry(id)] }).promise()`,
      all: `client.putEvents({ Entries: ids.map(entry) }).promise()`,
    },
  },
  {
    service: 'kinesis',
    single: 'PutRecord',
    batch: 'PutRecords',
    seed: async (aws) => {
      aws.streams.create('kinesis', 'clicks');
      return {};
    },
    state: async (aws) => aws.streams.dump('kinesis', 'clicks'),
    v3: {
      setup: `import { KinesisClient, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
        const client = new KinesisClient({});
        const record = (id) => ({ PartitionKey: id, Data: Buffer.from(id) });`,
      one: `client.send(new PutRecordCommand({ StreamName: 'clicks', ...record(id) }))`,
      all: `client.send(new PutRecordsCommand({ StreamName: 'clicks', Records: ids.map(record) }))`,
    },
    v2: {
      setup: `import Kinesis from 'aws-sdk/clients/kinesis';
        const client = new Kinesis({ endpoint: process.env.KINESIS_ENDPOINT });
        const record = (id) => ({ PartitionKey: id, Data: id });`,
      one: `client.putRecord({ StreamName: 'clicks', ...record(id) }).promise()`,
      all: `client.putRecords({ StreamName: 'clicks', Records: ids.map(record) }).promise()`,
    },
  },
  {
    service: 'firehose',
    single: 'PutRecord',
    batch: 'PutRecordBatch',
    seed: async (aws) => {
      aws.streams.create('firehose', 'log');
      return {};
    },
    state: async (aws) => aws.streams.dump('firehose', 'log'),
    v3: {
      setup: `import { FirehoseClient, PutRecordBatchCommand, PutRecordCommand } from '@aws-sdk/client-firehose';
        const client = new FirehoseClient({});
        const DeliveryStreamName = 'log';`,
      one: `client.send(new PutRecordCommand({ DeliveryStreamName, Record: { Data: Buffer.from(id) } }))`,
      all: `client.send(new PutRecordBatchCommand({
        DeliveryStreamName, Records: ids.map((id) => ({ Data: Buffer.from(id) })),
      }))`,
    },
  },
];

async function createTable(aws: LocalAws): Promise<Readonly<Record<string, string>>> {
  await aws.dynamo.createTable('things', { id: 'S' });
  return {};
}

export const perItem = ({ setup, one }: Sends) =>
  `${setup}\nexport const handler = async ({ ids }) => { for (const id of ids) await ${one}; return ids.length; };`;
export const atOnce = ({ setup, all }: Sends) =>
  `${setup}\nexport const handler = async ({ ids }) => { await ${all}; return ids.length; };`;
