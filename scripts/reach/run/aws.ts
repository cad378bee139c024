import { createHash, randomUUID } from 'node:crypto';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AwsCall, Driver, StubAnswer, StubRequest } from '../driver.js';

type Data = Record<string, unknown>;

/** Answers for AWS as plausible as they can be without knowing the project; the driver's come first. */
export function answerAws(request: StubRequest, driver: Driver): StubAnswer | undefined {
  if (!/amazonaws\.com|169\.254|\.on\.aws/.test(request.host) && !request.headers['x-amz-target']) return undefined;
  const call = callOf(request);
  const own = driver.aws?.(call);
  if (own instanceof Error) return failure(own);
  if (call.service === 'dynamodb') return { body: dynamoAnswer(call, own as Data | undefined) };
  if (request.body.includes('Action='))
    return { body: queryAnswer(call, own as Data | undefined), headers: { 'content-type': 'text/xml' } };
  if (call.service === 's3') return s3Answer(request, own);
  if (call.service === 'lambda') return { body: own ?? '{}' };
  return { body: own ?? USUAL[call.operation]?.(call.input) ?? {} };
}

function failure(error: Error): StubAnswer {
  return {
    status: 400,
    headers: { 'x-amzn-errortype': error.name },
    body: { __type: error.name, code: error.name, message: error.message, Message: error.message },
  };
}

function callOf({ method, host, path, headers, body }: StubRequest): AwsCall {
  const [prefix = '', operation] = (headers['x-amz-target'] ?? '').split('.');
  if (operation) {
    const service = SERVICES[prefix.replace(/_\d+$/, '')] ?? prefix.toLowerCase();
    const sent = parse(body);
    return { service, operation, input: service === 'dynamodb' ? plain(sent) : sent };
  }
  if (body.includes('Action=')) {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { service: host.split('.')[0] ?? '', operation: input.Action ?? '', input };
  }
  const service = /(^|\.)s3[.-]/.test(host) ? 's3' : /^lambda\./.test(host) ? 'lambda' : (host.split('.')[0] ?? '');
  return { service, operation: `${method} ${path}`, input: parse(body) };
}

const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB: 'dynamodb',
  DynamoDBStreams: 'dynamodbstreams',
  AmazonSQS: 'sqs',
  AWSStepFunctions: 'states',
  AmazonSSM: 'ssm',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSEvents: 'events',
  TrentService: 'kms',
  Logs: 'logs',
};

function parse(body: string): Data {
  try {
    const value: unknown = JSON.parse(body);
    return value && typeof value === 'object' ? (value as Data) : {};
  } catch {
    return { text: body };
  }
}

/** Attribute values in a DynamoDB request, as plain ones. */
function plain(sent: Data): Data {
  const convert = (value: unknown): unknown => {
    try {
      return unmarshall(value as Parameters<typeof unmarshall>[0]);
    } catch {
      return value;
    }
  };
  const keys = ['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'];
  return Object.fromEntries(
    Object.entries(sent).map(([key, value]) => [key, keys.includes(key) ? convert(value) : value]),
  );
}

const toItem = (row: unknown) =>
  marshall(row as Data, { removeUndefinedValues: true, convertClassInstanceToMap: true });

/** The driver gives `Item`, `Items` or `Attributes` as plain values. */
function dynamoAnswer({ operation, input }: AwsCall, own: Data | undefined): Data {
  const rows = ((own?.Items as unknown[]) ?? (own?.Item ? [own.Item] : [])) as unknown[];
  const items = rows.map(toItem);
  switch (operation) {
    case 'GetItem':
      return items[0] ? { Item: items[0] } : {};
    case 'Query':
    case 'Scan':
      return { Items: items, Count: own?.Count ?? items.length, ScannedCount: items.length };
    case 'BatchGetItem': {
      const tables = Object.keys((input.RequestItems ?? {}) as Data);
      return { Responses: Object.fromEntries(tables.map((table) => [table, items])), UnprocessedKeys: {} };
    }
    case 'TransactGetItems':
      return { Responses: items.map((Item) => ({ Item })) };
    case 'BatchWriteItem':
      return { UnprocessedItems: {} };
    default: {
      const attributes = own?.Attributes ?? rows[0] ?? input.Item;
      return attributes ? { Attributes: toItem(attributes) } : {};
    }
  }
}

