import assert from 'node:assert/strict';
import { runBoth } from '../support/aws/run-both.js';
import { fixSource } from '../support/fix-source.js';

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly what: string;
  /** Plain `--fix` changes something; where it does not, the change would be seen. */
  readonly isFixed: boolean;
  readonly files: Files;
  readonly events: readonly unknown[];
  /** Requests for this key fail. */
  readonly failing?: string;
}

const serverless =
  'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: handler.handler }\n';

const SDK = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\n`;

/** Answers the region that the client of each invocation has. */
const asking = (options: string, imports = '', before = ''): string =>
  `${SDK}${imports}\nexport const handler = async (event) => {\n${before}\n  const client = new DynamoDBClient(${options});\n  return client.config.region();\n};\n`;

const limits = `export const limits = { region: 'eu-west-1', maxAttempts: 1 };\n`;
const choose = `export function choose(region) { limits.region = region; }\n`;
const regions = ['us-east-1', 'ap-south-1', 'us-east-1'].map((region) => ({ region }));

const options: readonly Case[] = [
  {
    what: 'options that their module changes',
    isFixed: false,
    files: {
      'handler.mjs': asking('limits', `import { limits, choose } from './limits.mjs';`, '  choose(event.region);'),
      'limits.mjs': limits + choose,
    },
    events: regions,
  },
  {
    what: 'options that change by another name',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        '{ region: limits.region }',
        `import { limits } from './limits.mjs';\nimport { set } from './set.mjs';`,
        '  set(event.region);',
      ),
      'limits.mjs': limits,
      'set.mjs': `import { limits } from './limits.mjs';\nconst same = limits;\nexport const set = (region) => { same.region = region; };\n`,
    },
    events: regions,
  },
  {
    what: 'options that a function gets and changes',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        'limits',
        `import { limits } from './limits.mjs';\nimport { set } from './set.mjs';`,
        '  set(limits, event.region);',
      ),
      'limits.mjs': limits,
      'set.mjs': `export const set = (target, region) => { Object.assign(target, { region }); };\n`,
    },
    events: regions,
  },
  {
    what: 'options among all exports, changed by no name',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        'limits',
        `import { limits } from './limits.mjs';\nimport { set } from './set.mjs';`,
        '  set(event.region);',
      ),
      'limits.mjs': limits,
      'set.mjs': `import * as all from './limits.mjs';\nexport const set = (region) => { Object.values(all)[0].region = region; };\n`,
    },
    events: regions,
  },
  {
    what: 'options that a module changes when it has loaded theirs',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        'limits',
        `import { limits } from './limits.mjs';\nimport { set } from './set.mjs';`,
        '  await set(event.region);',
      ),
      'limits.mjs': limits,
      'set.mjs': `export const set = (region) => import('./limits.mjs').then(({ limits: found }) => { found.region = region; });\n`,
    },
    events: regions,
  },
  {
    what: 'a getter',
    isFixed: false,
    files: {
      'handler.mjs': asking('{ region: zones.next }', `import { zones } from './zones.mjs';`),
      'zones.mjs': `let n = 0;\nexport const zones = { get next() { return ['us-east-1', 'eu-west-1'][n++ % 2]; } };\n`,
    },
    events: regions,
  },
  {
    what: 'a variable that an earlier call sets',
    isFixed: false,
    files: {
      'handler.mjs': asking('{ region: zone }', `import { zone, init } from './zone.mjs';`, '  init(event);'),
      'zone.mjs': `export let zone = 'eu-west-1';\nexport function init(event) { zone = event.region; }\n`,
    },
    events: regions,
  },
  {
    what: 'an import cycle',
    isFixed: false,
    files: {
      'handler.mjs': `import { region } from './store.mjs';\nexport const zone = 'eu-central-1';\nexport const handler = async () => region();\n`,
      'store.mjs': `${SDK}import { zone } from './handler.mjs';\nexport async function region() {\n  const client = new DynamoDBClient({ region: zone });\n  return client.config.region();\n}\n`,
    },
    events: regions,
  },
  {
    what: 'an environment that the handler sets',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        '{ region: process.env.ZONE }',
        `import process from 'node:process';`,
        '  const { env } = process;\n  env.ZONE = event.region;',
      ),
    },
    events: regions,
  },
  {
    what: 'clients that are told apart',
    isFixed: false,
    files: {
      'handler.mjs': `import { make } from './make.mjs';\nexport const handler = async () => {\n  const a = make();\n  const b = make();\n  return a === b;\n};\n`,
      'make.mjs': `${SDK}export function make() { return new DynamoDBClient({}); }\n`,
    },
    events: regions,
  },
  {
    what: 'a client that its user marks',
    isFixed: false,
    files: {
      'handler.mjs': `import { make } from './make.mjs';\nexport const handler = async (event) => {\n  const client = make();\n  client.seen = [...(client.seen ?? []), event.region];\n  return client.seen;\n};\n`,
      'make.mjs': `${SDK}export function make() { return new DynamoDBClient({}); }\n`,
    },
    events: regions,
  },
  {
    what: 'a region that is missing, with an answer for that',
    isFixed: true,
    files: {
      'handler.mjs': `${SDK}export const handler = async () => {\n  try {\n    const client = new DynamoDBClient({ region: process.env.NONE ?? '' });\n    return await client.config.region();\n  } catch (error) {\n    return 'fallback';\n  }\n};\n`,
    },
    events: regions,
  },
  {
    what: 'a region that the code sets for the SDK',
    isFixed: false,
    files: { 'handler.mjs': asking('{}', '', '  process.env.AWS_REGION = event.region;') },
    events: regions,
  },
  {
    what: 'a named function that reads what is set for each request',
    isFixed: false,
    files: {
      'handler.mjs': asking(
        '{ region: chosen }',
        `import { chosen, choose } from './chosen.mjs';`,
        '  choose(event.region);',
      ),
      'chosen.mjs': `let region = '';\nexport const choose = (name) => { region = name; };\nexport const chosen = async () => region;\n`,
    },
    events: regions,
  },
  {
    what: 'a named function that reads constants',
    isFixed: true,
    files: {
      'handler.mjs': asking('{ region: chosen }', `import { chosen } from './chosen.mjs';`),
      'chosen.mjs': `const REGION = 'eu-west-2';\nexport const chosen = async () => REGION;\n`,
    },
    events: regions,
  },
  {
    what: 'constant options of another module',
    isFixed: true,
    files: {
      'handler.mjs': asking('limits', `import { limits } from './limits.mjs';`, '  console.log(limits);'),
      'limits.mjs': `${limits}limits.region = 'eu-west-2';\n`,
    },
    events: regions,
  },
  {
    what: 'options of a function that only computes',
    isFixed: true,
    files: {
      'handler.mjs': asking(`optionsOf('eu')`, `import { optionsOf } from './options.mjs';`),
      'options.mjs': `import { limits } from './limits.mjs';\nexport const optionsOf = (zone) => ({ ...limits, region: \`\${zone}-north-1\` });\n`,
      'limits.mjs': limits,
    },
    events: regions,
  },
];

