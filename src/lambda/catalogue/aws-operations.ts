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
  /^(Get|List|Describe|Query|Scan|BatchGet|TransactGet|Head|Search|Select|Lookup|Check|Detect|Translate|Estimate|Retrieve|Filter|Count|Preview|Simulate|Validate|Decrypt|Synthesize|AdminGet|AdminList|Compare|Classify)/;
/**
 * Reads by name that change something, or of which the next one depends on the last: they take work, send a code, make an identity, or hand
 * out a token that is good for one request.
 */
const NOT_A_READ =
  /^(GetQueryExecution$|GetActivityTask|GetUserAttributeVerificationCode|GetOpenIdTokenForDeveloperIdentity|GetId$|GetLatestConfiguration$|GetChangeToken$|GetPendingJobExecutions|GetClusterCredentials|Detect\w*Drift$|RetrieveTape|RetrieveAndGenerate|ValidateE2eMonitor|Check(out|in))/;

export function isReadOperation(operation: string): boolean {
  return READS.test(operation) && !NOT_A_READ.test(operation);
}

/** Tells people or other systems, stores nothing of ours: the order of two of them seldom matters. */
export function isNotification(service: string, operation: string): boolean {
  const name = `${service}.${operation}`;
  return /^(sns\.Publish|ses\.Send|sesv2\.Send|pinpoint\.Send|apigatewaymanagementapi\.PostToConnection)/.test(name);
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
