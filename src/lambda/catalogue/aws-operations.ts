/** What an operation of an AWS service does, and which call does the same for many. */

/** Document clients shorten the names of DynamoDB's operations. */
const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

/** `Put` and `PutItem`, `put` and `putItem` are one operation. */
export function canonicalOperation(service: string, name: string): string {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return service === 'dynamodb' ? (DOCUMENT_OPERATIONS[capital] ?? capital) : capital;
}

const READS =
  /^(Get|List|Describe|Query|Scan|BatchGet|TransactGet|Head|Search|Select|Lookup|Check|Detect|Recognize|Translate|Estimate|Retrieve|Filter|Count|Preview|Simulate|Validate|Verify|Decrypt|Synthesize|AdminGet|AdminList|Compare|Classify)/;
/** Reads by name that change something: they take work, or hide messages. */
const NOT_A_READ = /^(GetQueryExecution$|GetActivityTask)/;

export function isReadOperation(operation: string): boolean {
  return READS.test(operation) && !NOT_A_READ.test(operation);
}

/** Tells people or other systems, stores nothing of ours: the order of two of them seldom matters. */
export function isNotification(service: string, operation: string): boolean {
  const name = `${service}.${operation}`;
  return /^(sns\.Publish|ses\.Send|sesv2\.Send|pinpoint\.Send|apigatewaymanagementapi\.PostToConnection)/.test(name);
}

export interface BatchForm {
  readonly batch: string;
  /** Most entries in one call. */
  readonly limit: number;
  /** The parameter that holds the list when the operation itself takes one (`PutEvents` with a single entry). */
  readonly list?: string;
}

const BATCH_WRITES: Readonly<Record<string, BatchForm>> = {
  'dynamodb.PutItem': { batch: 'BatchWriteItem', limit: 25 },
  'dynamodb.DeleteItem': { batch: 'BatchWriteItem', limit: 25 },
  'sqs.SendMessage': { batch: 'SendMessageBatch', limit: 10 },
  'sqs.DeleteMessage': { batch: 'DeleteMessageBatch', limit: 10 },
  'sqs.ChangeMessageVisibility': { batch: 'ChangeMessageVisibilityBatch', limit: 10 },
  'sns.Publish': { batch: 'PublishBatch', limit: 10 },
  'eventbridge.PutEvents': { batch: 'PutEvents with up to 10 entries', limit: 10, list: 'Entries' },
  'kinesis.PutRecord': { batch: 'PutRecords', limit: 500 },
  'firehose.PutRecord': { batch: 'PutRecordBatch', limit: 500 },
  's3.DeleteObject': { batch: 'DeleteObjects', limit: 1000 },
};

const BATCH_READS: Readonly<Record<string, BatchForm>> = {
  'dynamodb.GetItem': { batch: 'BatchGetItem', limit: 100 },
  'ssm.GetParameter': { batch: 'GetParameters', limit: 10 },
  'secretsmanager.GetSecretValue': { batch: 'BatchGetSecretValue', limit: 20 },
};

export function batchWriteFor(service: string, operation: string): BatchForm | undefined {
  return BATCH_WRITES[`${service}.${operation}`];
}

export function batchReadFor(service: string, operation: string): BatchForm | undefined {
  return BATCH_READS[`${service}.${operation}`];
}

/** Already works on many at once. */
export function isBatchOperation(operation: string): boolean {
  return /Batch|^(DeleteObjects|PutRecords|PutEvents|TransactWriteItems|TransactGetItems|GetParameters|PutMetricData|PutLogEvents)$/.test(
    operation,
  );
}

/** One service has several names: the package's, the class's, the SDK v2's. */
const SERVICE_ALIASES: Readonly<Record<string, string>> = {
  'dynamodb-streams': 'dynamodbstreams',
  'secrets-manager': 'secretsmanager',
  cloudwatchevents: 'eventbridge',
  'cloudwatch-events': 'eventbridge',
  stepfunctions: 'sfn',
  'api-gatewaymanagementapi': 'apigatewaymanagementapi',
};

export function canonicalService(name: string): string {
  const lower = name.toLowerCase();
  return SERVICE_ALIASES[lower] ?? lower.replaceAll('-', '');
}