const reads = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const db = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 1 }));
const get = async (id) => (await db.send(new GetCommand({ TableName: 'rows', Key: { id } }))).Item;
`;
const both = (second: string, more = ''): Files => ({
  'handler.mjs': `${reads}${more}export const handler = async (event) => {\n  const a = await get(event.a);\n  const b = await ${second};\n  return [a, b];\n};\n`,
});
const orders = [
  { a: 'id1', b: 'id2', order: { id: 'id2' } },
  { a: 'id1', b: 'id9' },
  { a: 'bad', b: 'id2' },
];

/** A client by itself and around it a document client; answers the region of requests. */
const wrapping = (code: string): string =>
  `${SDK}import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';\nexport const handler = async (event) => {\n  const client = new DynamoDBClient({});\n  const documents = DynamoDBDocumentClient.from(client);\n  ${code}\n};\n`;

const uses: readonly Case[] = [
  {
    what: 'a document client that shares its settings',
    isFixed: false,
    files: {
      'handler.mjs': wrapping(
        'if (event.region) documents.config.region = async () => event.region;\n  return client.config.region();',
      ),
    },
    events: [{ region: 'ap-south-1' }, {}],
  },
  {
    what: 'a document client that only reads',
    isFixed: true,
    files: {
      'handler.mjs': wrapping(
        `const { Item } = await documents.send(new GetCommand({ TableName: 'rows', Key: { id: event.id } }));\n  return Item;`,
      ),
    },
    events: [{ id: 'id1' }, { id: 'id2' }],
  },
  {
    what: 'clients that get middleware in a list',
    isFixed: false,
    files: {
      'handler.mjs': `${SDK}import { GetItemCommand } from '@aws-sdk/client-dynamodb';\nexport const handler = async (event) => {\n  const client = new DynamoDBClient({});\n  const seen = [];\n  [client].forEach((each) => each.middlewareStack.add((next) => (args) => { seen.push(event.id); return next(args); }, { step: 'build', name: 'note' }));\n  await client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));\n  return seen;\n};\n`,
    },
    events: [{ id: 'id1' }, { id: 'id2' }],
  },
  {
    what: 'a class of ours that keeps what it is asked first',
    isFixed: false,
    files: {
      'handler.mjs': `${SDK}class Tenants extends DynamoDBClient {\n  tenantOf(event) {\n    this.tenant ??= event.tenant;\n    return this.tenant;\n  }\n}\nexport const handler = async (event) => {\n  const client = new Tenants({});\n  return client.tenantOf(event);\n};\n`,
    },
    events: [{ tenant: 'a' }, { tenant: 'b' }],
  },
  {
    what: 'settings on the global object',
    isFixed: false,
    files: {
      'handler.mjs': `${SDK}export const handler = async (event) => {\n  globalThis.region = event.region;\n  const client = new DynamoDBClient({ region: globalThis.region });\n  return client.config.region();\n};\n`,
    },
    events: regions,
  },
];

