/** Events as services send them, with what is usual filled in. */
interface HttpParts {
  readonly method?: string;
  readonly path?: string;
  /** The route's pattern. */
  readonly resource?: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorizer?: unknown;
}

/** An API Gateway proxy event of format 1.0. */
export function restEvent(parts: HttpParts): Record<string, unknown> {
  const { method = 'GET', path = '/', resource = path, body, query, parameters, headers = {}, authorizer = {} } = parts;
  const lists = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]]));
  const all = { host: 'api.example.com', 'content-type': 'application/json', ...headers };
  return {
    resource,
    path,
    httpMethod: method,
    headers: all,
    multiValueHeaders: lists(all),
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: query ? lists(query) : null,
    pathParameters: parameters ?? null,
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      stage: 'dev',
      path,
      httpMethod: method,
      resourcePath: resource,
      requestId: 'request',
      protocol: 'HTTP/1.1',
      identity: { sourceIp: '203.0.113.7', userAgent: 'agent' },
      authorizer,
    },
    body: body === undefined ? null : textOf(body),
    isBase64Encoded: false,
  };
}

/** An API Gateway event of format 2.0, also that of a function URL. */
export function httpEvent(parts: HttpParts): Record<string, unknown> {
  const { method = 'GET', path = '/', resource = path, body, query, parameters, headers = {}, authorizer } = parts;
  return {
    version: '2.0',
    routeKey: `${method} ${resource}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { host: 'api.example.com', 'content-type': 'application/json', ...headers },
    queryStringParameters: query,
    pathParameters: parameters,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      requestId: 'request',
      routeKey: `${method} ${resource}`,
      stage: '$default',
      time: '01/Jan/2025:00:00:00 +0000',
      timeEpoch: 1735689600000,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'agent' },
      authorizer,
    },
    body: body === undefined ? undefined : textOf(body),
    isBase64Encoded: false,
  };
}

export function queueEvent(...bodies: readonly unknown[]): Record<string, unknown> {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: 'receipt',
      body: textOf(body),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1735689600000', MessageGroupId: 'group' },
      messageAttributes: {},
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:queue',
      awsRegion: 'us-east-1',
    })),
  };
}

export interface TableChange {
  readonly name: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Records of a DynamoDB stream. */
export function streamEvent(...changes: readonly TableChange[]): Record<string, unknown> {
  return {
    Records: changes.map(({ name, keys = {}, before, after }, index) => ({
      eventID: `event-${index}`,
      eventName: name,
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/table/stream/now',
      dynamodb: {
        Keys: toAttributes(keys),
        OldImage: before && toAttributes(before),
        NewImage: after && toAttributes(after),
        SequenceNumber: String(index + 1),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        ApproximateCreationDateTime: 1735689600,
      },
    })),
  };
}

/** Attribute values as DynamoDB writes them; enough for plain data. */
function toAttributes(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, toAttribute(value)]));
}

function toAttribute(value: unknown): unknown {
  if (value === null || value === undefined) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value as Record<string, unknown>) };
}

/** A token that reads like one; whoever checks its signature refuses it. */
export function token(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT', kid: 'key' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
