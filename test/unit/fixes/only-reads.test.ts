import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const head = `import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { SFNClient, DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { CognitoIdentityProviderClient, GetUserAttributeVerificationCodeCommand, VerifyUserAttributeCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import pMap from 'p-map';
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sfn = new SFNClient({});
const cognito = new CognitoIdentityProviderClient({});
const get = async (id) => (await db.send(new GetCommand({ TableName: 'rows', Key: { id } }))).Item;
`;

/** Two reads, of which the first one is a helper. */
const two = (helper: string, first = 'first(event.id)'): string =>
  `${head}${helper}\nexport const handler = async (event) => {\n  const a = await ${first};\n  const b = await get('b');\n  return [a, b];\n};\n`;
/** A loop whose turns call a helper. */
const loop = (helper: string, turn = 'first(id)', before = ''): string =>
  `${head}${helper}\nexport const use = pMap;\nexport const handler = async (event) => {\n  ${before}\n  for (const id of event.ids) {\n    await ${turn};\n  }\n};\n`;

async function kindOf(code: string): Promise<string> {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const files = { 'index.mjs': code, 'serverless.yml': serverless, 'package.json': '{}' };
  const { findings } = await lintSource(files, ['sequential-awaits', 'await-in-loop']);
  const [fix] = findings.flatMap(({ fixes }) => fixes);
  return fix?.kind ?? 'none';
}

