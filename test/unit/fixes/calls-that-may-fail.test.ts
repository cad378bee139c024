import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const head = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const get = async (id) => (await db.send(new GetCommand({ TableName: 'rows', Key: { id } }))).Item;
const plain = (id) => db.send(new GetCommand({ TableName: 'rows', Key: { id } }));
`;

const twoReads = (second: string, before = '', rest = ''): string =>
  `${head}${rest}\nexport const handler = async (event) => {\n  ${before}\n  const a = await get(event.a);\n  const b = await ${second};\n  return [a, b];\n};\n`;

async function kindsOf(code: string, ruleId: string, file = 'index.mjs'): Promise<readonly string[]> {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const { findings } = await lintSource({ [file]: code, 'serverless.yml': serverless }, [ruleId]);
  assert.ok(findings.length > 0, 'nothing is found');
  return findings.flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
}

const failing: readonly [what: string, code: string][] = [
  ['a member of a member', twoReads('get(event.order.id)')],
  ['a method of one', twoReads('get(event.order.id.trim())')],
  ['an element', twoReads('get(event.ids[0].id)')],
  ['a member of what was taken apart', twoReads('get(order.id)', 'const { order } = event;')],
  ['a member of what a call gave', twoReads('get(order.id)', 'const order = JSON.parse(event.body);')],
  ['a call of the language that checks', twoReads('get(JSON.parse(event.b))')],
  ['a method of a text', twoReads('get(event.b.toLowerCase())')],
  ['keys of what may be missing', twoReads('get(Object.keys(event.b)[0])')],
  ['a constructor that checks', twoReads('get(new URL(event.b))')],
  ['a number that checks', twoReads('get(BigInt(event.b))')],
  ['arguments out of what may be no list', twoReads('get(...event.b)')],
  ['the operator in', twoReads(`get('x' in event.b)`)],
  ['a function of ours that fails', twoReads('get(idOf(event.b))', '', 'const idOf = (b) => b.order.id;')],
  ['a function of a package', twoReads('get(parse(event.b))', '', `import { parse } from 'some-parser';`)],
  ['a callee that is not async', twoReads('read(event.b)', '', 'const read = (o) => plain(o.order.id);')],
  [
    'one that throws further down',
    twoReads('read(event.b)', '', 'const read = (o) => plain(idOf(o));\nfunction idOf(o) { return o.order.id; }'),
  ],
  [
    'a parameter that is taken apart, called with what may be null',
    twoReads('read(event.a, event.o)', '', 'const read = (id, { table } = {}) => get(id, table);'),
  ],
  [
    'what is asked for in one branch only',
    twoReads('get(event.order.id)', 'if (event.x) console.log(event.order.id);'),
  ],
  [
    'the second of two in one statement',
    `${head}export const handler = async (event) => {\n  const both = [await get(event.a), await get(event.order.id)];\n  return both;\n};\n`,
  ],
];

const steady: readonly [what: string, code: string][] = [
  ['a member of the event', twoReads('get(event.b)')],
  ['a member that is asked for', twoReads('get(event.order?.id)')],
  ['a text', twoReads('get(`row#${event.b}`)')],
  ['conversions', twoReads('get(String(event.b))')],
  ['the environment', twoReads('get(process.env.ROW)')],
  ['a constant', twoReads('get(KEYS.second)', '', `const KEYS = { second: 'b' };`)],
  ['what the first call looks into', twoReads('get(event.order.b)').replace('get(event.a)', 'get(event.order.a)')],
  [
    'what code before looks into',
    twoReads('get(event.order.id)', 'const shop = event.order.shop;\n  console.log(shop);'),
  ],
  [
    'what code before takes apart',
    twoReads('get(event.order.id)', 'const { shop } = event.order;\n  console.log(shop);'),
  ],
  ['what code before asks for', twoReads('get(event.order.id)', 'if (!event.order) return null;')],
  [
    'what code before asks for with more',
    twoReads('get(event.order.id)', 'if (!event.shop || !event.order?.id) return null;'),
  ],
  ['an async function, which rejects', twoReads('read(event.b)', '', 'const read = async (o) => plain(o.order.id);')],
  ['a function that only sends', twoReads('plain(event.b)')],
  [
    'a parameter that is taken apart, called with an object',
    twoReads('read({ id: event.b })', '', 'const read = ({ id }) => get(id);'),
  ],
];

describe('calls that are started together', () => {
  for (const [what, code] of failing)
    it(`are a suggestion where on the spot may fail ${what}`, async () =>
      assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['suggestion']));
  for (const [what, code] of steady)
    it(`are safe with ${what}`, async () => assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['safe']));

  it('are a suggestion where code that moves up may fail', async () => {
    const code = `${head}export const handler = async (event) => {\n  const a = await get(event.a);\n  const { id } = event.order;\n  const b = await get(id);\n  return [a, b];\n};\n`;
    assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['suggestion']);
  });

  it('are a suggestion where a function further down changes something', async () => {
    const code = twoReads(
      'wide(event.b)',
      '',
      'let last = 0;\nconst note = (id) => { last = id; };\nconst deep = async (id) => { note(id); return get(last); };\nconst wide = async (id) => deep(id);',
    );
    assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['suggestion']);
  });
});

const loop = (list: string, item = 'id', rest = '', limiter = `import pLimit from 'p-limit';`): string =>
  `${head}${limiter}\n${rest}\nconst use = pLimit;\nexport const handler = async (event) => {\n  for (const ${item} of ${list}) {\n    await get(id);\n  }\n};\n`;

describe('turns of a loop that run side by side', () => {
  it('are safe over a list', async () => assert.deepEqual(await kindsOf(loop('event.ids'), 'await-in-loop'), ['safe']));

  it('are a suggestion over a generator, which may fail when some have begun', async () => {
    const generator = 'function* ids(event) { for (const row of event.rows) yield row.order.id; }';
    assert.deepEqual(await kindsOf(loop('ids(event)', 'id', generator), 'await-in-loop'), ['suggestion']);
  });

  it('are a suggestion over a generator in a constant', async () => {
    const code = loop('all', 'id', 'function* ids(event) { for (const row of event.rows) yield row.order.id; }');
    const kinds = await kindsOf(code.replace('  for (', '  const all = ids(event);\n  for ('), 'await-in-loop');
    assert.deepEqual(kinds, ['suggestion']);
  });

  it('take items apart where a failure is a rejection', async () => {
    const serverless =
      'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
    const code = loop('event.rows', '{ order: { id } }');
    const { findings } = await lintSource({ 'index.mjs': code, 'serverless.yml': serverless }, ['await-in-loop']);
    const [fix] = findings[0]!.fixes;
    assert.equal(fix!.kind, 'safe');
    assert.match(
      fix!.edits.map(({ text }) => text).join(''),
      /\(item\) => limit\(async \(\{ order: \{ id \} \}\) => .*, item\)/s,
    );
  });
});
