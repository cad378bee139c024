import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const S3 = `import S3 from 'aws-sdk/clients/s3';
export const handler = async (event: { key: string }) => {
  const s3 = new S3();
  return s3.getObject({ Bucket: 'b', Key: event.key }).promise();
};
`;
const AXIOS = `import axios from 'axios';
export const handler = async (event: { id: string }) => {
  const http = axios.create({ timeout: 3000 });
  return (await http.get(\`/orders/\${event.id}\`)).data;
};
`;
const GOT = AXIOS.replaceAll('axios', 'got').replace('create({ timeout: 3000 })', 'extend({ retry: 0 })');
const V3 = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
export class Store {
  static region = 'eu-west-1';
  async load(key: string) {
    const s3 = new S3Client({ region: Store.region });
    return s3.send(new GetObjectCommand({ Bucket: 'b', Key: key }));
  }
}
export const handler = async (event: { key: string }) => new Store().load(event.key);
`;
const SETTINGS = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import settings from './settings.json';
export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({ region: settings.region });
  return s3.send(new GetObjectCommand({ Bucket: 'b', Key: event.key }));
};
`;
const ENVIRONMENT = V3.replace('Store.region }', 'process.env.BUCKET_REGION }').replace(/ {2}static.*\n/, '');

const handler = `import { handler, Store } from './handler';\nit('a', async () => { await handler({}); });\n`;
const aws = `import AWS from 'aws-sdk';\n${handler}`;
const http = `import axios from 'axios';\n${handler}`;

const told: Readonly<Record<string, readonly [code: string, test: string, says: RegExp]>> = {
  'AWS.config.update in a hook': [
    S3,
    `${aws}beforeAll(() => AWS.config.update({ endpoint: 'x' }));`,
    /changes settings/,
  ],
  'AWS.config.update at the top': [S3, `${aws}AWS.config.update({ region: 'x' });`, /changes settings/],
  'a member of AWS.config': [S3, `${aws}beforeEach(() => { AWS.config.region = 'x'; });`, /changes settings/],
  'a service in AWS.config': [S3, `${aws}AWS.config.s3 = { endpoint: 'x' };`, /changes settings/],
  'config by its name': [
    S3,
    `import { config } from 'aws-sdk';\n${handler}beforeAll(() => config.update({ region: 'x' }));`,
    /changes settings/,
  ],
  ...Object.fromEntries(
    [
      `import { config as c } from 'aws-sdk';\n${handler}c.update({ region: 'x' });`,
      `${aws}const { config } = AWS;\nconfig.update({ region: 'x' });`,
      `${aws}const cfg = AWS.config;\nbeforeEach(() => cfg.update({ region: 'x' }));`,
      `${aws}beforeEach(() => Object.assign(AWS.config, { region: 'x' }));`,
      `${aws}beforeEach(() => { jest.replaceProperty(AWS.config, 'region', 'x'); });`,
      `${aws}beforeEach(() => { sinon.stub(AWS.config, 'credentials').value(fake); });`,
      `import { config as c } from 'aws-sdk/lib/core';\n${handler}c.region = 'x';`,
    ].map((test) => [test.split('\n').at(-1)!, [S3, test, /changes settings/] as const]),
  ),
  ...Object.fromEntries(
    [
      `${http}const a = axios;\na.defaults.adapter = fake;`,
      `${http}const { defaults } = axios;\ndefaults.adapter = fake;`,
      `${http}delete axios.defaults.baseURL;`,
    ].map((test) => [test.split('\n').at(-1)!, [AXIOS, test, /changes settings|replaces/] as const]),
  ),
  'aws-sdk/global': [
    S3,
    `import AWS from 'aws-sdk/global';\n${handler}beforeAll(() => AWS.config.loadFromPath('x'));`,
    /changes settings/,
  ],
  'the defaults of axios': [
    AXIOS,
    `${http}beforeAll(() => { axios.defaults.adapter = fake; });`,
    /replaces|changes settings/,
  ],
  'the defaults of got': [
    GOT,
    `import got from 'got';\n${handler}beforeAll(() => { got.defaults.options.retry = 1; });`,
    /changes settings of got/,
  ],
  'an adapter that gets all of axios': [
    AXIOS,
    `import MockAdapter from 'axios-mock-adapter';\n${http}beforeEach(() => { mock = new MockAdapter(axios); });`,
    /replaces something that it is created from/,
  ],
  'moxios, which is given nothing': [
    AXIOS,
    `import moxios from 'moxios';\n${handler}beforeEach(() => moxios.install());`,
    /replaces something that it is created from/,
  ],
  'a static field': [V3, `${handler}beforeEach(() => { Store.region = 'x'; });`, /changes it for one test/],
  'a member of a file of data': [
    SETTINGS,
    `import settings from './settings.json';\n${handler}beforeAll(() => { settings.region = 'x'; });`,
    /replaces something that it is created from/,
  ],
  'the environment, handed to a helper that fills it': [
    ENVIRONMENT,
    `import { loadOutputs } from '@acme/kit';\n${handler}beforeAll(async () => { await loadOutputs(process.env); });`,
    /sets variables that it is created from/,
  ],
};

