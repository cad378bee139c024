import assert from 'node:assert/strict';
import {
  canonicalOperation,
  canonicalService,
  isBatchOperation,
  isNotification,
  isReadOperation,
} from '../../../../src/lambda/catalogue/aws-operations.js';
import { batchReadFor } from '../../../../src/lambda/catalogue/batch-reads.js';
import { batchWriteOf } from '../../../../src/lambda/catalogue/batch-writes.js';

/** Runs a pure function over a table of inputs and outcomes. */
function table<T>(title: string, ask: (name: string) => T, cases: Readonly<Record<string, T>>): void {
  describe(title, () => {
    for (const [name, expected] of Object.entries(cases)) it(name, () => assert.equal(ask(name), expected));
  });
}

const split = (name: string) => name.split('.') as [service: string, operation: string];

table('one name for an operation', (name) => canonicalOperation(...split(name)), {
  'dynamodb.put': 'PutItem',
  'dynamodb.Put': 'PutItem',
  'dynamodb.putItem': 'PutItem',
  'dynamodb.batchWrite': 'BatchWriteItem',
  'dynamodb.transactGet': 'TransactGetItems',
  'dynamodb.scan': 'Scan',
  's3.putObject': 'PutObject',
  's3.put': 'Put',
});

table('one name for a service', canonicalService, {
  DynamoDB: 'dynamodb',
  'cognito-identity-provider': 'cognitoidentityprovider',
  CognitoIdentityProvider: 'cognitoidentityprovider',
  CloudWatchEvents: 'eventbridge',
  'cloudwatch-events': 'eventbridge',
  StepFunctions: 'sfn',
  SecretsManager: 'secretsmanager',
  'secrets-manager': 'secretsmanager',
});

table('does it only read', isReadOperation, {
  GetItem: true,
  Query: true,
  HeadObject: true,
  ListObjectsV2: true,
  BatchGetItem: true,
  DescribeTable: true,
  AdminGetUser: true,
  Decrypt: true,
  PutItem: false,
  UpdateItem: false,
  SendMessage: false,
  ReceiveMessage: false,
  StartExecution: false,
  Invoke: false,
  GetActivityTask: false,
});

table('does it only tell somebody', (name) => isNotification(...split(name)), {
  'sns.Publish': true,
  'sns.PublishBatch': true,
  'ses.SendEmail': true,
  'sesv2.SendEmail': true,
  'apigatewaymanagementapi.PostToConnection': true,
  'sqs.SendMessage': false,
  'eventbridge.PutEvents': false,
  'dynamodb.PutItem': false,
});

const form = (batch: typeof batchReadFor) => (name: string) => {
  const found = batch(...split(name));
  return found && `${found.words ?? found.batch} ${found.limit}`;
};

table('the batch form of a write', form(batchWriteOf), {
  'dynamodb.PutItem': 'BatchWriteItem 25',
  'dynamodb.DeleteItem': 'BatchWriteItem 25',
  'dynamodb.UpdateItem': undefined,
  'dynamodb.GetItem': undefined,
  'sqs.SendMessage': 'SendMessageBatch 10',
  'sqs.DeleteMessage': 'DeleteMessageBatch 10',
  'sns.Publish': 'PublishBatch 10',
  'kinesis.PutRecord': 'PutRecords 500',
  'firehose.PutRecord': 'PutRecordBatch 500',
  's3.DeleteObject': 'DeleteObjects 1000',
  's3.PutObject': undefined,
  'sqs.PutRecord': undefined,
});

table('the batch form of a read', form(batchReadFor), {
  'dynamodb.GetItem': 'BatchGetItem 100',
  'ssm.GetParameter': 'GetParameters 10',
  'secretsmanager.GetSecretValue': 'BatchGetSecretValue 20',
  'dynamodb.Query': undefined,
  's3.GetObject': undefined,
});

table('does it work on many at once', isBatchOperation, {
  BatchWriteItem: true,
  SendMessageBatch: true,
  DeleteObjects: true,
  PutRecords: true,
  TransactWriteItems: true,
  GetParameters: true,
  PutItem: false,
  DeleteObject: false,
  PutRecord: false,
  GetParametersByPath: false,
});