function s3Answer({ method, path }: StubRequest, own: unknown): StubAnswer {
  const isList = path.includes('list-type=2') || path === '/' || path.startsWith('/?');
  if (own !== undefined) return typeof own === 'object' && own && 'body' in own ? (own as StubAnswer) : { body: own };
  if (method === 'GET' && isList)
    return {
      body: '<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>',
      headers: { 'content-type': 'text/xml' },
    };
  return { body: method === 'GET' ? '{}' : '', headers: { etag: '"etag"', 'last-modified': new Date().toUTCString() } };
}

function queryAnswer({ operation }: AwsCall, own: Data | undefined): string {
  const fields = own ?? QUERIES[operation] ?? { MessageId: randomUUID() };
  return `<${operation}Response><${operation}Result>${toXml(fields)}</${operation}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${operation}Response>`;
}

function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${toXml(each)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `<${key}>${toXml(each)}</${key}>`)
    .join('');
}

const SESSION = {
  AccessKeyId: 'AKIDEXAMPLE',
  SecretAccessKey: 'secret',
  SessionToken: 'token',
  Expiration: '2099-01-01T00:00:00Z',
};

const QUERIES: Readonly<Record<string, Data>> = {
  AssumeRole: {
    Credentials: SESSION,
    AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/x/y', AssumedRoleId: 'x' },
  },
  GetCallerIdentity: { Account: '123456789012', Arn: 'arn:aws:sts::123456789012:user/x', UserId: 'x' },
  PublishBatch: { Successful: [], Failed: [] },
};

const md5 = (text: unknown): string => createHash('md5').update(String(text)).digest('hex');
const now = (): number => Math.floor(Date.now() / 1000);
const base64 = Buffer.from('stub').toString('base64');

const USUAL: Readonly<Record<string, (input: Data) => unknown>> = {
  SendMessage: ({ MessageBody }) => ({ MessageId: randomUUID(), MD5OfMessageBody: md5(MessageBody) }),
  SendMessageBatch: ({ Entries = [] }) => ({
    Successful: (Entries as Data[]).map(({ Id, MessageBody }) => ({
      Id,
      MessageId: randomUUID(),
      MD5OfMessageBody: md5(MessageBody),
    })),
    Failed: [],
  }),
  GetSecretValue: ({ SecretId }) => ({ Name: SecretId, SecretString: '{"username":"user","password":"password"}' }),
  GetParameter: ({ Name }) => ({ Parameter: { Name, Value: 'value', Type: 'String' } }),
  GetParameters: ({ Names = [] }) => ({ Parameters: (Names as string[]).map((Name) => ({ Name, Value: 'value' })) }),
  GetParametersByPath: () => ({ Parameters: [] }),
  PutEvents: ({ Entries = [] }) => ({
    FailedEntryCount: 0,
    Entries: (Entries as Data[]).map(() => ({ EventId: randomUUID() })),
  }),
  PutRecord: () => ({ SequenceNumber: '1', ShardId: 'shard' }),
  PutRecords: ({ Records = [] }) => ({
    FailedRecordCount: 0,
    Records: (Records as Data[]).map(() => ({ SequenceNumber: '1' })),
  }),
  StartExecution: () => ({ executionArn: 'arn:aws:states:us-east-1:123456789012:execution:x:y', startDate: now() }),
  Encrypt: () => ({ CiphertextBlob: base64 }),
  Decrypt: () => ({ Plaintext: base64 }),
  Sign: () => ({ Signature: base64 }),
  ListUsers: () => ({ Users: [{ Username: 'user', Attributes: [{ Name: 'email', Value: 'user@example.com' }] }] }),
  AdminGetUser: () => ({
    Username: 'user',
    UserAttributes: [
      { Name: 'email', Value: 'user@example.com' },
      { Name: 'sub', Value: 'user' },
    ],
  }),
  AdminCreateUser: () => ({ User: { Username: 'user', Attributes: [{ Name: 'sub', Value: 'user' }] } }),
  InitiateAuth: () => ({
    AuthenticationResult: { AccessToken: 'a.b.c', IdToken: 'a.b.c', RefreshToken: 'r', ExpiresIn: 3600 },
  }),
  AdminInitiateAuth: () => ({
    AuthenticationResult: { AccessToken: 'a.b.c', IdToken: 'a.b.c', RefreshToken: 'r', ExpiresIn: 3600 },
  }),
};
