import assert from 'node:assert/strict';
import { type BothOutcomes, type Outcome, runBoth } from '../support/aws/run-both.js';
import { countRequests } from '../support/aws/traffic.js';
import { fixFixtures } from '../support/fix-fixtures.js';

type Key = Readonly<Record<string, 'S' | 'N'>>;

interface ScanCase {
  readonly fixture: string;
  readonly handler: string;
  readonly event: unknown;
  readonly key: Key;
  readonly indexes?: Readonly<Record<string, Key>>;
  /** Requests of the fixed handler, when not the one that there was. */
  readonly pages?: number;
}

const shops = ['north', 'south', 'east'];
/** The index of each order is part of all that it holds; some lack what filters look at. */
const orders = Array.from({ length: 60 }, (_, index) => ({
  id: `id${index}`,
  shop: shops[index % 3],
  created: `20${20 + (index % 5)}-0${1 + (index % 9)}`,
  number: index % 7,
  paid: index % 4 === 0,
  ...(index % 2 === 0 && { total: index, amount: index }),
}));

const byShop = { shop: 'S' } as const;
const byShopAndTime = { shop: 'S', created: 'S' } as const;
const cases: readonly ScanCase[] = [
  {
    fixture: 'suggestion-sam-table-key',
    handler: 'list.ts',
    event: { shop: 'north', from: 'id2' },
    key: { shop: 'S', id: 'S' },
  },
  {
    fixture: 'suggestion-sam-index',
    handler: 'list.ts',
    event: { shop: 'south' },
    key: { id: 'S' },
    indexes: { byShop: byShopAndTime },
  },
  {
    fixture: 'suggestion-serverless-v2-document',
    handler: 'list.js',
    event: { shop: 'east' },
    key: { id: 'S' },
    indexes: { 'shop-index': byShop },
  },
  {
    fixture: 'suggestion-cloudformation-json-v2-low-level',
    handler: 'count.js',
    event: { shop: 'east' },
    key: { shop: 'S', id: 'S' },
  },
  {
    fixture: 'suggestion-terraform-aggregated',
    handler: 'list.ts',
    event: { shop: 'nowhere' },
    key: { id: 'S' },
    indexes: { byShop },
  },
  {
    fixture: 'suggestion-cdk-paginator',
    handler: 'list.ts',
    event: { shop: 'north', year: '2021' },
    key: { id: 'S' },
    indexes: { byShop: byShopAndTime },
  },
  {
    fixture: 'suggestion-declare-in-json',
    handler: 'list.mjs',
    event: { shop: 'north' },
    key: { id: 'S' },
    indexes: { 'by-shop': byShop },
  },
  {
    fixture: 'suggestion-declare-second-in-serverless',
    handler: 'list.js',
    event: { shop: 'north', number: 3 },
    key: { id: 'S' },
    indexes: { 'by-shop': byShop, 'by-number': { number: 'N' } },
    pages: 2,
  },
  {
    fixture: 'suggestion-projection',
    handler: 'list.ts',
    event: { shop: 'south' },
    key: { id: 'S' },
    indexes: { byShop },
  },
  {
    fixture: 'suggestion-table-of-a-class',
    handler: 'list.ts',
    event: { shop: 'south', first: 'id3' },
    key: { shop: 'S', id: 'S' },
  },
];

const fixtures = fixFixtures().filter(({ ruleId }) => ruleId === 'dynamodb-scan');

async function run({ fixture, handler, event, key, indexes }: ScanCase): Promise<BothOutcomes> {
  const found = fixtures.find(({ name }) => name === fixture);
  assert.ok(found, `there is no fixture ${fixture}`);
  return runBoth({
    before: withEntry(found.before, handler),
    after: withEntry(found.after, handler),
    entry: 'entry.cjs',
    event,
    latencyMs: 1,
    async seed({ dynamo }) {
      await dynamo.createTable('orders', key, indexes);
      await dynamo.putAll('orders', orders);
      return { env: { ORDERS: 'orders' } };
    },
  });
}

/** SDK v2 knows no environment variable for the endpoint; the code of the fixture stays as it is. */
const V2_ENDPOINT = "require('aws-sdk').config.dynamodb = { endpoint: process.env.DYNAMODB_ENDPOINT };\n";

function withEntry(files: Readonly<Record<string, string>>, handler: string): Readonly<Record<string, string>> {
  const text = files[handler] ?? '';
  const endpoint = text.includes("'aws-sdk") ? V2_ENDPOINT : '';
  return { [handler]: text, 'entry.cjs': `${endpoint}exports.handler = require('./${handler}').handler;\n` };
}

/** A Query answers in another order. */
function itemsOf({ results }: Outcome): unknown {
  return sorted(results.map((result) => ('value' in result ? result.value : result))[0]);
}

function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe('what handlers find by a Query instead of a Scan', () => {
  for (const scanCase of cases) {
    it(scanCase.fixture, async () => {
      const { before, after } = await run(scanCase);
      assert.deepEqual(itemsOf(after), itemsOf(before));
      assert.equal(JSON.stringify(before.results).includes('error'), false);
      const requests = scanCase.pages ?? 1;
      assert.deepEqual(countRequests(before.requests), { 'dynamodb.Scan': requests });
      assert.deepEqual(countRequests(after.requests), { 'dynamodb.Query': requests });
    });
  }
});