const calls: readonly Case[] = [
  { what: 'reads whose arguments cannot fail', isFixed: true, files: both('get(event.b)'), events: orders },
  { what: 'the same where one is refused', isFixed: true, files: both('get(event.b)'), events: orders, failing: 'bad' },
  {
    what: 'an argument that fails behind a call that fails',
    isFixed: false,
    files: both('get(event.order.id)'),
    events: orders,
    failing: 'bad',
  },
  {
    what: 'a text of what has no text, behind a call that fails',
    isFixed: false,
    files: both('get(`id${event.b}`)'),
    events: [...orders, { a: 'bad', b: { toString: 1 } }],
    failing: 'bad',
  },
  {
    what: 'a text of a path parameter',
    isFixed: true,
    files: both('get(`id${event.pathParameters?.b}`)'),
    events: [...orders, { a: 'id1', pathParameters: { b: '2' } }],
    failing: 'bad',
  },
  {
    what: 'an argument that is asked for',
    isFixed: true,
    files: both(`get(event.order?.id ?? 'id3')`),
    events: orders,
    failing: 'bad',
  },
  {
    what: 'a callee that fails at once',
    isFixed: false,
    files: both(
      'read(event.order)',
      `const read = (order) => db.send(new GetCommand({ TableName: 'rows', Key: { id: order.id } })).then(({ Item }) => Item);\n`,
    ),
    events: orders,
    failing: 'bad',
  },
  {
    what: 'the same callee when it is async',
    isFixed: true,
    files: both(
      'read(event.order)',
      `const read = async (order) => (await db.send(new GetCommand({ TableName: 'rows', Key: { id: order.id } }))).Item;\n`,
    ),
    events: orders,
  },
  {
    what: 'a key that is set between two calls',
    isFixed: false,
    files: {
      'handler.mjs': `${reads}let key;\nconst setKey = (row) => { key = row?.id; };\nconst own = async () => get(key ?? 'none');\nexport const handler = async ({ id }) => {\n  const a = await get(id);\n  setKey(a);\n  const b = await own();\n  return [a, b];\n};\n`,
    },
    events: [{ id: 'id1' }],
  },
  {
    what: 'a catch that looks at what there was before the failure',
    isFixed: false,
    files: {
      'handler.mjs': `${reads}export const handler = async ({ id, other }) => {\n  let a, b;\n  try {\n    a = await get(id);\n    b = await get(other);\n  } catch {\n    return { a };\n  }\n  return { a, b };\n};\n`,
    },
    events: [{ id: 'id1', other: 'bad' }],
    failing: 'bad',
  },
  {
    what: 'a log line between two calls',
    isFixed: true,
    files: {
      'handler.mjs': `${reads}export const handler = async ({ id, other }) => {\n  const a = await get(id);\n  console.log('got a');\n  const b = await get(other);\n  return { a, b };\n};\n`,
    },
    events: [{ id: 'id1', other: 'id2' }],
  },
  {
    what: 'a loop over items that are taken apart',
    isFixed: true,
    files: {
      'handler.mjs': `${reads}import pLimit from 'p-limit';\nexport const limited = pLimit;\nexport const handler = async ({ rows }) => {\n  const found = [];\n  for (const { key: { id } } of rows) {\n    found.push(await get(id));\n  }\n  return found;\n};\n`,
    },
    events: [{ rows: [{ key: { id: 'id1' } }, { key: { id: 'id2' } }] }, { rows: [{ key: { id: 'bad' } }, {}] }],
  },
  {
    what: 'a loop over a generator that fails',
    isFixed: false,
    files: {
      'handler.mjs': `${reads}import pLimit from 'p-limit';\nexport const limited = pLimit;\nfunction* idsOf(rows) { for (const row of rows) yield row.key.id; }\nexport const handler = async ({ rows }) => {\n  for (const id of idsOf(rows)) {\n    await get(id);\n  }\n};\n`,
    },
    events: [{ rows: [{ key: { id: 'bad' } }, {}] }],
    failing: 'bad',
  },
];