const harmless: Readonly<Record<string, readonly [code: string, test: string]>> = {
  'a look at AWS.config': [S3, `${aws}expect(AWS.config.region).toBe('x');`],
  'settings of one client': [S3, `${aws}const s3 = new AWS.S3();\ns3.config.update({ region: 'x' });`],
  'a config of their own': [S3, `${handler}const config = { update() {} };\nconfig.update();`],
  'settings of something else': [AXIOS, `import AWS from 'aws-sdk';\n${handler}AWS.config.update({ region: 'x' });`],
  'a use of axios': [AXIOS, `${http}await axios.get('/health');`],
  'another static field': [V3, `class Other { static region = ''; }\n${handler}Other.region = 'x';`],
  'a file of data of their own': [
    SETTINGS,
    `import settings from './fixtures/settings.json';\n${handler}beforeAll(() => { settings.region = 'x'; });`,
  ],
  'an environment that is only read': [
    ENVIRONMENT,
    `${handler}const env = parse(process.env);\nconsole.log(process.env);`,
  ],
};

const filesOf = (code: string, test: string): Files => ({
  'handler.ts': code,
  'settings.json': '{ "region": "eu-west-1" }',
  'handler.test.ts': test,
});

describe('settings that a client takes over when it is made', () => {
  for (const [how, [code, test, says]] of Object.entries(told)) {
    it(`are changed by a test: ${how}`, async () => {
      const fix = await fixOf(filesOf(code, test));
      assert.match(fix, /^suggestion: /);
      assert.match(fix, says);
    });
  }
  for (const [how, [code, test]] of Object.entries(harmless))
    it(`are left as they are: ${how}`, async () => assert.match(await fixOf(filesOf(code, test)), /^safe: /));
});

describe('the name by which a file knows the SDK', () => {
  const code = `const AWS = require('aws-sdk');\nconst s3 = new AWS.S3();\nexports.handler = async () => s3.listBuckets().promise();\n`;
  const rewired = `const rewire = require('rewire');\nconst h = rewire('./handler');\n`;
  const kindFor = async (test: string): Promise<string> =>
    (await fixOf({ 'handler.js': code, 'handler.test.js': rewired + test }, 'full-aws-sdk-import')).split(':')[0]!;

  it('is kept by suggestion only where a test sets or takes it from outside', async () => {
    assert.equal(await kindFor('h.__set__({ AWS: { S3: Fake } });'), 'suggestion');
    assert.equal(await kindFor(`const AWS = h.__get__('AWS');\nAWS.S3 = Fake;`), 'suggestion');
    assert.equal(await kindFor('h.__set__({ s3: fake });'), 'safe');
  });
});