const DOES_MORE: Readonly<Record<string, string>> = {
  'keeps for which tenant it asks': `let tenant;\nconst first = async (id) => { tenant = id; return get(tenant); };`,
  'sets it on a shared object': `const api = { tenant: '' };\nconst first = async (id) => { api.tenant = id; return get(api.tenant); };`,
  'sets it through a function': `const api = { use(id) { this.id = id; } };\nconst first = async (id) => { api.use(id); return get(id); };`,
  'remembers it in a map': `const kept = new Map();\nconst first = async (id) => { kept.set('id', id); return get(id); };`,
  'keeps what it waited for': `let row;\nconst first = async (id) => { if (!row) row = await get(id); return row; };`,
  'keeps it, a flag first': `let is = false, row;\nconst first = async (id) => { if (!is) { is = true; row = await get(id); } return row; };`,
  'keeps it in a field': `class Rows { async row(id) { this.kept ??= await get(id); return this.kept; } }\nconst rows = new Rows();\nconst first = (id) => rows.row(id);`,
  'waits until something is done': `const first = async (id) => { for (;;) { const e = await sfn.send(new DescribeExecutionCommand({ executionArn: id })); if (e.status !== 'RUNNING') return e; await sleep(1000); } };`,
  'waits with a timer of its own': `const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nconst first = async (id) => { let e; while (!e) { e = await get(id); await wait(10); } return e; };`,
  'tells a package of it': `import cache from 'memory-cache';\nconst first = async (id) => { const row = await get(id); cache.put('token', row.token); return row; };`,
  'sets defaults of a client of HTTP': `import needle from 'needle';\nconst first = async (id) => { const row = await get(id); needle.defaults({ headers: row }); return row; };`,
  'sets the configuration of the SDK': `import AWS from 'aws-sdk';\nconst first = async (id) => { const row = await get(id); AWS.config.update({ region: row.region }); return row; };`,
  'is traced': `import { Tracer } from '@aws-lambda-powertools/tracer';\nconst tracer = new Tracer();\nconst first = async (id) => { const s = tracer.getSegment().addNewSubsegment('a'); tracer.setSegment(s); try { return await get(id); } finally { s.close(); } };`,
  'has a decorator': `class Rows { @guarded() async row(id) { return get(id); } }\nconst rows = new Rows();\nconst first = (id) => rows.row(id);`,
  'throws further down': `const check = (row) => { if (!row) throw new Error('404'); return row; };\nconst first = async (id) => check(await get(id));`,
  'runs through a getter that counts': `const state = { n: 0, get next() { return this.n++; } };\nconst first = async () => get(state.next);`,
  'merges into what the next one reads': `import _ from 'lodash';\nconst settings = {};\nconst first = async (id) => { const row = await get(id); _.merge(settings, row); return row; };`,
  'sets a member by a function of lodash': `import set from 'lodash/set';\nconst settings = {};\nconst first = async (id) => { const row = await get(id); set(settings, 'a', row); return row; };`,
  'keeps at first use what it is given': `let table;\nconst tableOf = (row) => { if (!table) table = row.table; return table; };\nconst first = async (id) => { const row = await get(id); tableOf(row); return row; };`,
  'changes what lies in a copy': `const BASE = { Key: {} };\nconst first = async (id) => { const input = { ...BASE }; input.Key.id = id; return get(input.Key.id); };`,
  'fills a list that lies in an object': `const all = [];\nconst first = async (id) => { const ctx = { all }; ctx.all.push(id); return get(id); };`,
  'calls a method that a subclass replaces': `let tenant;\nclass Repo { async find(id) { return this.loaded(await get(id)); } loaded(row) { return row; } }\nclass Users extends Repo { loaded(row) { tenant = row.tenant; return row; } }\nconst users = new Users();\nconst first = (id) => users.find(id);`,
  'sets through a setter': `let kept;\nclass Box { set value(v) { kept = v; } }\nconst first = async (id) => { const box = new Box(); box.value = id; return get(kept); };`,
  'fills an object of a class of its own': `const kept = {};\nclass Area { set(k, v) { kept[k] = v; } }\nconst first = async (id) => { const area = new Area(); area.set('id', id); return get(id); };`,
  'makes an object whose field counts': `let n = 0;\nclass Row { number = ++n; }\nconst first = async (id) => { const row = new Row(); return get(id + row.number); };`,
  'answers before': `const first = async (id, res) => { const row = await get(id); res.json(row); return row; };`,
  'gives the answer to a function of a package': `import { keep } from 'some-keeper';\nconst first = async (id) => { const row = await get(id); return [row].map(keep); };`,
};
const READS: Readonly<Record<string, string>> = {
  'reads once': `const first = async (id) => get(id);`,
  'reads twice': `const first = async (id) => { const row = await get(id); return get(row?.next); };`,
  'reads in a loop': `const first = async (id) => { const rows = []; for (const each of [id, 'x']) rows.push(await get(each)); return rows; };`,
  'reads many at once': `const first = async (id) => Promise.all([id, 'x'].map(async (each) => get(each)));`,
  'reads over HTTP': `const first = async (id) => (await axios.get('https://a/' + id)).data;`,
  'reads over fetch': `const first = (id) => fetch('https://a/' + id).then((response) => response.json());`,
  'logs and computes': `const first = async (id) => { console.log('get', id, Date.now()); const row = await get(String(id).trim()); return { ...row, at: new Date().toISOString() }; };`,
  'makes its client on first use': `let client;\nconst clientOf = () => { client ??= DynamoDBDocumentClient.from(new DynamoDBClient({})); return client; };\nconst first = async (id) => clientOf().send(new GetCommand({ TableName: 'rows', Key: { id } }));`,
  'maps the rows of an answer': `import { unmarshall } from '@aws-sdk/util-dynamodb';\nconst first = async (id) => { const { Items } = await db.send(new QueryCommand({ TableName: 'rows' })); return (Items ?? []).map((row) => unmarshall(row)); };`,
  'cuts the key of an answer': `const toRow = (row) => ({ id: row.pk.replace('ROW#', '') });\nconst first = async (id) => { const row = await get(id); return toRow(row); };`,
  'makes an object of an answer': `class Row { constructor(row) { this.id = row.id; } }\nconst first = async (id) => { const row = await get(id); return new Row(row); };`,
  'fills an object of its own': `const first = async (id) => { const input = {}; input.id = id; const row = await get(input.id); const out = []; out.push(row); return out; };`,
  'picks members with lodash': `import _ from 'lodash';\nconst first = async (id) => { const row = await get(id); return _.pick(row, ['a']); };`,
  'is a method': `class Rows { constructor() { this.table = 'rows'; } async row(id) { return (await db.send(new GetCommand({ TableName: this.table, Key: { id } }))).Item; } }\nconst rows = new Rows();\nconst first = (id) => rows.row(id);`,
};

