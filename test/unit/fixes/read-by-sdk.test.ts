import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const making = (options: string, before = '', imports = ''): string =>
  `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
${imports}
export const handler = async (event: any) => {
  ${before}
  const s3 = new S3Client(${options});
  return s3.send(new ListBucketsCommand({}));
};
`;

const inTest = (text: string, imports = `import { handler } from './handler';`): Files => ({
  'handler.ts': making('{}'),
  'handler.test.ts': `${imports}\n${text}\nit('a', () => handler({}));\n`,
});

const dotenv = `import dotenv from 'dotenv';`;

const changed: Readonly<Record<string, Files>> = {
  'the handler sets the region': { 'handler.ts': making('{}', 'process.env.AWS_REGION = event.region;') },
  'by another name': {
    'handler.ts': making('{}', `env['AWS_PROFILE'] = event.profile;`, `import { env } from 'node:process';`),
  },
  'a helper sets credentials': {
    'handler.ts': making(`{ region: 'eu-west-1' }`, 'await assume(event.role);', `import { assume } from './assume';`),
    'assume.ts': `export async function assume(role: string) { process.env.AWS_SESSION_TOKEN = await token(role); }\n`,
  },
  'all that a package answers': { 'handler.ts': making('{}', 'Object.assign(process.env, event.vars);') },
  'a loop over names': {
    'handler.ts': making('{}', 'for (const name of Object.keys(event)) process.env[name] = event[name];'),
  },
  'the environment itself': { 'handler.ts': making('{}', 'process.env = { ...process.env, ...event.vars };') },
  'a file that is read while it serves': { 'handler.ts': making('{}', 'dotenv.config({ path: event.path });', dotenv) },
  'an endpoint of the service': { 'handler.ts': making('{}', 'process.env.AWS_ENDPOINT_URL_S3 = event.url;') },
  'a wrapped client': {
    'handler.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
export const handler = async (event: any) => {
  process.env.AWS_REGION = event.region;
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return documents.send(new GetCommand({ TableName: 'a', Key: { id: 1 } }));
};
`,
  },
  'a region that may be undefined': {
    'handler.ts': making('{ region: undefined }', 'process.env.AWS_REGION = event.region;'),
  },
  'a test sets an endpoint before each': inTest(
    `beforeEach(async () => { process.env.AWS_ENDPOINT_URL_S3 = (await start()).url; });`,
  ),
  'a test stubs it': inTest(`it('b', () => { vi.stubEnv('AWS_ENDPOINT_URL', 'http://a'); return handler({}); });`),
  'tests have regions of their own': inTest(
    `it('b', () => { process.env.AWS_REGION = 'b'; return handler({}); });\nit('c', () => { process.env.AWS_REGION = 'c'; });`,
  ),
  'a middleware of middy 0': {
    'handler.ts': `import middy from 'middy';
import { ssm } from 'middy/middlewares';
${making('{}').replace('export const handler =', 'const serve =')}
export const handler = middy(serve).use(ssm({ names: { AWS_REGION: '/k' } }));
`,
  },
};

const steady: Readonly<Record<string, Files>> = {
  'nobody sets them': { 'handler.ts': making('{}') },
  'a middleware sets others': {
    'handler.ts': `import middy from '@middy/core';
import ssm from '@middy/ssm';
${making('{}').replace('export const handler =', 'const serve =')}
export const handler = middy(serve).use(ssm({ setToEnv: true, fetchData: { API_KEY: '/k' } }));
`,
  },
  'others are set': { 'handler.ts': making('{}', 'process.env.STAGE = event.stage;') },
  'the endpoint of another service': { 'handler.ts': making('{}', 'process.env.AWS_ENDPOINT_URL_SQS = event.url;') },
  'at load': { 'handler.ts': making('{}', '', `process.env.AWS_REGION ??= 'eu-west-1';`) },
  'by a function that runs at load': {
    'handler.ts': making('{}', '', `function set() { process.env.AWS_REGION = 'eu-west-1'; }\nset();`),
  },
  'a file that is read at load': { 'handler.ts': making('{}', '', `${dotenv}\ndotenv.config();`) },
  'the client states the region': {
    'handler.ts': making(`{ region: 'eu-west-1' }`, 'process.env.AWS_REGION = event.region;'),
  },
  'by a constant': {
    'handler.ts': making(
      'options',
      'process.env.AWS_REGION = event.region;',
      `const options = { region: 'eu-west-1' };`,
    ),
  },
  'another function of the project sets them': {
    'handler.ts': making('{}'),
    'serverless.yml':
      'service: a\nprovider:\n  name: aws\n  runtime: nodejs22.x\nfunctions:\n  a:\n    handler: handler.handler\n  b:\n    handler: other.handler\n',
    'other.ts': `export const handler = async (event: any) => { process.env.AWS_REGION = event.region; };\n`,
  },
  'a test sets a constant once': inTest(`process.env.AWS_REGION = 'eu-west-1';`),
  'a test sets a constant before each': inTest(`beforeEach(() => { process.env.AWS_REGION = 'eu-west-1'; });`),
  'a test puts it back': inTest(
    `const old = process.env.AWS_REGION;\nbeforeAll(() => { process.env.AWS_REGION = 'a'; });\nafterAll(() => { process.env.AWS_REGION = old; });`,
  ),
  'a test sets it before it loads': inTest(`process.env.AWS_ENDPOINT_URL = server.url;`, `const server = start();`),
};

describe('a client that takes settings from the environment by itself', () => {
  for (const [what, files] of Object.entries(changed))
    it(`is shared by suggestion: ${what}`, async () => assert.match(await fixOf(files), /^suggestion: /));
  for (const [what, files] of Object.entries(steady))
    it(`is shared safely: ${what}`, async () => assert.match(await fixOf(files), /^safe: /));
});

describe('a variable that options read', () => {
  const reading = (before: string, imports = ''): Files => ({
    'handler.ts': making('{ region: process.env.DATA_REGION }', before, imports),
  });
  const packaged = `import * as secrets from '@acme/secrets';`;
  const doubtful = ['await secrets.loadIntoEnv(["A"]);', 'await secrets.setEnv();', 'await secrets.populateEnvVars();'];
  for (const call of doubtful)
    it(`is in doubt after ${call}`, async () =>
      assert.match(await fixOf(reading(call, packaged)), /^suggestion: .*sets DATA_REGION itself/));
  it('is in doubt after a package was waited for', async () =>
    assert.match(
      await fixOf(reading('await secrets.load();', packaged)),
      /^suggestion: .*secrets\.load\(\) may set DATA_REGION/,
    ));
  for (const call of ['secrets.getEnv("A");', 'event.token = await secrets.load();', 'secrets.requireEnv("A");'])
    it(`is not in doubt after ${call}`, async () => assert.match(await fixOf(reading(call, packaged)), /^safe: /));
});
