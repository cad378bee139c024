import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

const PKG = '@aws-sdk/client-dynamodb';

const v3 = {
  'handler.ts': `import { DynamoDBClient, GetItemCommand } from '${PKG}';
export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient(process.env.IS_OFFLINE ? { region: 'local' } : {});
  return client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));
};
`,
};

const v2 = {
  'handler.js': `const AWS = require('aws-sdk');
const s3 = new AWS.S3();
exports.handler = async (event) => s3.getObject({ Bucket: 'b', Key: event.key }).promise();
`,
};

const load = `import { handler } from '../handler';\n`;
const offline = `process.env.IS_OFFLINE = 'true';`;

/** Each stands where no name tells that it is a test, and loads no tool where it is not said. */
const tests: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'jest.mock': ['integration/orders.ts', `${load}jest.mock('${PKG}');`],
  'jest, on two lines': ['integration/orders.ts', `${load}jest\n  .mock('${PKG}');`],
  'vi.mock': ['local/orders.ts', `${load}vi.mock('${PKG}');`],
  'describe and it': [
    'checks/orders.js',
    `${load}describe('orders', () => { beforeEach(() => { ${offline} }); it('reads', () => handler({ id: 'a' })); });`,
  ],
  'it alone': ['qa/orders.ts', `${load}it("reads", async () => { ${offline} await handler({ id: 'a' }); });`],
  rows: ['qa/orders.ts', `${load}test.each([1])('reads %s', async () => { ${offline} await handler({ id: 'a' }); });`],
  'a suite': ['qa/orders.ts', `${load}suite(\n  'orders', () => { test(\`a\`, () => { ${offline} }); });`],
  'it.only': ['qa/orders.ts', `${load}it.only('reads', () => { ${offline} });`],
  'expect alone': [
    'qa/steps.ts',
    `${load}export const reads = async () => { ${offline} expect(await handler({ id: 'a' })).toEqual({}); };`,
  ],
  'expect of chai': [
    'qa/steps.ts',
    `${load}export const reads = () => { ${offline} expect(handler).not.to.be.null; };`,
  ],
  'a package for asking': [
    'qa/steps.ts',
    `import { assert } from 'chai';\n${load}export const reads = () => { ${offline} };`,
  ],
};

const no: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'a script that sets the variable': [
    'scripts/run.ts',
    `${load}export const run = () => { ${offline} return handler({ id: 'a' }); };`,
  ],
  'a method by the name': ['scripts/run.ts', `${load}if (/a/.test('a')) run(() => { ${offline} });`],
  'a text with an expectation in it': [
    'scripts/run.ts',
    `${load}export const it = 'expect'; run(() => { ${offline} });`,
  ],
  'a test that sets another': ['qa/orders.ts', `${load}it('reads', () => { process.env.TABLE = 'rows'; });`],
};

describe('a test in a folder of any name', () => {
  for (const [what, [path, text]] of Object.entries(tests))
    it(`is known by its content: ${what}`, async () =>
      assert.match(await fixOf({ ...v3, [path]: text }), /^suggestion: /));
  for (const [what, [path, text]] of Object.entries(no))
    it(`and does not hold up a fix: ${what}`, async () =>
      assert.match(await fixOf({ ...v3, [path]: text }), /^safe: /));

  const mocks = {
    'jest.mock': `jest.mock('aws-sdk', () => ({}));\nconst { handler } = require('../handler');\nit('a', handler);`,
    'aws-sdk-mock': `const AWSMock = require('aws-sdk-mock');\nAWSMock.mock('S3', 'getObject', {});\nrequire('../handler');`,
    'aws-sdk-mock, imported': `import * as mock from "aws-sdk-mock";\nmock.mock('S3', 'getObject', {});`,
  };
  for (const [what, text] of Object.entries(mocks))
    it(`holds up the move to one client: ${what}`, async () =>
      assert.match(
        await fixOf({ ...v2, 'checks/files.js': text }, 'full-aws-sdk-import'),
        /^suggestion: .*checks\/files/,
      ));
  it('does not where a script only names the SDK', async () =>
    assert.match(
      await fixOf(
        { ...v2, 'scripts/list.js': `const AWS = require('aws-sdk');\nnew AWS.S3().listBuckets();` },
        'full-aws-sdk-import',
      ),
      /^safe: /,
    ));
});
