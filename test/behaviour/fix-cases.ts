import { AwsError } from '../support/aws/aws-error.js';
import type { LocalAws } from '../support/aws/local-aws.js';

/** How a fixture of a fix is run on both sides. */
export interface FixCase {
  readonly rule: string;
  readonly fixture: string;
  readonly event: unknown;
  /** Tables by name with their key and what is in them. */
  readonly tables?: Readonly<Record<string, Table>>;
  /** Further services, and what is to go wrong; answers environment and event where only the services know them. */
  readonly prepare?: (aws: LocalAws) => Prepared | undefined | Promise<Prepared | undefined>;
  readonly state?: (aws: LocalAws) => unknown;
  /** Three invocations of one process: each opened a connection of its own before, and all share one after. */
  readonly isAboutConnections?: boolean;
  /** Requests of each side; without it, as many requests that run side by side instead. */
  readonly requests?: {
    readonly before: Readonly<Record<string, number>>;
    readonly after: Readonly<Record<string, number>>;
  };
}

interface Prepared {
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

interface Table {
  readonly key: Readonly<Record<string, 'S' | 'N'>>;
  readonly items?: readonly Record<string, unknown>[];
}

const ids = (count: number, prefix = 'id'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const byId = { id: 'S' } as const;
const rowsOf = (count: number) => ids(count).map((id) => ({ id, name: `name of ${id}` }));
const table =
  (name: string) =>
  ({ dynamo }: LocalAws) =>
    dynamo.dump(name);
const env = (values: Readonly<Record<string, string>>) => () => ({ env: values });

/** 60 orders; every tenth is free, and two have the id of another one. */
const orders = ids(60).map((id, index) => ({
  id: index === 7 ? 'id3' : index === 51 ? 'id50' : id,
  total: index % 10,
}));

const writeCases: readonly FixCase[] = [
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-put-in-loop',
    event: { orders },
    tables: { rows: { key: byId } },
    prepare: env({ TABLE: 'rows' }),
    state: table('rows'),
    // 25, 25 and 4; the first holds a key twice and is halved until it does not: 25, 13, 7, 4 and 3, 6, 12.
    requests: { before: { 'dynamodb.PutItem': 54 }, after: { 'dynamodb.BatchWriteItem': 9 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-delete-all',
    event: { cart: 'a' },
    tables: { carts: { key: { pk: 'S', sk: 'S' }, items: ids(30).map((sk) => ({ pk: 'a', sk })) } },
    prepare: ({ traffic }) => void traffic.failEntries('BatchWriteItem', { when: (_, index) => index % 2 === 1 }),
    state: table('carts'),
    requests: {
      before: { 'dynamodb.Query': 1, 'dynamodb.DeleteItem': 30 },
      // 25, the 12 left over, 5.
      after: { 'dynamodb.Query': 1, 'dynamodb.BatchWriteItem': 3 },
    },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-promises-by-name',
    event: { rows: rowsOf(26) },
    tables: { rows: { key: byId } },
    prepare: env({ TABLE: 'rows' }),
    state: table('rows'),
    requests: { before: { 'dynamodb.PutItem': 26 }, after: { 'dynamodb.BatchWriteItem': 2 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-v2-document',
    event: { rows: rowsOf(5) },
    tables: { rows: { key: byId } },
    prepare: ({ traffic }) => void traffic.failEntries('BatchWriteItem', { when: (_, index) => index === 0 }),
    state: table('rows'),
    requests: { before: { 'dynamodb.PutItem': 5 }, after: { 'dynamodb.BatchWriteItem': 2 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-v2-low-level',
    event: { ids: ids(8) },
    tables: { rows: { key: byId, items: rowsOf(10) } },
    state: table('rows'),
    requests: { before: { 'dynamodb.DeleteItem': 8 }, after: { 'dynamodb.BatchWriteItem': 1 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-aggregated',
    event: { ids: ids(4) },
    tables: { rows: { key: byId } },
    prepare: env({ TABLE: 'rows' }),
    state: table('rows'),
    requests: { before: { 'dynamodb.PutItem': 4 }, after: { 'dynamodb.BatchWriteItem': 1 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-messages',
    event: { orders: rowsOf(12) },
    prepare: ({ messaging, traffic }) => {
      traffic.failEntries('SendMessageBatch', { when: (_, index) => index === 3 });
      return { env: { QUEUE: messaging.createQueue('orders') } };
    },
    state: ({ messaging }) => messaging.dumpQueue('orders').map(({ Body }) => Body),
    requests: { before: { 'sqs.SendMessage': 12 }, after: { 'sqs.SendMessageBatch': 3 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-notifications',
    event: { texts: ids(11) },
    prepare: ({ messaging }) => ({ env: { TOPIC: messaging.createTopic('news') } }),
    state: ({ messaging }) => messaging.dumpTopic('news').map(({ Message, Subject }) => [Message, Subject]),
    requests: { before: { 'sns.Publish': 11 }, after: { 'sns.PublishBatch': 2 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-events',
    event: { orders: rowsOf(12) },
    prepare: ({ traffic }) => void traffic.failEntries('PutEvents', { when: (_, index) => index === 9 }),
    state: ({ streams }) => streams.dump('eventbridge', 'default'),
    requests: { before: { 'eventbridge.PutEvents': 12 }, after: { 'eventbridge.PutEvents': 3 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-records',
    event: { orders: rowsOf(20) },
    prepare: ({ streams, traffic }) => {
      streams.create('kinesis', 'orders');
      traffic.failEntries('PutRecords', { when: (_, index) => index > 15 });
      return undefined;
    },
    state: ({ streams }) => streams.dump('kinesis', 'orders'),
    requests: { before: { 'kinesis.PutRecord': 20 }, after: { 'kinesis.PutRecords': 2 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-firehose',
    event: { lines: ids(20) },
    prepare: ({ streams }) => void streams.create('firehose', 'lines'),
    state: ({ streams }) => streams.dump('firehose', 'lines'),
    requests: { before: { 'firehose.PutRecord': 20 }, after: { 'firehose.PutRecordBatch': 1 } },
  },
  {
    rule: 'per-item-writes',
    fixture: 'suggestion-objects',
    event: { keys: ids(12) },
    prepare: async ({ messaging, traffic }) => {
      messaging.createBucket('files');
      await messaging.putObjects('files', Object.fromEntries(ids(15).map((key) => [key, 'text'])));
      traffic.failEntries('DeleteObjects', { when: (_, index) => index < 2, code: 'InternalError' });
      return { env: { BUCKET: 'files' } };
    },
    state: ({ messaging }) => messaging.listObjects('files'),
    requests: { before: { 's3.DeleteObject': 12 }, after: { 's3.DeleteObjects': 2 } },
  },
];

const readCases: readonly FixCase[] = [
  {
    rule: 'per-item-reads',
    fixture: 'suggestion-get-in-loop',
    // More than a batch, some twice, some that are not there.
    event: { ids: [...ids(130), 'id3', 'id4', 'missing'] },
    tables: { rows: { key: byId, items: rowsOf(125) } },
    prepare: ({ traffic }) => {
      traffic.failEntries('BatchGetItem', { when: (_, index) => index > 60 });
      return { env: { TABLE: 'rows' } };
    },
    requests: { before: { 'dynamodb.GetItem': 133 }, after: { 'dynamodb.BatchGetItem': 3 } },
  },
  {
    rule: 'per-item-reads',
    fixture: 'suggestion-all-at-once',
    event: { orders: ids(6).map((id) => ({ shop: 'north', id })) },
    tables: {
      orders: { key: { shop: 'S', id: 'S' }, items: ids(4).map((id) => ({ shop: 'north', id, total: 3 })) },
    },
    requests: { before: { 'dynamodb.GetItem': 6 }, after: { 'dynamodb.BatchGetItem': 1 } },
  },
  {
    rule: 'per-item-reads',
    fixture: 'suggestion-results',
    event: { ids: ids(5) },
    tables: { rows: { key: byId, items: rowsOf(4) } },
    requests: { before: { 'dynamodb.GetItem': 5 }, after: { 'dynamodb.BatchGetItem': 1 } },
  },
  {
    rule: 'per-item-reads',
    fixture: 'suggestion-v2-document',
    event: { lines: ids(5).map((product, index) => ({ product, count: index })) },
    tables: { prices: { key: byId, items: ids(5).map((id, index) => ({ id, amount: index + 1 })) } },
    requests: { before: { 'dynamodb.GetItem': 5 }, after: { 'dynamodb.BatchGetItem': 1 } },
  },
];

const shops = ids(14, 'shop');
const ordersOfShops: Table = {
  key: { shop: 'S', id: 'S' },
  items: shops.flatMap((shop) => ids(2).map((id) => ({ shop, id: `${shop}-${id}` }))),
};

const loopCases: readonly FixCase[] = [
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-inline-workers',
    event: { ids: ['', ...ids(25), 'id3', ''] },
    tables: { visits: { key: byId } },
    state: table('visits'),
  },
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-results-in-order',
    event: { shops },
    tables: { orders: ordersOfShops },
  },
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-pushed-here-and-there',
    event: { Records: ['', ...ids(15), ''].map((body, index) => ({ body, messageId: `message ${index}` })) },
    tables: { visits: { key: byId } },
    prepare: ({ traffic }) => {
      const when = (input: { readonly Key?: unknown }) => JSON.stringify(input.Key).includes('"id7"');
      traffic.fail('UpdateItem', { times: Infinity, when, error: new AwsError('ValidationException', 'refused') });
      return undefined;
    },
    state: table('visits'),
  },
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-by-index',
    event: { ids: ids(12) },
    tables: { visits: { key: byId } },
    state: table('visits'),
  },
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-over-keys',
    event: { visits: Object.fromEntries(ids(12).map((id, index) => [id, index])) },
    tables: { visits: { key: byId } },
    state: table('visits'),
  },
  {
    rule: 'await-in-loop',
    fixture: 'suggestion-two-loops-one-helper',
    event: { ids: ids(12) },
    tables: { visits: { key: byId }, rows: { key: byId } },
    state: async (aws) => [await table('visits')(aws), await table('rows')(aws)],
  },
  { rule: 'await-in-loop', fixture: 'safe-p-map', event: { shops }, tables: { orders: ordersOfShops } },
  { rule: 'await-in-loop', fixture: 'safe-p-limit', event: { shops }, tables: { orders: ordersOfShops } },
  { rule: 'await-in-loop', fixture: 'safe-promise-pool', event: { shops }, tables: { orders: ordersOfShops } },
  {
    rule: 'await-in-loop',
    fixture: 'safe-short-list',
    event: {},
    tables: {
      orders: {
        ...ordersOfShops,
        items: [
          { shop: 'east', id: '1' },
          { shop: 'west', id: '2' },
        ],
      },
    },
  },
];

const people: Readonly<Record<string, Table>> = {
  users: { key: byId, items: rowsOf(2) },
  shops: {
    key: byId,
    items: [
      { id: 'id0', city: 'Oslo' },
      { id: 'SHOP#id0', city: 'Rome' },
    ],
  },
  orders: { key: { shop: 'S', id: 'S' }, items: [{ shop: 'id0', id: 'first' }] },
};

const sequenceCases: readonly FixCase[] = [
  'safe-two-reads',
  'safe-destructured-with-comments',
  'safe-plain-code-between',
  'safe-member-of-result',
  'safe-let-and-unused',
  'safe-object-literal',
  'safe-in-switch',
  'suggestion-own-error',
  'suggestion-errors-told-apart',
].map((fixture) => ({
  rule: 'sequential-awaits',
  fixture,
  event: { user: 'id1', shop: 'id0', kind: 'both' },
  tables: people,
  ...(fixture === 'safe-destructured-with-comments' && { state: table('orders') }),
}));

const clientCases: readonly FixCase[] = [
  {
    rule: 'client-in-handler',
    fixture: 'safe-constants-go-along',
    event: { id: 'id1' },
    tables: { orders: { key: byId, items: rowsOf(2) } },
    isAboutConnections: true,
  },
  ...['safe-order-of-declarations', 'safe-made-where-it-is-used', 'safe-constant-used-elsewhere'].map((fixture) => ({
    rule: 'client-in-handler',
    fixture,
    event: { text: 'hello' },
    prepare: ({ messaging }: LocalAws) => ({ env: { TOPIC: messaging.createTopic('news') } }),
    state: ({ messaging }: LocalAws) => messaging.dumpTopic('news').map(({ Message }) => Message),
    isAboutConnections: true,
  })),
];

/** One of the reads fails: the error comes through as it did. */
const failureCases: readonly FixCase[] = ['safe-two-reads', 'safe-plain-code-between'].map((fixture) => ({
  rule: 'sequential-awaits',
  fixture,
  event: { user: 'id1', shop: 'id0' },
  tables: { users: people.users! },
}));

export const fixCases: readonly FixCase[] = [
  ...writeCases,
  ...readCases,
  ...loopCases,
  ...sequenceCases,
  ...failureCases,
  ...clientCases,
];
