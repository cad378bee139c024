import type { Driver } from '../driver.js';
import { restEvent, streamEvent, token } from '../events.js';

const date = '2030-06-01';
const row = {
  pk: 'facility::bcparks_1',
  sk: 'campground::1',
  schema: 'booking',
  collectionId: 'bcparks_1',
  activityType: 'frontcountryCamp',
  activityId: 1,
  facilityType: 'campground',
  facilityId: 1,
  productId: 1,
  geozoneId: 1,
  bookingId: 'booking-1',
  globalId: 'booking-1',
  userId: 'user',
  user: 'user',
  sub: 'user',
  startDate: date,
  endDate: date,
  date,
  bookingStatus: 'confirmed',
  status: 'confirmed',
  transactionStatus: 'paid',
  queueStatus: 'releasing',
  entryStatus: 'admitted',
  amount: 10,
  quantity: 1,
  displayName: 'Name',
  description: 'Text',
  isActive: true,
  isVisible: true,
  version: 1,
  orcs: '1',
  connectionId: 'connection',
  token: 'token',
  createdAt: 1735689600,
  clientTransactionId: 'BCPR-1',
  transactionId: 'BCPR-1',
  policyType: 'reservation',
  policyId: 1,
  policyIdVersion: 1,
  location: { type: 'point', coordinates: [-123, 49] },
  envelope: {
    type: 'envelope',
    coordinates: [
      [-124, 50],
      [-123, 49],
    ],
  },
  admissionExpiry: 4102444800,
  partyInformation: { adult: 1 },
  namedOccupant: { firstName: 'Ann', lastName: 'Other', contactInfo: { email: 'ann@example.com' } },
  allocationType: 'firstComeFirstServed',
  inventoryPoolId: 'pool',
  totalCapacity: 10,
  availability: 5,
  capacity: 10,
};

const claims = {
  sub: 'user',
  'cognito:username': 'user',
  'cognito:groups': ['ReservationsAdmin', 'SuperAdmin'],
  email: 'ann@example.com',
  exp: 4102444800,
  iss: 'https://cognito-idp.ca-central-1.amazonaws.com/pool',
};
const parameters = Object.fromEntries(
  [
    'collectionId',
    'activityType',
    'activityId',
    'facilityType',
    'facilityId',
    'productId',
    'bookingId',
    'date',
    'startDate',
    'endDate',
    'policyType',
    'policyId',
    'geozoneId',
  ].map((name) => [name, String(row[name as keyof typeof row])]),
);

export const driver: Driver = {
  environment: {
    AWS_REGION: 'ca-central-1',
    LOG_LEVEL: 'debug',
    IS_OFFLINE: 'false',
    API_STAGE: 'dev',
    WAITING_ROOM_TABLE_NAME: 'waiting',
    HMAC_SIGNING_KEY_ARN: 'arn:aws:secretsmanager:ca-central-1:123456789012:secret:hmac',
    WEBSOCKET_MANAGEMENT_ENDPOINT: 'https://ws.execute-api.ca-central-1.amazonaws.com/dev',
    MERCHANT_ID_SECRET: 'merchant',
    HASH_KEY_SECRET: 'hash',
    OPENSEARCH_DOMAIN_ENDPOINT: 'https://search.ca-central-1.es.amazonaws.com',
    OPENSEARCH_DOMAIN_URL: 'https://search.ca-central-1.es.amazonaws.com',
    REFERENCE_DATA_TABLE_NAME: 'reference',
    TRANSACTIONAL_DATA_TABLE_NAME: 'transactional',
    PUBSUB_TABLE_NAME: 'pubsub',
    AUDIT_TABLE_NAME: 'audit',
    COGNITO_USER_POOL_ID: 'ca-central-1_pool',
    ADMIN_USER_POOL_ID: 'ca-central-1_pool',
    ADMIN_USER_POOL_CLIENT_ID: 'client',
    PUBLIC_USER_POOL_ID: 'ca-central-1_pool',
    PUBLIC_USER_POOL_CLIENT_ID: 'client',
    RELEASE_LAMBDA_ARN: 'arn:aws:lambda:ca-central-1:123456789012:function:release',
    RANDOMIZER_LAMBDA_ARN: 'arn:aws:lambda:ca-central-1:123456789012:function:randomizer',
    REFUND_REQUEST_TOPIC_ARN: 'arn:aws:sns:ca-central-1:123456789012:topic',
    BOOKING_NOTIFICATION_TOPIC_ARN: 'arn:aws:sns:ca-central-1:123456789012:topic',
    QR_SECRET_KEY: 'secret',
    PUBLIC_FRONTEND_DOMAIN: 'example.com',
    MAX_ENTRIES_PER_IP: '100',
    SMS_REMINDER_QUEUE_URL: 'https://sqs.ca-central-1.amazonaws.com/123456789012/queue',
  },
  aliases: Object.fromEntries([
    ...['base', 'jwt', 'permissions', 'geo'].map((name) => [`/opt/${name}`, `src/layers/base/${name}.js`]),
    ...['dynamodb', 'opensearch', 'secretsManager', 'cognito', 'sns', 'sqs', 'ses', 'ssm'].map((name) => [
      `/opt/${name}`,
      `src/layers/awsUtils/${name}.js`,
    ]),
  ]),
  answer: ({ host, path }) =>
    host.includes('.es.')
      ? { body: { took: 1, hits: { total: { value: 1 }, hits: [{ _id: '1', _source: row }] }, items: [], path } }
      : undefined,
  aws: ({ service, operation, input }) => {
    if (service === 'dynamodb') return { Items: [row], Item: row, Attributes: row, Count: 1 };
    if (operation === 'GetSecretValue')
      return {
        SecretString: JSON.stringify({ key: 'secret', hashKey: 'hash', merchantId: '1' }),
        Name: input.SecretId,
      };
    return undefined;
  },
  events: ({ file }) => eventsOf(file),
};

