import assert from 'node:assert/strict';
import { rules } from '../../../src/rules/index.js';
import { fixSource } from '../../support/fix-source.js';
import { lintSource } from '../../support/lint-source.js';

const dynamo = `import { DynamoDB } from '@aws-sdk/client-dynamodb';
const db = new DynamoDB({});
const get = (id) => db.getItem({ TableName: 'rows', Key: { id: { S: id } } });
`;
const s3 = "import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\n";
const read = 'new GetObjectCommand({ Bucket: "b", Key: event.key })';
const serverless = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  f: { handler: index.handler }
`;

/** What `--fix` makes of a handler. */
async function fixed(code: string): Promise<string> {
  const { files } = await fixSource({ 'index.mjs': code, 'serverless.yml': serverless }, [], {
    isSafeWanted: true,
    suggestionsOf: [],
  });
  return files['index.mjs']!;
}

async function fixesOf(ruleId: string, code: string, file = 'index.mjs'): Promise<readonly string[]> {
  const { findings } = await lintSource({ [file]: code, 'serverless.yml': serverless }, [ruleId]);
  assert.ok(findings.length > 0, 'nothing is found');
  return findings.flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
}

describe('a safe fix leaves alone', () => {
  const untouched: readonly [what: string, code: string][] = [
    [
      'what is disposed of',
      `${dynamo}export const handler = async (event) => {\n  await using a = await get(event.a);\n  const b = await get(event.b);\n  return [a, b];\n};\n`,
    ],
    [
      'a client that is disposed of',
      `${s3}export const handler = async (event) => {\n  using c = new S3Client({});\n  return c.send(${read});\n};\n`,
    ],
    [
      'reads around a change of what they read by',
      `${dynamo}export const handler = async (event) => {\n  const a = await get(event.a);\n  const label = event.list.pop();\n  const b = await get(event.list[0]);\n  return [a, label, b];\n};\n`,
    ],
    [
      'options that count',
      `${s3}let count = 0;\nexport const handler = async (event) => {\n  count++;\n  const c = new S3Client({ region: count > 5 ? 'b' : 'a' });\n  return c.send(${read});\n};\n`,
    ],
    [
      'a region of a loop outside',
      `${s3}let region = 'a';\nexport const handler = async (event) => {\n  for (region of event.regions) { const c = new S3Client({ region }); await c.send(${read}); }\n};\n`,
    ],
    [
      'options that a function may change',
      `${s3}const options = { region: 'eu-west-1' };\nexport const handler = async (event) => {\n  audit(options);\n  const c = new S3Client({ region: options.region });\n  return c.send(${read});\n};\nfunction audit(o) { o.region = 'x'; }\n`,
    ],
    [
      'an environment that the handler fills',
      `${s3}export const handler = async (event) => {\n  Object.assign(process.env, { R: event.r });\n  const c = new S3Client({ region: process.env.R });\n  return c.send(${read});\n};\n`,
    ],
    [
      'comments between blank lines',
      `${dynamo}export const handler = async (event) => {\n  const a = await get(event.a);\n\n  // a word about what follows\n\n  const b = await get(event.b);\n  return [a, b];\n};\n`,
    ],
    [
      'errors made by Promise.reject',
      `${dynamo}const find = async (id) => {\n  const { Item } = await get(id);\n  return Item ?? Promise.reject(new Error('404'));\n};\nexport const handler = async (event) => {\n  const a = await find(event.a);\n  const b = await get(event.b);\n  return [a, b];\n};\n`,
    ],
    [
      'an argument that may throw beside a call',
      `${dynamo}export const handler = async (event) => {\n  const a = await get(event.a);\n  const b = await get(event.order.id);\n  return [a, b];\n};\n`,
    ],
    [
      'times that are measured',
      `${dynamo}export const handler = async (event) => {\n  const t0 = Date.now();\n  const a = await get(event.a);\n  const t1 = Date.now();\n  const b = await get(event.b);\n  return [a, b, t1 - t0];\n};\n`,
    ],
    [
      'a client that gets middleware elsewhere',
      `${s3}const proxy = (client) => { client.middlewareStack.add((next) => next); return client; };\nexport const handler = async (event) => {\n  const c = new S3Client({});\n  proxy(c);\n  return c.send(${read});\n};\n`,
    ],
    [
      'a client whose config is set',
      `${s3}export const handler = async (event) => {\n  const c = new S3Client({});\n  c.config.region = async () => event.region;\n  return c.send(${read});\n};\n`,
    ],
  ];
  for (const [what, code] of untouched) it(what, async () => assert.equal(await fixed(code), code));
});