describe('a helper that does more than read', () => {
  for (const [what, helper] of Object.entries(DOES_MORE)) {
    it(`is no reason for a safe fix: it ${what}`, async () => assert.notEqual(await kindOf(two(helper)), 'safe'));
    it(`is none in a loop: it ${what}`, async () => assert.notEqual(await kindOf(loop(helper)), 'safe'));
  }

  it('fills a list or counts what it is given, in a loop', async () => {
    const into = `const first = async (id, into) => { into.push(await get(id)); };`;
    const count = `const first = async (id, sum) => { sum.all += (await get(id)).n; };`;
    assert.notEqual(await kindOf(loop(into, 'first(id, rows)', 'const rows = [];')), 'safe');
    assert.notEqual(await kindOf(loop(count, 'first(id, sum)', 'const sum = { all: 0 };')), 'safe');
  });
});

describe('a class that goes round in a circle', () => {
  it('is looked at once', async () => {
    const own =
      'class Row { other = new Row(); }\nconst first = async (id) => { const row = await get(id); return [row, new Row()]; };';
    const bases =
      'class A extends B {}\nclass B extends A {}\nconst first = async (id) => { const row = await get(id); return [row, new A()]; };';
    assert.equal(await kindOf(two(own)), 'safe');
    assert.notEqual(await kindOf(two(bases)), 'none');
  });

  it('has no members that it does not have, and ends no analysis', async () => {
    const classes =
      'class A extends B { get y() { return super.y; } f() { return this.z; } static s = A.t; }\nclass B extends A {}\nclass C extends C {}\nclass D extends A {}';
    const first =
      'const first = async (id) => { const row = await get(id); new A().f(); A.u(); new C().q(); return [row, new D().v, new A().y]; };';
    assert.notEqual(await kindOf(two(`${classes}\n${first}`)), 'none');
  });
});

describe('a helper that only reads', () => {
  for (const [what, helper] of Object.entries(READS)) {
    it(`leaves the fix safe: it ${what}`, async () => assert.equal(await kindOf(two(helper)), 'safe'));
    it(`leaves it safe in a loop: it ${what}`, async () => assert.equal(await kindOf(loop(helper)), 'safe'));
  }
});

describe('a request of AWS that is a read by its name only', () => {
  const requests: readonly string[] = [
    `cognito.send(new GetUserAttributeVerificationCodeCommand({ AccessToken: event.token, AttributeName: 'email' }))`,
    `cognito.send(new VerifyUserAttributeCommand({ AccessToken: event.token, AttributeName: 'email', Code: event.code }))`,
  ];
  for (const request of requests)
    it(`is no reason for a safe fix: ${request.slice(17, 60)}`, async () =>
      assert.notEqual(await kindOf(two('', request)), 'safe'));
  it('one that reads is', async () => {
    assert.equal(await kindOf(two('', 'cognito.send(new GetUserCommand({ AccessToken: event.token }))')), 'safe');
  });
});

describe('an error that somebody tells apart', () => {
  const load = `async function load(event) {\n  const a = await cognito.send(new GetUserCommand({ AccessToken: event.token }));\n  const b = await get('b');\n  return [a, b];\n}\n`;
  const handler = (body: string): string => `${head}${load}export const handler = async (event) => { ${body} };\n`;
  const handlers: Readonly<Record<string, string>> = {
    'the caller': handler(
      `try { return await load(event); } catch (error) { if (error.name === 'NotAuthorizedException') return 401; throw error; }`,
    ),
    'the callback of a caller': handler(
      `return load(event).catch((e) => ({ statusCode: e.name === 'NotFound' ? 404 : 500 }));`,
    ),
    "a caller's caller": `${handler(`try { return await outer(event); } catch (error) { return error instanceof TypeError ? 1 : 2; }`)}const outer = async (event) => load(event);\n`,
    middleware: `${handler('return load(event);')}export const errors = () => ({ onError: (request) => { const { error } = request; if (error.name === 'NotFound') request.response = { statusCode: 404 }; } });\n`,
    'a router': `${handler('return load(event);')}app.use((err, req, res, next) => { res.status(err.statusCode ?? 500).end(); });\n`,
  };
  for (const [who, code] of Object.entries(handlers))
    it(`by ${who} is no reason for a safe fix`, async () => assert.equal(await kindOf(code), 'suggestion'));
  it('by nobody leaves it safe', async () => {
    assert.equal(
      await kindOf(handler('try { return await load(event); } catch (error) { console.error(error); throw error; }')),
      'safe',
    );
  });
});

