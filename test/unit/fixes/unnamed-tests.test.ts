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
    `export const run = (use: () => void) => { ${offline} return use(); };`,
  ],
  'a method by the name': ['scripts/run.ts', `if (/a/.test('a')) run(() => { ${offline} });`],
  'a text with an expectation in it': ['scripts/run.ts', `export const it = 'expect'; run(() => { ${offline} });`],
  'a bundle with names of two letters': [
    'tools/bundle.js',
    `${'var it=(e,t)=>t;it("reads",()=>jest.mock("@aws-sdk/client-dynamodb"));'.repeat(9)}${offline}`,
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

const run = { 'local/start.js': `require('./fake');\nrequire('../handler').handler({});` };
const sdk = `const AWS = require('aws-sdk');\n`;

describe('a fake for runs on the own machine', () => {
  const fakes: Readonly<Record<string, string>> = {
    'an assignment': `${sdk}AWS.S3 = class {};`,
    'by a key': `${sdk}AWS['S3'] = class {};`,
    'Object.assign': `${sdk}Object.assign(AWS, { S3: class {} });`,
    defineProperty: `import * as AWS from 'aws-sdk';\nObject.defineProperty(AWS, 'S3', { value: class {} });`,
    'on the spot': `require('aws-sdk').S3 = class {};`,
  };
  for (const [how, text] of Object.entries(fakes))
    it(`holds up the move to one client: ${how}`, async () =>
      assert.match(
        await fixOf({ ...v2, ...run, 'local/fake.js': text }, 'full-aws-sdk-import'),
        /^suggestion: .*local\/fake/,
      ));
  it('and a client that is shared', async () => {
    const text = `const sdk = require('${PKG}');\nsdk.DynamoDBClient = class {};`;
    assert.match(await fixOf({ ...v3, ...run, 'local/fake.js': text }), /^suggestion: .*local\/fake.js replaces/);
  });

  const others: Readonly<Record<string, string>> = {
    'a script sets something else': `${sdk}const all = {};\nall.S3 = new AWS.S3();\nObject.assign(all, AWS.config);`,
    'a script only compares': `${sdk}if (x.S3 === AWS.S3) run();`,
    'compiled code sets a region': `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n${sdk}AWS.config.region = 'eu-west-1';\nexports.Load = 1;`,
    'a script changes a client': `${sdk}const s3 = new AWS.S3();\ns3.Other = 1;`,
    'another package gets it': `const AWS = require('other');\nAWS.S3 = class {}; // 'aws-sdk'`,
  };
  for (const [what, text] of Object.entries(others))
    it(`does not where ${what}`, async () =>
      assert.match(await fixOf({ ...v2, ...run, 'local/fake.js': text }, 'full-aws-sdk-import'), /^safe: /));
  it('does not where nothing loads it', async () =>
    assert.match(await fixOf({ ...v2, 'local/fake.js': fakes['an assignment']! }, 'full-aws-sdk-import'), /^safe: /));
});