describe('a safe fix', () => {
  it('shares what is declared in both branches without moving the declarations', async () => {
    const code = `${s3}export const handler = async (event) => {\n  if (event.a) var c = new S3Client({}); else var c = new S3Client({ region: 'b' });\n  return c.send(${read});\n};\n`;
    assert.match(await fixed(code), /if \(event\.a\) var c = c2; else var c = c3;/);
  });

  it('leaves a var where it is that is declared again', async () => {
    const code = `${s3}export const handler = async (event) => {\n  var c = new S3Client({});\n  if (event.x) { var c = event.other }\n  return c.send(${read});\n};\n`;
    assert.match(await fixed(code), /\n {2}var c = c2;\n/);
  });

  it('keeps the semicolon that opens the next line', async () => {
    const code = `import { DynamoDB } from '@aws-sdk/client-dynamodb'\nconst db = new DynamoDB({})\nconst get = (id) => db.getItem({ TableName: 'rows', Key: { id: { S: id } } })\nexport const handler = async (event) => {\n  const a = await get(event.a)\n  const b = await get(event.b)\n  ;[a, b].forEach((each) => console.log(each))\n}\n`;
    assert.match(
      await fixed(code),
      /await Promise\.all\(\[get\(event\.a\), get\(event\.b\)\]\)\n {2};\[a, b\]\.forEach/,
    );
  });

  it('keeps it where a statement in front of it goes', async () => {
    const code = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'\nexport const handler = async (event) => {\n  const key = event.key\n  const c = new S3Client({})\n  ;(() => console.log(key))()\n  return c.send(new GetObjectCommand({ Bucket: 'b', Key: key }))\n}\n`;
    assert.match(await fixed(code), /const key = event\.key\n\s*;\(\(\) => console\.log\(key\)\)\(\)/);
  });

  it('keeps what may throw where it was', async () => {
    const code = `${s3}export const handler = async (event) => {\n  try {\n    const c = new S3Client({ region: JSON.parse(process.env.CFG).region });\n    return await c.send(${read});\n  } catch {\n    return 500;\n  }\n};\n`;
    assert.match(await fixed(code), /cachedC \?\?= new S3Client\(\{ region: JSON\.parse/);
  });

  it('does not take a changed client for the same', async () => {
    const code = `${s3}const traced = new S3Client({});\ntraced.middlewareStack.add((next) => next);\nexport const handler = async (event) => {\n  const plain = new S3Client({});\n  await traced.send(${read});\n  return plain.send(${read});\n};\n`;
    assert.match(await fixed(code), /const plain = new S3Client\(\{\}\);\n\nexport const handler/);
  });
});

describe('a suggestion is not made', () => {
  const batches: readonly [what: string, body: string][] = [
    [
      'where the loop may end early',
      'for (const o of event.orders) {\n    if (o.n > 50) return;\n    await db.putItem({ TableName: "rows", Item: o });\n  }',
    ],
    [
      'for one object that every turn fills',
      'const item = {};\n  for (const o of event.orders) {\n    item.id = o.id;\n    await db.putItem({ TableName: "rows", Item: item });\n  }',
    ],
    [
      'over a comment',
      'for (const o of event.orders) {\n    await db.putItem({ TableName: "rows", /* all of it */ Item: o });\n  }',
    ],
  ];
  for (const [what, body] of batches) {
    it(`to batch ${what}`, async () => {
      const code = `${dynamo}export const handler = async (event) => {\n  ${body}\n};\n`;
      const { findings } = await lintSource({ 'index.mjs': code, 'serverless.yml': serverless }, ['per-item-writes']);
      assert.deepEqual(
        findings.flatMap(({ fixes }) => fixes),
        [],
      );
    });
  }

  it('to read by a key that the turn changes', async () => {
    const code = `${dynamo}export const handler = async (event) => {\n  for (const o of event.orders) {\n    o.id = o.id.trim();\n    const { Item } = await db.getItem({ TableName: 'rows', Key: { id: { S: o.id } } });\n    console.log(Item);\n  }\n};\n`;
    assert.deepEqual(await fixesOf('per-item-reads', code), []);
  });

  it('to keep one client for all turns of a loop', async () => {
    const code = `${s3}const REGIONS = ['a', 'b'];\nexport const handler = async (event) => {\n  for (const region of REGIONS) {\n    const c = new S3Client({ region });\n    await c.send(${read});\n  }\n};\n`;
    const { files } = await fixSource({ 'index.mjs': code, 'serverless.yml': serverless }, ['client-in-handler']);
    assert.match(files['index.mjs']!, /cClients\.get\(region\) \?\? new S3Client\(\{ region \}\)/);
  });

  it('to keep a client for every event', async () => {
    const code = `${s3}const pick = (event) => ({ region: event.region });\nexport const handler = async (event) => {\n  const c = new S3Client(pick(event));\n  return c.send(${read});\n};\n`;
    assert.deepEqual(await fixesOf('client-in-handler', code), []);
  });
});

it('a file with a syntax error is left to the person who is typing it', async () => {
  const code = `${s3}export const handler = async (event) => {\n  const c = new S3Client({});\n  return c.send(${read}\n};\n`;
  assert.equal(await fixed(code), code);
});

it('a batch goes before the loop that it makes needless', async () => {
  const code = `${dynamo}export const handler = async (event) => {\n  for (const Item of event.rows) {\n    await db.putItem({ TableName: 'rows', Item });\n  }\n};\n`;
  const { files, outcome } = await fixSource({ 'index.mjs': code, 'serverless.yml': serverless });
  assert.deepEqual(
    outcome.applied.map(({ finding }) => finding.ruleId),
    ['per-item-writes'],
  );
  assert.doesNotMatch(files['index.mjs']!, /mapConcurrently/);
});

it('the rules say which fixes they have', () => {
  assert.deepEqual(
    rules.filter(({ meta }) => meta.fix === 'none').map(({ meta }) => meta.id),
    [],
  );
});