describe('a package that limits', () => {
  const code = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export const handler = async (event) => {
  for (const id of event.ids) {
    await db.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: id } } }));
  }
};
`;
  const using = `import pMap from 'p-map';\nexport const handler = async (event) => pMap(event.ids, async (id) => id);\n`;
  const service =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: packages/b/index.handler }\n  g: { handler: PATH }\n';
  const kindBeside = async (path: string): Promise<string | undefined> => {
    const { findings } = await lintSource(
      {
        'serverless.yml': service.replace('PATH', path.replace(/\.mjs$/, '.handler')),
        'packages/a/package.json': '{}',
        'packages/b/package.json': '{}',
        'packages/b/index.mjs': code,
        [path]: using,
      },
      ['await-in-loop'],
    );
    return findings.flatMap(({ fixes }) => fixes)[0]?.kind;
  };

  it('is there where the same package uses it', async () =>
    assert.equal(await kindBeside('packages/b/other.mjs'), 'safe'));
  it('is not where another package does', async () =>
    assert.equal(await kindBeside('packages/a/other.mjs'), 'suggestion'));
});

describe('types of a loop that becomes a callback', () => {
  const typed = (body: string, parameter = '{ keys: string[]; bucket?: string }'): string =>
    `import assert from 'node:assert';
import pMap from 'p-map';
import { S3Client, HeadObjectCommand } from '@aws-sdk/client-s3';
export const use = pMap;
const s3 = new S3Client({});
const head = (Bucket: string, Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }));
export const handler = async (event: ${parameter}) => {
${body}
};
`;
  const kindOfTyped = async (code: string): Promise<string | undefined> => {
    const serverless =
      'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
    const { findings } = await lintSource({ 'index.ts': code, 'serverless.yml': serverless }, ['await-in-loop']);
    return findings.flatMap(({ fixes }) => fixes)[0]?.kind;
  };
  const turns = (bucket: string, push = 'ContentLength'): string =>
    `  for (const key of event.keys) {\n    const { ContentLength } = await head(${bucket}, key);\n    found.push(${push});\n  }\n`;
  const following: Readonly<Record<string, string>> = {
    'a member that an assertion narrowed': `  assert(event.bucket);\n  const found: unknown[] = [];\n${turns('event.bucket')}  return found;`,
    'a variable of the environment that one did': `  assert(process.env.BUCKET, 'x');\n  const found: unknown[] = [];\n${turns('process.env.BUCKET')}  return found;`,
    'a member that was set': `  event.bucket ??= 'b';\n  const found: unknown[] = [];\n${turns('event.bucket')}  return found;`,
    'a list whose type comes from later pushes, too': `  const found = [];\n${turns(`'b'`)}  found.push('end');\n  return found;`,
    'a list that only some turns fill': `  const found = [];\n${turns(`'b'`).replace('    found', '    if (!ContentLength) continue;\n    found')}  return found;`,
  };
  for (const [what, body] of Object.entries(following))
    it(`may have to follow: ${what}`, async () => assert.equal(await kindOfTyped(typed(body)), 'suggestion'));
  it('stay with a list of its own', async () => {
    assert.equal(await kindOfTyped(typed(`  const found = [];\n${turns(`'b'`)}  return found;`)), 'safe');
  });
});
