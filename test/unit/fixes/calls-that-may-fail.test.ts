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

/** What becomes a text or a number may be an object whose `toString` throws, or that has none. */
const converting: readonly [what: string, code: string][] = [
  ['a template', twoReads('get(`row#${event.b}`)')],
  [
    'a template of a parameter',
    `${head}export const handler = async (event) => both(event.a, event.b);\nasync function both(a, b) {\n  const x = await get(a);\n  const y = await get(\`row#\${b}\`);\n  return [x, y];\n}\n`,
  ],
  ['a template of what was parsed', twoReads('get(`row#${id}`)', 'const { id } = JSON.parse(event.body);')],
  ['a template further down', twoReads('row(event.b)', '', 'const row = (id) => plain(`row#${id}`);')],
  ['a template that is called', twoReads('get(tag`row`)', '', 'const tag = (parts) => parts.nothing.here;')],
  ['a sign', twoReads('get(+event.b)')],
  ['a sum', twoReads(`get(event.b + '')`)],
  ['a difference', twoReads('get(event.b - 1)')],
  ['a comparison', twoReads('get(event.a < event.b)')],
  ['a loose comparison', twoReads(`get(event.b == 'x')`)],
  ['String()', twoReads('get(String(event.b))')],
  ['parseInt()', twoReads('get(parseInt(event.b, 10))')],
  ['Math', twoReads('get(Math.max(event.a, event.b))')],
  ['a date', twoReads('get(new Date(event.b))')],
  ['an error', twoReads('get(new Error(event.b))')],
  ['a key', twoReads('get({ [event.b]: 1 })')],
  ['the name of a member', twoReads('get(KEYS[event.b])', '', `const KEYS = { a: 'b' };`)],
  ['an optional one', twoReads('get(KEYS?.[event.b])', '', `const KEYS = { a: 'b' };`)],
  ['JSON of what may hold itself', twoReads('get(JSON.stringify(tree))', '', 'const tree = {};\ntree.self = tree;')],
  ['JSON further down', twoReads('row(event.b)', '', 'const row = (text) => plain(JSON.parse(text));')],
];

const missing: readonly [what: string, code: string][] = [
  ['a constructor that is given', twoReads('get(new event.Row(event.b))')],
  ['a constructor of a package', twoReads('get(new Decimal(event.b))', '', `import Decimal from 'decimal.js';`)],
  [
    'a list out of what is none',
    twoReads('read(event.b)', '', 'const read = (o) => { const [id] = o; return plain(id); };'),
  ],
  ['a pattern of a list', twoReads('read(event)', '', 'const read = ([id]) => plain(id);')],
  [
    'an assignment that takes apart',
    twoReads('read(event.b)', '', 'const read = (o) => { let id; ({ id } = o); return plain(id); };'),
  ],
  [
    'a loop over what is no list',
    twoReads('read(event.b)', '', 'const read = (o) => { let id; for (id of o) break; return plain(id); };'),
  ],
  ['a default that fails', twoReads('read()', '', 'const read = (id = process.env.ROW.trim()) => plain(id);')],
  ['a getter', twoReads('get(config.row)', '', `const config = { get row() { throw new Error('none'); } };`)],
  ['a constant that may be missing', twoReads('get(ROW.length)', '', 'const ROW = process.env.ROW;')],
  ['what was taken out of the environment', twoReads('get(ROW.length)', '', 'const { ROW } = process.env;')],
  ['an entry that may be missing', twoReads('TABLES[event.b].get(event.a)', '', 'const TABLES = { a: { get } };')],
  ['what is given anew', twoReads('get(event.order.id)', 'console.log(event.order.id);\n  event.order = null;')],
];

