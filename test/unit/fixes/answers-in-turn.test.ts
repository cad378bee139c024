import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const head = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const get = async (id) => (await db.send(new GetCommand({ TableName: 'rows', Key: { id } }))).Item;
`;
/** Sends once more after it waited. */
const TWO_STEPS = `async function both(id) {
  const row = await get(id);
  return get(row.next);
}
`;

const reads = (first: string, rest = ''): string =>
  `${head}${rest}export const handler = async (event) => {\n  const a = await ${first};\n  const b = await get(event.b);\n  return [a, b];\n};\n`;
/** Its package can limit how many run at once. */
const loop = (read: string, rest = ''): string =>
  `${head}import pLimit from 'p-limit';\n${rest}const use = pLimit;\nexport const handler = async (event) => {\n  for (const id of event.ids) {\n    await ${read};\n  }\n};\n`;

async function fixOf(code: string, test: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const files = {
    'index.mjs': code,
    'serverless.yml': serverless,
    'package.json': '{}',
    'test/index.test.mjs': test,
    ...more,
  };
  const { findings } = await lintSource(files, ['sequential-awaits', 'await-in-loop']);
  const [fix, ...others] = findings.flatMap(({ fixes }) => fixes);
  assert.ok(fix && others.length === 0);
  return `${fix.kind}${fix.title.includes('mocks the calls in order') ? ', in turn' : ''}`;
}

const inTurn: readonly [what: string, test: string][] = [
  ['jest and vitest', 'send.mockResolvedValueOnce({}).mockResolvedValueOnce({ Item: {} });'],
  ['implementations', 'send.mockImplementationOnce(async () => ({}));'],
  ['aws-sdk-client-mock', 'ddb.on(GetCommand).resolvesOnce({}).resolves({ Item: {} });'],
  ['sinon', 'stub.onFirstCall().resolves({}); stub.onCall(1).resolves({ Item: {} });'],
  ['a question for the second call', 'expect(send).toHaveBeenNthCalledWith(2, {});'],
  ['a question for the second command', 'expect(ddb).toHaveReceivedNthCommandWith(2, GetCommand, {});'],
  ['what the mock keeps of its calls', 'expect(send.mock.calls[0][0]).toEqual({});'],
  ['calls of a client', 'assert.equal(ddb.commandCalls(GetCommand)[0].args[0].input.Key.id, 1);'],
  ['which came first', 'sinon.assert.callOrder(first, second);'],
  ['which came first, in jest-extended', 'expect(first).toHaveBeenCalledBefore(second);'],
  ['a list by hand', 'const answers = [{}, { Item: {} }]; ddb.send = async () => answers.shift();'],
  ['a list by hand, from its end', 'ddb.send = async () => answers.pop();'],
  ['a list by hand, with an index', 'let at = 0; ddb.send = async () => answers[at++];'],
  ['a generator', 'ddb.send = async () => answers.next().value;'],
  ['a number for each call', 'ddb.send = async () => ({ Item: { id: ++n } });'],
  ['a number that is added to', 'ddb.send = async () => { n += 1; return { Item: { id: n } }; };'],
  ['a record by hand', 'ddb.send = async (command) => { sent.push(command.input.TableName); return {}; };'],
  ['all calls', 'assert.deepEqual(send.mock.calls.map(({ arguments: [c] }) => c.input.TableName), [1]);'],
  ['all calls of a client', 'assert.deepEqual(m.calls().map((c) => c.firstArg.input.Key.id), [1, 2]);'],
  ['all calls, in jest', 'expect(send.mock.calls).toEqual([[{}], [{}]]);'],
  ['all arguments, in sinon', 'assert.deepEqual(send.args, [[1], [2]]);'],
  ['nock in a chain', `nock('https://a').post('/').reply(200, {}).post('/').reply(200, { Item: {} });`],
  ['ts-mockito in a chain', 'when(db.send(anything())).thenResolve(a).thenResolve(b);'],
  ['msw', `http.post('https://a', () => HttpResponse.json({}), { once: true });`],
];

describe('calls that send more than once are started together by suggestion where tests answer in turn', () => {
  for (const [what, test] of inTurn)
    it(what, async () => assert.equal(await fixOf(reads('both(event.a)', TWO_STEPS), test), 'suggestion, in turn'));
  it('turns of a loop', async () => {
    assert.equal(await fixOf(loop('both(id)', TWO_STEPS), inTurn[0]![1]), 'suggestion, in turn');
  });
  const late: readonly [what: string, rest: string][] = [
    [
      'requests in a loop',
      'async function both(id) { let row; for (const x of [id, 1]) row = await get(x); return row; }\n',
    ],
    [
      'two awaits',
      'async function both(id) { const row = await get(id); const other = await get(row?.id); return other; }\n',
    ],
    ['one in front of it', 'const both = async (id) => get((await get(id)).next);\n'],
    ['a chain', 'const both = (id) => get(id).then((row) => get(row.next));\n'],
    ['one further down', `${TWO_STEPS.replace('both', 'inner')}const both = async (id) => inner(id);\n`],
  ];
  for (const [what, rest] of late)
    it(what, async () => assert.match(await fixOf(reads('both(event.a)', rest), inTurn[0]![1]), /, in turn$/));
});

const direct = (id: string): string => `db.send(new GetCommand({ TableName: 'rows', Key: { id: ${id} } }))`;
const directReads = `${head}export const handler = async (event) => {\n  const a = await ${direct('event.a')};\n  const b = await ${direct('event.b')};\n  return [a, b];\n};\n`;

describe('requests are safely started together where tests answer in turn', () => {
  for (const [what, test] of inTurn) it(what, async () => assert.equal(await fixOf(directReads, test), 'safe'));
  it('turns of a loop', async () => assert.equal(await fixOf(loop(direct('id')), inTurn[0]![1]), 'safe'));
  it('one fake answer for all, and calls through functions', async () => {
    assert.equal(await fixOf(reads('both(event.a)', TWO_STEPS), 'send.mockResolvedValue({});'), 'safe');
  });
});

const failing: readonly [what: string, test: string][] = [
  ['jest and vitest', `send.mockRejectedValue(new Error('no'));`],
  ['jest and vitest, once', `send.mockRejectedValueOnce(new Error('no'));`],
  ['aws-sdk-client-mock', `ddb.on(GetCommand).rejects(new Error('Throughput exceeded'));`],
  ['sinon', `send.rejects(new Error('no'));`],
  ['an implementation that throws', `send.mockImplementation(() => { throw new Error('no'); });`],
  ['an error that is expected', `await expect(handler({})).rejects.toThrow();`],
  ['nock', `nock('https://a').get('/a').reply(404);`],
  ['testdouble', `td.when(send(td.matchers.anything())).thenReject(down);`],
  ['testdouble, at once', `td.when(send()).thenThrow(down);`],
  ['ts-mockito', 'when(db.send(anything())).thenReject(down);'],
  ['vitest-when', 'when(send).calledWith(1).thenReject(down);'],
  ['aws-sdk-mock', `AWS.mock('DynamoDB', 'get', (params, callback) => callback(new Error('down')));`],
  ['aws-sdk-mock, an object', `AWS.mock('DynamoDB', 'get', (params, callback) => callback({ code: 'Down' }));`],
  ['an exception of the SDK', `answers = [{}, new ConditionalCheckFailedException({})];`],
  ['a promise by hand', `ddb.send = () => new Promise((_, reject) => reject(down));`],
  ['chai-as-promised', `await expect(handler({})).to.be.rejectedWith('down');`],
  ['msw', `http.get('https://a/a', () => new HttpResponse(null, { status: 500 }));`],
];

describe('requests are started together by suggestion where a test lets one fail', () => {
  for (const [what, test] of failing) {
    it(what, async () => assert.equal(await fixOf(directReads, test), 'suggestion, in turn'));
    it(`${what}, in a loop`, async () => assert.equal(await fixOf(loop(direct('id')), test), 'suggestion, in turn'));
  }
  it('not where another package does', async () => {
    const elsewhere = { 'other/package.json': '{}', 'other/test/a.test.mjs': failing[0]![1] };
    assert.equal(await fixOf(directReads, '', elsewhere), 'safe');
  });
});

const throwing = `test('a', async () => { await assert.rejects(handler({})); });`;
const other = `export const other = async () => { throw new Error('no'); };`;
const service = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  f: { handler: index.handler }
  g: { handler: other.other }
`;

