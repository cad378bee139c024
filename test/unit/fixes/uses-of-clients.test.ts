import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';
import { fixSource } from '../../support/fix-source.js';

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly what: string;
  readonly expected: RegExp;
  readonly files: Files;
}

const suggested = (what: string, why: RegExp, files: Files): Case => ({
  what,
  files,
  expected: new RegExp(`^suggestion: .*; .*${why.source}`),
});
/** Seen to be changed, so that nothing is offered. */
const changed = (what: string, files: Files): Case => ({ what, files, expected: /^none$/ });
const safe = (what: string, files: Files): Case => ({ what, files, expected: /^safe: / });

/** Code of the handler that has a client `s3` of SDK v3. */
const withS3 = (code: string, rest = '', others: Files = {}): Files => ({
  'handler.js': `const { S3Client, S3, GetObjectCommand, ListObjectsV2Command, paginateListObjectsV2 } = require('@aws-sdk/client-s3');
const get = (event) => new GetObjectCommand({ Bucket: 'b', Key: event.key });
const tag = (id) => (next) => (args) => next({ ...args, id });
${rest}
exports.handler = async (event, context) => {
  const s3 = new S3Client({});
  ${code}
};
`,
  ...others,
});

/** Code of the handler that has a client `http` of axios. */
const withAxios = (code: string, rest = '', others: Files = {}): Files => ({
  'handler.js': `const axios = require('axios');
${rest}
exports.handler = async (event) => {
  const http = axios.create({ baseURL: process.env.API });
  ${code}
  return (await http.get('/me')).data;
};
`,
  ...others,
});

const handler = (imports: string, code: string, others: Files = {}): Files => ({
  'handler.js': `${imports}\nexports.handler = async (event) => {\n  ${code}\n};\n`,
  ...others,
});

const ADD = `middlewareStack.add(tag(event.id), { step: 'build' })`;

const methods: readonly Case[] = [
  suggested(
    'a method that sets headers',
    /setHeader\(\) may change it/,
    handler(
      `const { GraphQLClient } = require('graphql-request');`,
      `const c = new GraphQLClient(process.env.API);\n  c.setHeader('authorization', event.token);\n  return c.request('{ me }');`,
    ),
  ),
  suggested(
    'one in a helper',
    /setHeaders\(\) may change it/,
    handler(
      `const { GraphQLClient } = require('graphql-request');\nconst authorize = (c, t) => c.setHeaders({ t });`,
      `const c = new GraphQLClient(process.env.API);\n  authorize(c, event.token);\n  return c.request('{ me }');`,
    ),
  ),
  suggested(
    'the endpoint of v2',
    /setEndpoint\(\) may change it/,
    handler(
      `const SES = require('aws-sdk/clients/ses');`,
      `const ses = new SES();\n  if (event.region) ses.setEndpoint(event.region);\n  return ses.sendEmail({}).promise();`,
    ),
  ),
  suggested(
    'the config of v2',
    /the code uses its config/,
    handler(
      `const S3 = require('aws-sdk/clients/s3');`,
      `const s3 = new S3();\n  s3.config.set('credentials', event.credentials);\n  return s3.getObject({}).promise();`,
    ),
  ),
  suggested(
    'a method by another name',
    /not all of its uses can be seen/,
    withAxios(`http[event.setting](event.value);`),
  ),
  safe('requests of v3', withS3('return s3.send(get(event));')),
  safe(
    'operations of v2, and hooks of one request',
    handler(
      `const S3 = require('aws-sdk/clients/s3');`,
      `const s3 = new S3();\n  const request = s3.putObject({ Key: event.key });\n  request.on('build', () => console.log(event));\n  await s3.waitFor('objectExists', {}).promise();\n  return request.promise();`,
    ),
  ),
  safe(
    'operations of an aggregated client',
    handler(
      `const { S3 } = require('@aws-sdk/client-s3');`,
      `const s3 = new S3({});\n  return s3.getObject({ Key: event.key });`,
    ),
  ),
  safe(
    'a document client of v2',
    handler(
      `const DynamoDB = require('aws-sdk/clients/dynamodb');`,
      `const service = new DynamoDB();\n  const documents = new DynamoDB.DocumentClient({ service });\n  return documents.get({ Key: { id: event.id } }).promise();`,
    ),
  ),
  safe('requests of axios, also by a call', withAxios(`await http({ url: '/a' });\n  await http.post('/b', event);`)),
  safe('a look at the region', withS3('console.log(await s3.config.region());\n  return s3.send(get(event));')),
];