function eventsOf(file: string): readonly unknown[] {
  if (file.includes('dynamoStream')) {
    return [
      streamEvent(
        ...(['INSERT', 'MODIFY', 'REMOVE'] as const).map((name) => ({
          name,
          keys: { pk: row.pk, sk: row.sk },
          before: row,
          after: { ...row, version: 2 },
        })),
      ),
    ];
  }
  const authorization = `Bearer ${token(claims)}`;
  if (file.includes('authorizers')) {
    const arn = 'arn:aws:execute-api:ca-central-1:123456789012:api/dev/GET/path';
    return ['', authorization, 'guest'].map((each) => ({
      type: 'REQUEST',
      methodArn: arn,
      authorizationToken: each,
      headers: { Authorization: each },
      requestContext: { apiId: 'api', stage: 'dev' },
      path: '/',
    }));
  }
  if (file.includes('websocket')) {
    return [
      {
        requestContext: {
          connectionId: 'connection',
          domainName: 'ws',
          stage: 'dev',
          authorizer: { sub: 'user', queueId: 'queue' },
        },
        queryStringParameters: { queueId: 'queue', token: 'token' },
      },
    ];
  }
  if (/randomizer|release/.test(file)) return [{ queueId: 'QUEUE#bcparks_1#day#1#2030-06-01' }, {}];
  return httpEventsOf(/\/(GET|POST|PUT|DELETE)\//.exec(file)?.[1] ?? 'POST', authorization);
}

function httpEventsOf(method: string, authorization: string): readonly unknown[] {
  const query = {
    ...parameters,
    email: 'ann@example.com',
    limit: '5',
    bookedBy: 'user',
    fetchActivities: 'true',
    fetchObj: 'true',
  };
  const base = {
    method,
    path: '/path',
    headers: { Authorization: authorization, authorization, 'x-forwarded-for': '203.0.113.7' },
    authorizer: {
      claims,
      ...claims,
      userId: 'user',
      isAuthenticated: 'true',
      principalId: 'user',
      permissions: JSON.stringify({ superadmin: 'superadmin' }),
    },
  };
  const lean = { ...row, pk: undefined, sk: undefined, schema: undefined, globalId: undefined };
  const bodies: readonly unknown[] = [
    {
      ...row,
      items: [row],
      text: 'x',
      queryText: 'x',
      flags: { a: true },
      reason: 'no',
      sessionId: 'session',
      policyType: 'party',
      pk2: row.pk,
      sk2: row.sk,
      allocationList: [],
      temporalAnchors: {},
      startDate: date,
      pk1: row.pk,
      sk1: row.sk,
    },
    [lean],
    lean,
    undefined,
  ];
  return [
    ...bodies.map((body) => restEvent({ ...base, parameters, query, body })),
    restEvent({
      ...base,
      query: { ...query },
      parameters: { collectionId: 'bcparks_1' },
      body: { displayName: 'Name', description: 'Text' },
    }),
    restEvent({ method, body: '{' }),
  ];
}