describe('which tests may see the order of calls', () => {
  const seeing: Readonly<Record<string, readonly [test: string, more?: Readonly<Record<string, string>>]>> = {
    'one that loads the file': [`import { handler } from '../index.mjs';\n${throwing}`],
    'one that loads it on demand': [`const { handler } = await import('../index.mjs');\n${throwing}`],
    'one that a name leads to which is put together': [
      `import '../other.mjs';\nconst { handler } = await import(path);\n${throwing}`,
    ],
    'one by an alias that only its runner knows': [
      `import '../other.mjs';\nimport { handler } from '@/index';\n${throwing}`,
    ],
    'one by a helper': [
      `import { handler } from './call.mjs';\n${throwing}`,
      { 'test/call.mjs': `export * from '../index.mjs';` },
    ],
    'a helper of one': [
      `import { handler } from '../index.mjs';\nimport { fail } from './fail.mjs';\ntest('a', () => { fail(); });`,
      {
        'test/fail.mjs': `import { other } from '../other.mjs';\nexport const fail = () => { throw new Error(other); };`,
      },
    ],
    'a set-up that loads other code': [
      '',
      { 'test/setup.mjs': `import '../other.mjs';\nglobalThis.fetch = () => { throw new Error(); };` },
    ],
    'one that loads nothing of ours': [`import request from 'supertest';\n${throwing}`],
    'one of another package': [
      '',
      { 'e2e/package.json': '{}', 'e2e/index.spec.mjs': `import { handler } from '../index.mjs';\n${throwing}` },
    ],
    'one of another package, by a helper': [
      '',
      {
        'e2e/package.json': '{}',
        'e2e/index.spec.mjs': `import { handler } from './call.mjs';\n${throwing}`,
        'e2e/call.mjs': `export * from '../index.mjs';`,
      },
    ],
    'a helper of a helper of another package': [
      `import { handler } from '../index.mjs';\nimport { fail } from '../tools/more.mjs';\ntest('a', () => { fail(); });`,
      {
        'tools/package.json': '{}',
        'tools/more.mjs': `import { vi } from 'vitest';\nexport { fail } from '../tools/fail.mjs';\nexport const more = vi;`,
        'tools/fail.mjs': `import { vi } from 'vitest';\nexport const fail = () => { throw new Error(vi); };`,
      },
    ],
    'a helper of another package': [
      `import { handler } from '../index.mjs';\nimport { fail } from '../tools/fail.mjs';\ntest('a', () => { fail(); });`,
      {
        'tools/package.json': '{}',
        'tools/fail.mjs': `import { vi } from 'vitest';\nexport const fail = () => { throw new Error(vi); };`,
      },
    ],
  };
  const twins: typeof seeing = {
    'one of another handler': [`import { other as handler } from '../other.mjs';\n${throwing}`],
    'one of another handler, with a package that is listed': [
      `import { test } from '@jest/globals';\nimport { other as handler } from '../other.mjs';\n${throwing}`,
      { 'package.json': '{"devDependencies":{"@jest/globals":"29"}}' },
    ],
    'one of another handler, by a helper': [
      `import { handler } from './call.mjs';\n${throwing}`,
      { 'test/call.mjs': `export { other as handler } from '../other.mjs';` },
    ],
    'a helper of a test of another handler': [
      `import { fail } from './fail.mjs';\nimport { other } from '../other.mjs';\ntest('a', () => { fail(other); });`,
      { 'test/fail.mjs': `export { other } from '../other.mjs';\nexport const fail = () => { throw new Error(); };` },
    ],
    'one of another package that loads something else': [
      '',
      {
        'e2e/package.json': '{}',
        'e2e/other.spec.mjs': `import { other as handler } from '../other.mjs';\n${throwing}`,
      },
    ],
  };
  const kindOf = ([test, more]: (typeof seeing)[string]): Promise<string> =>
    fixOf(directReads, test, { 'other.mjs': other, 'serverless.yml': service, ...more });
  for (const [what, files] of Object.entries(seeing))
    it(what, async () => assert.equal(await kindOf(files), 'suggestion, in turn'));
  for (const [what, files] of Object.entries(twins))
    it(`not ${what}`, async () => assert.equal(await kindOf(files), 'safe'));
});