const handedOver: readonly Case[] = [
  suggested(
    'a package that adds interceptors',
    /createAuthRefreshInterceptor\(\) receives it and may change it/,
    withAxios(
      `createAuthRefreshInterceptor(http, () => refresh(event.user));`,
      `const createAuthRefreshInterceptor = require('axios-auth-refresh').default;\nconst refresh = async (user) => user;`,
    ),
  ),
  suggested(
    'a package that adds middleware',
    /addTenantHeader\(\) receives it and may change it/,
    withS3(
      'addTenantHeader(s3, event.tenant);\n  return s3.send(get(event));',
      `const { addTenantHeader } = require('@acme/aws-utils');`,
    ),
  ),
  suggested(
    'one behind a function of ours',
    /add\(\) receives it and may change it/,
    withS3(
      'prepare({ client: s3 }, event.tenant);\n  return s3.send(get(event));',
      `const add = require('@acme/add');\nconst prepare = ({ client }, tenant) => add(client, tenant);`,
    ),
  ),
  suggested(
    'a function of a list',
    /add\(\) receives it and may change it/,
    withAxios('for (const add of interceptors) add(http, event);', `const { interceptors } = require('./i');`, {
      'i.js': 'exports.interceptors = [(http, event) => http.interceptors.request.use(() => event.token)];\n',
    }),
  ),
  suggested(
    'a function of ours with any arguments',
    /not all of its uses/,
    withS3('use(s3);', 'function use(...all) { all[0].x = 1; }'),
  ),
  safe(
    'functions of ours that only send',
    withS3('return load({ s3, key: event.key });', 'const load = async ({ s3, key }) => s3.send(get({ key }));'),
  ),
  safe(
    'a function of another file',
    withS3('return load(s3, event);', `const { load } = require('./load');`, {
      'load.js': `exports.load = async (client, event) => { if (!client) throw new Error('x'); return client.send(event); };\n`,
    }),
  ),
  safe(
    'paginators, waiters, signers and uploads of the SDK',
    withS3(
      `for await (const page of paginateListObjectsV2({ client: s3 }, {})) console.log(page);
  await getSignedUrl(s3, get(event));
  await new Upload({ client: s3, params: {} }).done();`,
      `const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');\nconst { Upload } = require('@aws-sdk/lib-storage');`,
    ),
  ),
  safe(
    'a tracer that may see it twice',
    withS3(
      'tracer.captureAWSv3Client(s3);\n  captureAWSv3Client(s3);\n  return s3.send(get(event));',
      `const { Tracer } = require('@aws-lambda-powertools/tracer');\nconst { captureAWSv3Client } = require('aws-xray-sdk-core');\nconst tracer = new Tracer();`,
    ),
  ),
  suggested(
    'one with a segment of this request',
    /captureAWSv3Client\(\) receives it/,
    withS3(
      'captureAWSv3Client(s3, event.segment);\n  return s3.send(get(event));',
      `const { captureAWSv3Client } = require('aws-xray-sdk-core');`,
    ),
  ),
  safe('a log', withS3('console.log(s3);\n  return s3.send(get(event));')),
];

const documents = (code: string): Files =>
  handler(
    `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');\nconst { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');\nconst tag = (id) => id;`,
    `const client = new DynamoDBClient({});\n  ${code}`,
  );

const wrapped: readonly Case[] = [
  suggested(
    'a document client that gets middleware',
    /the code uses its middlewareStack/,
    documents(
      `const ddb = DynamoDBDocumentClient.from(client);\n  ddb.${ADD};\n  return ddb.send(new GetCommand({}));`,
    ),
  ),
  suggested(
    'one that gets credentials',
    /the code uses its config/,
    documents(
      `const ddb = DynamoDBDocumentClient.from(client);\n  ddb.config.credentials = async () => event.credentials;\n  return ddb.send(new GetCommand({}));`,
    ),
  ),
  suggested(
    'one that an object holds',
    /the code uses its middlewareStack/,
    documents(
      `const db = { inner: DynamoDBDocumentClient.from(client) };\n  db.inner.${ADD};\n  return db.inner.send(new GetCommand({}));`,
    ),
  ),
  safe(
    'one that only sends',
    documents(
      `const db = { inner: DynamoDBDocumentClient.from(client) };\n  return db.inner.send(new GetCommand({}));`,
    ),
  ),
];