const ways = [
  { format: 'cjs', isBundled: true },
  { format: 'esm', isBundled: true },
  { format: 'esm', isBundled: false },
] as const;

describe('what plain --fix changes does the same', () => {
  for (const { what, isFixed, files, events, failing } of [...options, ...uses, ...calls]) {
    it(`${what}: ${isFixed ? 'fixed' : 'left alone'}`, async () => {
      const choice = { isSafeWanted: true, suggestionsOf: [] };
      const { files: fixed } = await fixSource({ ...files, 'serverless.yml': serverless }, [], choice);
      const after = Object.fromEntries(Object.keys(files).map((path) => [path, fixed[path]!]));
      assert.equal(JSON.stringify(after) !== JSON.stringify(files), isFixed);
      for (const way of ways) {
        const run = { ...way, before: files, after, entry: 'handler.mjs', events, latencyMs: 2 };
        const outcomes = await runBoth({
          ...run,
          async seed({ dynamo, traffic }) {
            await dynamo.createTable('rows', { id: 'S' });
            await dynamo.putAll('rows', [{ id: 'id1' }, { id: 'id2' }]);
            if (failing)
              traffic.fail('GetItem', { times: 99, when: ({ Key }) => JSON.stringify(Key).includes(failing) });
            return undefined;
          },
        });
        // A read that is under way when another one fails is left alone: it has changed nothing.
        assert.deepEqual(outcomes.after.results, outcomes.before.results, `${way.format}, bundled: ${way.isBundled}`);
      }
    });
  }
});