const texts: readonly [what: string, code: string][] = [
  ['a path parameter', twoReads('get(`row#${event.pathParameters?.id}`)')],
  ['one that was taken out', twoReads('get(`row#${id}`)', 'const { id } = event.pathParameters;')],
  [
    'a record of a queue',
    twoReads('get(`row#${record.messageId}`)', 'const [record] = event.Records;\n  console.log(record.eventSource);'),
  ],
  ['a constant', twoReads('get(`${PREFIX}#row`)', '', `const PREFIX = 'a';`)],
  ['a member of a constant', twoReads('get(`${KEYS.a}#row`)', '', `const KEYS = { a: 'b' };`)],
  ['the environment', twoReads('get(`${process.env.STAGE}#row`)')],
  ['a variable taken out of it', twoReads('get(`${STAGE}#row`)', 'const { STAGE } = process.env;')],
  ['what typeof gives', twoReads('get(`row#${typeof event.b}`)')],
  ['a condition', twoReads(`get(\`row#\${event.b ? 'a' : 1}\`)`)],
  ['the present', twoReads('get(`row#${Date.now()}#${new Date().toISOString()}`)')],
  [
    'an identifier that is made',
    twoReads('get(`row#${randomUUID()}`)', '', `import { randomUUID } from 'node:crypto';`),
  ],
  ['a parameter that all callers give a text', twoReads(`row('b')`, '', 'const row = (id) => plain(`row#${id}`);')],
  [
    'what the first call makes a text of',
    twoReads('get(`b#${event.b}`)').replace('get(event.a)', 'get(`a#${event.b}`)'),
  ],
  ['what code before makes a text of', twoReads('get(`b#${event.b}`)', 'console.log(`start ${event.b}`);')],
  ['a question whether it is missing', twoReads('get(event.b == null)')],
  ['a strict comparison', twoReads('get(event.a === event.b)')],
  ['a negation', twoReads('get(!event.b)')],
  ['JSON of the event', twoReads('get(JSON.stringify({ event, a: 1 }))')],
  ['a command', twoReads(`db.send(new GetCommand({ TableName: 'rows', Key: { id: event.b } }))`)],
];

const typed: readonly [kind: string, what: string, types: string, parameters: string, row: string][] = [
  ['safe', 'a text', '', 'id: string', '`row#${id}`'],
  ['safe', 'a number or nothing', '', 'id?: number | null', '`row#${id}`'],
  ['safe', 'one of some texts', `type Kind = 'a' | 'b';`, 'id: Kind', '`row#${id}`'],
  ['safe', 'an enumeration', `enum Kind { A = 'a' }`, 'id: Kind', '`${Kind.A}#${id}`'],
  ['safe', 'a member', 'interface Order { shop: string }', 'order: Order', '`row#${order.shop}`'],
  ['safe', 'a member taken out', 'type Order = Readonly<{ id: string }>;', '{ id }: Order', '`row#${id}`'],
  [
    'safe',
    'a member of a base',
    'interface Base { id: string }\ninterface Order extends Base {}',
    'order: Order',
    '`row#${order.id}`',
  ],
  ['safe', 'a cast', '', 'id: unknown', '`row#${id as string}`'],
  ['suggestion', 'anything', '', 'id: any', '`row#${id}`'],
  ['suggestion', 'what is not known', '', 'id: unknown', '`row#${id}`'],
  ['suggestion', 'an object', 'interface Key { id: string }', 'key: Key', '`row#${key}`'],
  ['suggestion', 'a choice with an object', 'interface Key { id: string }', 'id: string | Key', '`row#${id}`'],
  ['suggestion', 'what a caller chooses', '', 'id: Row', '`row#${id}`'],
  [
    'suggestion',
    'a member of what may be missing',
    'type Order = { id: string } | undefined;',
    'order: Order',
    'order!.id',
  ],
];

const typedReads = (types: string, parameters: string, row: string): string => {
  const generic = parameters.includes('Row') ? '<Row>' : '';
  return `${head.replaceAll('(id)', '(id: any)')}${types}\nasync function both${generic}(${parameters}) {\n  const x = await get('a');\n  const y = await get(${row});\n  return [x, y];\n}\nexport const handler = async (event: any) => both(event.b);\n`;
};

describe('calls that are started together and make a text or a number', () => {
  for (const [what, code] of converting)
    it(`are a suggestion with ${what}`, async () =>
      assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['suggestion']));
  for (const [what, code] of texts)
    it(`are safe with ${what}`, async () => assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['safe']));
  for (const [kind, what, ...rest] of typed)
    it(`are a ${kind} where the type says ${what}`, async () =>
      assert.deepEqual(await kindsOf(typedReads(...rest), 'sequential-awaits', 'index.ts'), [kind]));
});

describe('calls that are started together and need something that may be missing', () => {
  for (const [what, code] of missing)
    it(`are a suggestion with ${what}`, async () =>
      assert.deepEqual(await kindsOf(code, 'sequential-awaits'), ['suggestion']));
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
