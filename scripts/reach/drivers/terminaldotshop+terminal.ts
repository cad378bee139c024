import { randomUUID } from 'node:crypto';
import type { Driver } from '../driver.js';
import { httpEvent } from '../events.js';
import { createTokenKey } from '../keys.js';
import { routesIn } from '../routes.js';

const key = createTokenKey(512);
const value = { value: 'x', type: 'sst.sst.Secret' };
const resources: Readonly<Record<string, unknown>> = {
  App: { name: 'terminal', stage: 'dev' },
  AirtableSecret: value,
  EmailOctopusSecret: value,
  ShippoSecret: value,
  StripePublic: value,
  StripeSecret: { value: 'sk_test_1' },
  StripeWebhook: { id: 'x', secret: 'whsec_x' },
  GithubClientID: value,
  GithubClientSecret: value,
  Auth: { publicKey: key.pem, type: 'sst.aws.Auth' },
  AuthFingerprintKey: value,
  Bus: { name: 'bus', arn: 'arn' },
  Database: { host: 'db.example.com', username: 'user', password: 'x', database: 'db', port: 3306 },
  Email: { sender: 'shop@example.com' },
  ShortDomainEmail: { sender: 'example.com' },
  Site: { url: 'https://example.com' },
};

/** The answer of the database over HTTP: rows of as many fields as the query selects. */
function databaseAnswer(body: string): unknown {
  const { query = '' } = JSON.parse(body || '{}') as { query?: string };
  const columns = /^select (.*?) from /is.exec(query)?.[1]?.split(/,(?![^(]*\))/) ?? [];
  if (columns.length === 0) return { session: null, result: { rowsAffected: '1', insertId: '0' }, timing: 0 };
  const cells = columns.map((column) => cellOf(column));
  const fields = columns.map((_, index) => ({ name: `c${index}`, type: 'VARCHAR', charset: 255 }));
  const row = {
    lengths: cells.map((cell) => String(cell.length)),
    values: Buffer.from(cells.join('')).toString('base64'),
  };
  return { session: null, result: { rowsAffected: '0', insertId: '0', fields, rows: [row] }, timing: 0 };
}

function cellOf(column: string): string {
  const name = /`?(\w+)`?\s*$/.exec(column.replace(/`/g, ''))?.[1] ?? '';
  if (/time/.test(name)) return '2024-01-01 00:00:00';
  if (/price|quantity|amount|order|week|day|inventory|fee/i.test(name)) return '1';
  if (/address|tags|filters|schedule/.test(name))
    return JSON.stringify({
      name: 'Ann',
      street1: 'x',
      city: 'x',
      country: 'US',
      zip: '1',
      type: 'weekly',
      interval: 1,
    });
  return `x_${name}`;
}

export const driver: Driver = {
  environment: {
    SST_LIVE: 'true',
    ...Object.fromEntries(
      Object.entries(resources).map(([name, each]) => [`SST_RESOURCE_${name}`, JSON.stringify(each)]),
    ),
  },
  answer: ({ host, body, path }) => {
    if (host.includes('db.example')) return { body: databaseAnswer(body) };
    if (host.includes('amazonaws')) return undefined;
    return {
      body: {
        id: randomUUID(),
        object_id: 'x',
        rates: [{ object_id: 'x', amount: '5.00' }],
        data: [],
        records: [{ id: 'x', fields: { sku: 'x', Quantity: 1 } }],
        object: 'x',
        status: 'succeeded',
        card: { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2030 },
        validation_results: { is_valid: true },
        client_secret: 'x',
        url: 'https://example.com',
        path,
      },
    };
  },
  events: ({ file }) => {
    if (file.includes('cron')) return [{}];
    if (file.includes('event.ts')) {
      const detail = (type: string) => ({
        'detail-type': type,
        detail: {
          properties: { orderID: 'ord_1', userID: 'usr_1' },
          metadata: { actor: { type: 'public', properties: {} } },
          type,
        },
      });
      return [detail('order.created'), detail('user.updated')];
    }
    const names = ['product', 'user', 'card', 'cart', 'order', 'hook', 'print', 'email', 'subscription'];
    const routes = names.flatMap((name) => routesIn(`packages/functions/src/api/${name}.ts`, `/${name}`, () => 'x_id'));
    const body = {
      productVariantID: 'var_1',
      quantity: 2,
      shippingID: 'shp_1',
      cardID: 'crd_1',
      token: 'tok_1',
      email: 'ann@example.com',
      name: 'Ann',
      address: { name: 'Ann', street1: 'x', city: 'x', country: 'US', zip: '1' },
      street1: 'x',
      city: 'x',
      country: 'US',
      zip: '1',
      variants: { var_1: 1 },
      addressID: 'shp_1',
      type: 'charge.succeeded',
      data: { object: {} },
      schedule: { type: 'fixed' },
    };
    return [
      ...routes.flatMap(({ method, path }) => [
        httpEvent({ method, path, body: method === 'GET' ? undefined : body }),
        httpEvent({
          method,
          path,
          body: method === 'GET' ? undefined : body,
          headers: { authorization: `Bearer ${key.sign({ type: 'user', properties: { userID: 'usr_1' } })}` },
        }),
      ]),
      httpEvent({ path: '/doc' }),
      httpEvent({ path: '/product', headers: { authorization: 'nothing' } }),
    ];
  },
};