const lost: readonly Case[] = [
  suggested(
    'a list',
    /it is kept in a list/,
    withS3(`[s3].forEach((each) => each.${ADD});\n  return s3.send(get(event));`),
  ),
  suggested(
    'a loop over one',
    /it is kept in a list/,
    withS3(`for (const each of [s3]) each.${ADD};\n  return s3.send(get(event));`),
  ),
  suggested(
    'a map',
    /ctx\.set\(\) receives it/,
    withAxios(`const ctx = new Map();\n  ctx.set('http', http);\n  ctx.get('http').defaults.x = event;`),
  ),
  suggested(
    'all values of an object',
    /Object\.values\(\) receives it/,
    withS3(`const all = { s3 };\n  for (const each of Object.values(all)) each.${ADD};\n  return s3.send(get(event));`),
  ),
  changed(
    'all keys of an object',
    withS3(`const all = { s3 };\n  for (const key in all) all[key].${ADD};\n  return s3.send(get(event));`),
  ),
  changed('a member that is taken out', withAxios('const { defaults } = http;\n  defaults.x = event;')),
  suggested('a member by a text', /the code uses its defaults/, withAxios(`http['defaults'].headers.x = event.token;`)),
  suggested(
    'a member of the context',
    /the code uses its middlewareStack/,
    withS3(
      `context.s3 = s3;\n  prepare(event, context);\n  return context.s3.send(get(event));`,
      `const prepare = (event, ctx) => ctx.s3.${ADD};`,
    ),
  ),
  changed(
    'a variable that nobody declares',
    withS3(
      `shared = s3;\n  prepare(event);\n  return s3.send(get(event));`,
      `const prepare = (event) => shared.${ADD};`,
    ),
  ),
  suggested('an answer of all', /it is kept in a list/, {
    'handler.js': `const { S3Client } = require('@aws-sdk/client-s3');\nconst make = async () => new S3Client({});\nexports.handler = async (event) => {\n  const [s3] = await Promise.all([make()]);\n  s3.middlewareStack.add(event);\n  return s3.send(event);\n};\n`,
  }),
  changed('a field of an object of ours', {
    'handler.js': `const { Store } = require('./store');\nexports.handler = async (event) => {\n  const store = new Store();\n  store.client.middlewareStack.add(event.id);\n  return store.load(event);\n};\n`,
    'store.js': `const { S3Client } = require('@aws-sdk/client-s3');\nexports.Store = class {\n  constructor() { this.client = new S3Client({}); }\n  load(event) { return this.client.send(event); }\n};\n`,
  }),
  changed('a function that gives it', {
    'handler.js': `const { make } = require('./make');\nexports.handler = async (event) => {\n  const client = make();\n  client.middlewareStack.add(event.id);\n  return client.send(event);\n};\n`,
    'make.js': `const { S3Client } = require('@aws-sdk/client-s3');\nexports.make = () => { const s3 = new S3Client({}); return { s3 }.s3; };\n`,
  }),
  suggested('an export under another name', /it is kept in a list/, {
    'handler.js': `import { renamed } from './index.js';\nimport { open } from './make.js';\nexport const handler = async (event) => {\n  open();\n  [renamed].forEach((each) => event.change(each));\n  return renamed.send(event);\n};\n`,
    'index.js': `export { client as renamed } from './make.js';\n`,
    'make.js': `import { S3Client } from '@aws-sdk/client-s3';\nexport let client;\nexport const open = () => { client = new S3Client({}); };\n`,
  }),
  suggested(
    'a list of the language',
    /Array\.of\(\) receives it/,
    withS3(`Array.of(s3).forEach((each) => each.${ADD});\n  return s3.send(get(event));`),
  ),
  suggested('a template of ours', /not all of its uses/, withS3('mark`${s3}`;\n  return s3.send(get(event));')),
  suggested(
    'a parameter that others give something else for',
    /the code uses its middlewareStack/,
    withS3(
      'context.s3 = s3;\n  prepare(event, context);\n  return s3.send(get(event));',
      `const other = new S3Client({});\nconst prepare = (event, ctx) => ctx.s3.${ADD};\nprepare({}, { s3: other });`,
    ),
  ),
  suggested('all fields of an object of ours', /Object\.values\(\) receives it/, {
    'handler.js': `const { Store } = require('./store');\nexports.handler = async (event) => {\n  const store = new Store();\n  for (const each of Object.values(store)) event.change(each);\n  return store.load(event);\n};\n`,
    'store.js': `const { S3Client } = require('@aws-sdk/client-s3');\nexports.Store = class {\n  constructor() { this.client = new S3Client({}); }\n  load(event) { return this.client.send(event); }\n};\n`,
  }),
  safe('a field that only sends', {
    'handler.js': `const { Store } = require('./store');\nexports.handler = async (event) => new Store().load(event);\n`,
    'store.js': `const { S3Client } = require('@aws-sdk/client-s3');\nexports.Store = class {\n  constructor() { this.client = new S3Client({}); }\n  load(event) { return this.client.send(event); }\n};\n`,
  }),
  safe('a member of the context that only sends', withS3('context.s3 = s3;\n  return context.s3.send(get(event));')),
];

