import type { BatchWrite } from './batch-form.js';

const MESSAGE = ['MessageAttributes', 'MessageGroupId', 'MessageDeduplicationId'];

const WRITES: Readonly<Record<string, BatchWrite>> = {
  'dynamodb.PutItem': {
    batch: 'BatchWriteItem',
    limit: 25,
    target: ['TableName'],
    entry: ['Item'],
    shape: 'put',
    permission: 'dynamodb:BatchWriteItem',
  },
  'dynamodb.DeleteItem': {
    batch: 'BatchWriteItem',
    limit: 25,
    target: ['TableName'],
    entry: ['Key'],
    shape: 'delete',
    permission: 'dynamodb:BatchWriteItem',
  },
  'sqs.SendMessage': {
    batch: 'SendMessageBatch',
    limit: 10,
    target: ['QueueUrl'],
    entry: ['MessageBody', 'DelaySeconds', 'MessageSystemAttributes', ...MESSAGE],
    shape: 'parameters',
  },
  'sqs.DeleteMessage': {
    batch: 'DeleteMessageBatch',
    limit: 10,
    target: ['QueueUrl'],
    entry: ['ReceiptHandle'],
    shape: 'parameters',
  },
  'sqs.ChangeMessageVisibility': {
    batch: 'ChangeMessageVisibilityBatch',
    limit: 10,
    target: ['QueueUrl'],
    entry: ['ReceiptHandle', 'VisibilityTimeout'],
    shape: 'parameters',
  },
  'sns.Publish': {
    batch: 'PublishBatch',
    limit: 10,
    target: ['TopicArn'],
    entry: ['Message', 'Subject', 'MessageStructure', ...MESSAGE],
    shape: 'parameters',
  },
  'eventbridge.PutEvents': {
    batch: 'PutEvents',
    words: 'PutEvents with up to 10 entries',
    limit: 10,
    target: [],
    entry: ['Entries'],
    shape: 'event',
  },
  'kinesis.PutRecord': {
    batch: 'PutRecords',
    limit: 500,
    target: ['StreamName', 'StreamARN'],
    entry: ['Data', 'PartitionKey', 'ExplicitHashKey'],
    shape: 'parameters',
    permission: 'kinesis:PutRecords',
  },
  'firehose.PutRecord': {
    batch: 'PutRecordBatch',
    limit: 500,
    target: ['DeliveryStreamName'],
    entry: ['Record'],
    shape: 'record',
    permission: 'firehose:PutRecordBatch',
  },
  's3.DeleteObject': {
    batch: 'DeleteObjects',
    limit: 1000,
    target: ['Bucket'],
    entry: ['Key', 'VersionId'],
    shape: 'parameters',
  },
};

/** Source: the operations' pages in the services' API references, and "Actions" in the Service Authorization Reference. */
export function batchWriteOf(service: string, operation: string): BatchWrite | undefined {
  return WRITES[`${service}.${operation}`];
}
