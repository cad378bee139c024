import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const fixInHandler = (files: Files, rule?: string): Promise<string> =>
  fixOf(files, rule, ({ file }) => file === 'handler.js');

const whole = `const AWS = require('aws-sdk');\n`;
const using = (above: string, before: string, client = 'new AWS.S3()', below = ''): Files => ({
  'handler.js': `${above}
exports.handler = async (event) => {
  ${before}
  const s3 = ${client};
  return s3.getObject({ Bucket: 'b', Key: event.key }).promise();
};
${below}`,
});
const tenant = (load: string): Files => ({
  'tenant.js': `const AWS = require('${load}');\nexports.use = async (role) => { AWS.config.credentials = await assume(role); };\n`,
});
const use = `const { use } = require('./tenant');\n`;
const S3 = `const S3 = require('aws-sdk/clients/s3');\n`;

const late: Readonly<Record<string, Files>> = {
  'credentials, in the handler': using(whole, 'AWS.config.credentials = await assume(event.role);'),
  'by update': using(whole, 'AWS.config.update({ region: event.region });'),
  'a config that was taken out': using(
    `const { config, S3 } = require('aws-sdk');`,
    'config.region = event.region;',
    'new S3()',
  ),
  'a config by another name': using(`${whole}const c = AWS.config;`, 'c.region = event.region;'),
  'another config': using(whole, 'AWS.config = new AWS.Config({ region: event.region });'),
  'by Object.assign': using(whole, 'Object.assign(AWS.config, event.options);'),
  'another file': { ...using(whole + use, 'await use(event.role);'), ...tenant('aws-sdk') },
  'another file, for a client by itself': {
    ...using(S3 + use, 'await use(event.role);', 'new S3()'),
    ...tenant('aws-sdk/global'),
  },
  'another file, by the core': {
    ...using(S3 + use, 'await use(event.role);', 'new S3()'),
    ...tenant('aws-sdk/lib/core'),
  },
  'further down': using(whole, '', 'new AWS.S3()', `AWS.config.region = 'eu-west-1';`),
};

const early: Readonly<Record<string, Files>> = {
  'nobody does': using(whole, ''),
  'further up': using(`${whole}AWS.config.update({ region: 'eu-west-1' });`, ''),
  'in a file that is loaded before': {
    ...using(`${whole}require('./setup');`, ''),
    'setup.js': `require('aws-sdk').config.update({ region: 'eu-west-1' });\n`,
  },
  'something else of that name': using(`${whole}const mine = { config: {} };`, 'mine.config.region = event.region;'),
  'it is only read': using(whole, 'console.log(AWS.config.region);'),
};

describe('a client of v2 takes over AWS.config', () => {
  for (const [what, files] of Object.entries(late))
    it(`and is not shared safely when it is set later: ${what}`, async () =>
      assert.match(await fixInHandler(files), /^(none$|suggestion: )/));
  for (const [what, files] of Object.entries(early))
    it(`and is shared safely otherwise: ${what}`, async () => assert.match(await fixInHandler(files), /^safe: /));
});

const patched = (text: string): Files => ({ ...using(`require('./patch');\n${whole}`, ''), 'patch.js': text });

describe('the whole SDK of which members are replaced', () => {
  const load = `const sdk = require('aws-sdk');\n`;
  for (const text of ['sdk.S3 = class {};', 'Object.assign(sdk, fakes);', 'sdk[name] = Fake;', `sdk['S3'] = Fake;`])
    it(`goes on to be loaded: ${text}`, async () =>
      assert.match(await fixInHandler(patched(load + text), 'full-aws-sdk-import'), /^suggestion: .*replaces members/));
  for (const text of [
    'sdk.config.region = "a";',
    'sdk.S3.prototype.getObject = fake;',
    'const S3 = sdk.S3;',
    'new sdk.DynamoDB.DocumentClient().delete({});',
    'new sdk.S3().x = 1;',
  ])
    it(`is taken apart after ${text}`, async () =>
      assert.match(await fixInHandler(patched(load + text), 'full-aws-sdk-import'), /^safe: /));
  it('and makes a client that is shared by suggestion', async () =>
    assert.match(await fixInHandler(patched(`${load}sdk.S3 = class {};`)), /^suggestion: .*replaces/));
});