const classes = (members: string): Files =>
  handler(
    `const { S3Client } = require('@aws-sdk/client-s3');\nclass Own extends S3Client {\n  ${members}\n}`,
    'const s3 = new Own({});\n  return s3.load(event);',
  );

const kept: readonly Case[] = [
  suggested(
    'a class of ours that keeps something',
    /the code uses its tenant/,
    classes('load(event) { this.tenant ??= event.tenant; return this.send(event); }'),
  ),
  suggested(
    'one that gives itself away',
    /states\.set\(\) receives it/,
    classes('load(event) { states.set(this, event); return this.send(event); }'),
  ),
  safe(
    'one that only sends',
    classes('load(event) { return this.send(event); }\n  send(command) { return super.send(command); }'),
  ),
  suggested(
    'a client with a cache',
    /it keeps what it has read/,
    handler(
      `const Client = require('aws-appsync').default;`,
      `const client = new Client({ url: 'https://a/b', region: 'eu-west-1', disableOffline: true });\n  return client.query({});`,
    ),
  ),
  suggested(
    'an option that is a cache',
    /it keeps what it has read/,
    handler(
      `const got = require('got');`,
      `const client = got.extend({ cache: new Map() });\n  return client.get(event.url);`,
    ),
  ),
  suggested(
    'an agent that keeps connections',
    /a POST is not retried/,
    handler(
      `const http = require('http');\nconst axios = require('axios');`,
      `const httpAgent = new http.Agent({ keepAlive: true });\n  return axios.post(event.url, {}, { httpAgent });`,
    ),
  ),
  suggested(
    'one that a request of Node gets with its options',
    /a POST is not retried/,
    handler(
      `const http = require('http');`,
      `const agent = new http.Agent({ keepAlive: true });\n  const options = { agent, method: 'POST' };\n  http.request(event.url, options).end();`,
    ),
  ),
  safe(
    'an agent that keeps none',
    handler(
      `const https = require('https');\nconst axios = require('axios');`,
      `const httpsAgent = new https.Agent({ rejectUnauthorized: false });\n  return axios.post(event.url, {}, { httpsAgent });`,
    ),
  ),
  suggested(
    'what hangs on the global object',
    /globalThis may be missing, or change/,
    handler(
      `const { S3Client } = require('@aws-sdk/client-s3');`,
      `const s3 = new S3Client({ credentials: globalThis.credentials });\n  return s3.send(event);`,
    ),
  ),
  safe(
    'the environment by the global object',
    handler(
      `const { S3Client } = require('@aws-sdk/client-s3');`,
      `const s3 = new S3Client({ region: globalThis.process.env.REGION });\n  return s3.send(event);`,
    ),
  ),
];

const settings: readonly Case[] = [
  suggested('defaults that another file sets', /changes the global settings of axios later/, {
    'handler.js': `const axios = require('axios');\nconst { configure } = require('./setup');\nexports.handler = async (event) => {\n  configure(event.token);\n  const http = axios.create({ timeout: 1 });\n  return http.get('/me');\n};\n`,
    'setup.js': `const axios = require('axios');\nexports.configure = (token) => { axios.defaults.headers.common.Authorization = token; };\n`,
  }),
  safe('defaults that are set while the file is loaded', {
    'handler.js': `const axios = require('axios');\naxios.defaults.timeout = 1000;\nexports.handler = async (event) => {\n  const http = axios.create({ maxRedirects: 1 });\n  return http.get('/me');\n};\n`,
  }),
  suggested(
    'a package that gets the environment',
    /loadSecrets\(\) may set|sets API itself/,
    withAxios(
      '',
      `const { loadSecrets } = require('@acme/secrets');\nexports.before = () => loadSecrets(process.env);`,
    ),
  ),
  suggested('a package that is waited for', /loadSecrets\(\) may set API/, {
    'handler.js': `const axios = require('axios');\nconst loadSecrets = require('@acme/secrets');\nexports.handler = async (event) => {\n  await loadSecrets('/prod/');\n  const http = axios.create({ baseURL: process.env.API });\n  return http.get('/me');\n};\n`,
  }),
  safe(
    'a check of the environment',
    withAxios('', `const { z } = require('zod');\nexports.env = z.object({}).parse(process.env);`),
  ),
  safe(
    'a request, a log and a function of ours that are waited for',
    withAxios(
      `await axios.post('https://a/b');\n  await Sentry.flush(100);\n  await ours();`,
      `const Sentry = require('@sentry/node');\nconst ours = async () => console.log('x');`,
    ),
  ),
  {
    what: 'a constructor that checks its arguments',
    expected: /^safe: Create the AWS.CloudFront.Signer once and reuse it$/,
    files: handler(
      `const CloudFront = require('aws-sdk/clients/cloudfront');\nconst AWS = require('aws-sdk');`,
      `const signer = new AWS.CloudFront.Signer(process.env.ID, process.env.KEY);\n  return signer.getSignedUrl({ url: event.url });`,
    ),
  },
];

const twice = (imports: string, first: string, second: string): Files => ({
  'handler.js': `${imports}\n${first}\nexports.handler = async (event) => {\n  ${second}\n};\n`,
  'serverless.yml': SERVICE,
});
const SERVICE =
  'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: handler.handler }\n';

const S3 = `const { S3Client } = require('@aws-sdk/client-s3');`;
const AXIOS = `const axios = require('axios');\nconst axiosRetry = require('axios-retry').default;`;
const onceMore = (text: string): string => `const mine = ${text};\n  return mine.get(event);`;

/** Clients of these words that the file makes after the fix. */
const reuses: readonly { what: string; made: string; count: number; files: Files }[] = [
  {
    what: 'a client that only sends is used for both',
    made: 'new S3Client({})',
    count: 1,
    files: twice(
      S3,
      'const s3 = new S3Client({});\nexports.other = () => s3.send(1);',
      'const mine = new S3Client({});\n  return mine.send(event);',
    ),
  },
  {
    what: 'one that gets middleware stays apart',
    made: 'new S3Client({})',
    count: 2,
    files: twice(
      S3,
      'const s3 = new S3Client({});\ns3.middlewareStack.add(1);',
      'const mine = new S3Client({});\n  return mine.send(event);',
    ),
  },
  {
    what: 'one that a package changes stays apart',
    made: 'axios.create({ timeout: 1 })',
    count: 2,
    files: twice(
      AXIOS,
      'const api = axios.create({ timeout: 1 });\naxiosRetry(api, {});',
      onceMore('axios.create({ timeout: 1 })'),
    ),
  },
  {
    what: 'one that was made with other defaults stays apart',
    made: 'axios.create({ timeout: 1 })',
    count: 2,
    files: twice(
      AXIOS,
      'const api = axios.create({ timeout: 1 });\naxios.defaults.baseURL = process.env.API;',
      onceMore('axios.create({ timeout: 1 })'),
    ),
  },
  {
    what: 'one that was made with another configuration stays apart',
    made: 'new AWS.S3()',
    count: 2,
    files: twice(
      `const AWS = require('aws-sdk');`,
      `const s3 = new AWS.S3();\nAWS.config.update({ region: 'us-east-1' });`,
      'const mine = new AWS.S3();\n  return mine.getObject(event).promise();',
    ),
  },
];

describe('a constant that is there already', () => {
  for (const { what, made, count, files } of reuses)
    it(what, async () => {
      const { files: fixed } = await fixSource(files, ['client-in-handler'], { isSafeWanted: true, suggestionsOf: [] });
      const text = fixed['handler.js']!;
      assert.equal(text.split(made).length - 1, count, text);
      assert.ok(text.indexOf(made, text.indexOf('exports.handler')) < 0, text);
    });
});

describe('a client is shared safely only where every use of it is known', () => {
  for (const { what, files, expected } of [...methods, ...handedOver, ...wrapped, ...lost, ...kept, ...settings])
    it(`${what}: ${expected.source}`, async () => assert.match(await fixOf(files), expected));
});
