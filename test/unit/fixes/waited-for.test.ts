import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const SDK = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
import { loadSecrets } from '@acme/secrets';\n`;
const SEND =
  'const s3 = new S3Client({ region: process.env.DATA_REGION });\n  return s3.send(new ListBucketsCommand({}));';

/** A handler that does something before it makes a client of a variable. */
const after = (before: string, top = '', imports = ''): Files => ({
  'handler.ts': `${SDK}${imports}\n${top}\nexport const handler = async (event: any) => {\n  ${before}\n  ${SEND}\n};\n`,
});

const plugged = (plugin: string, use = '.use(plugin)'): Files => ({
  'handler.ts': `${SDK}import middy from '@middy/core';\nconst plugin: any = ${plugin};\nconst base = async () => {\n  ${SEND}\n};\nexport const handler = middy(base)${use};\n`,
});

const OTHER = 'const other = async () => 1;';
const READY = 'let ready: any;';

const waiting: Readonly<Record<string, Files>> = {
  'a promise that is kept': after('ready ??= loadSecrets();\n  await ready;', READY),
  'one that is kept in its place': after('await (ready ??= loadSecrets());', READY),
  'one that is kept where there is none': after('if (!ready) ready = loadSecrets();\n  await ready;', READY),
  'one that is kept instead of another': after('ready = ready ?? loadSecrets();\n  await ready;', READY),
  'a constant': after('const ready = loadSecrets();\n  await ready;'),
  'a constant of the module': after('await ready;', 'const ready = loadSecrets();'),
  'a field': {
    'handler.ts': `${SDK}class Service {\n  private ready: any;\n  async run() {\n    await (this.ready ??= loadSecrets());\n    ${SEND}\n  }\n}\nconst service = new Service();\nexport const handler = async () => service.run();\n`,
  },
  'a field that is waited for in another file': {
    'handler.ts': `import { service } from './service';\nimport { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';\nexport const handler = async () => {\n  await service.ready;\n  ${SEND}\n};\n`,
    'service.ts': `import { loadSecrets } from '@acme/secrets';\nclass Service { ready: any; start() { this.ready = loadSecrets(); } }\nexport const service = new Service();\n`,
  },
  'several at once': after('await Promise.all([loadSecrets(), other()]);', OTHER),
  'several, whatever becomes of them': after('await Promise.allSettled([loadSecrets()]);'),
  'several, of which another one is used': after(
    'const [, one] = await Promise.all([loadSecrets(), other()]);\n  console.log(one);',
    OTHER,
  ),
  'a list that is filled': after('const all = [];\n  all.push(loadSecrets());\n  await Promise.all(all);'),
  'one for each': after('await Promise.all(event.names.map((name: string) => loadSecrets(name)));'),
  'what comes after': {
    'handler.ts': `${SDK}export const handler = () => loadSecrets().then(() => {\n  ${SEND}\n});\n`,
  },
  'what comes after, with an answer nobody reads': {
    'handler.ts': `${SDK}export const handler = () => loadSecrets().then((_: unknown) => {\n  ${SEND}\n});\n`,
  },
  'a failure that is left': after('await loadSecrets().catch(() => undefined);'),
  'what ends it': after('await loadSecrets().finally(() => console.log(1));'),
  'a condition': after('event.isCold && (await loadSecrets());'),
  'a choice': after('event.isCold ? await loadSecrets() : undefined;'),
  void: after('void (await loadSecrets());'),
  'an answer under a name that nobody reads': after('const _ = await loadSecrets();'),
  'a function of ours': after('await prepare();', 'const prepare = () => loadSecrets();'),
  'an async function of ours': after('await prepare();', 'async function prepare() { return await loadSecrets(); }'),
  'a function of ours that waits for what it is given': after(
    'await within(loadSecrets());',
    'const within = async (promise: any) => { await promise; };',
  ),
  'a function that is called once': after(
    'await prepare();',
    'const prepare = once(() => loadSecrets());',
    `import { once } from 'lodash';`,
  ),
  'the function itself, called once': after(
    'await prepare();',
    'const prepare = once(loadSecrets);',
    `import { once } from 'lodash';`,
  ),
  'a function that tries again': after('await retry(() => loadSecrets());', '', `import retry from 'p-retry';`),
  'an object of the package': after(
    'await new SecretLoader().run();',
    '',
    `import { SecretLoader } from '@acme/loader';`,
  ),
  'a middleware of ours': plugged('{ before: async () => { await loadSecrets(); } }'),
  'a middleware that gives it': plugged('{ before: () => loadSecrets() }'),
  'a method of a middleware': plugged('{ async before() { return loadSecrets(); } }'),
  'the function itself as a middleware': plugged('{ before: loadSecrets }'),
  'what a middleware does before': plugged('{}', '.before(loadSecrets)'),
};

const CACHED = 'let cached: any;';

const using: Readonly<Record<string, Files>> = {
  'a constant': after('const secrets = await loadSecrets();\n  console.log(secrets.token);'),
  'a member in its place': after('console.log((await loadSecrets()).token);'),
  'an answer that is kept': after('cached ??= await loadSecrets();\n  console.log(cached.token);', CACHED),
  'a promise that is kept': after('cached ??= loadSecrets();\n  console.log((await cached).token);', CACHED),
  'a promise that is taken apart': after(
    'const { token } = await (cached ??= loadSecrets());\n  console.log(token);',
    CACHED,
  ),
  'an answer of several': after(
    'const [one] = await Promise.all([loadSecrets(), other()]);\n  console.log(one);',
    OTHER,
  ),
  'all answers': after('const all = await Promise.all([loadSecrets(), other()]);\n  console.log(all);', OTHER),
  'one for each': after(
    'const all = await Promise.all(event.names.map((name: string) => loadSecrets(name)));\n  console.log(all);',
  ),
  'what comes after': after('await loadSecrets().then((secrets: any) => console.log(secrets));'),
  'a function for what comes after': after('await loadSecrets().then(use);', `import { use } from '@acme/use';`),
  'an argument': after('console.log(await loadSecrets());'),
  'an argument of ours': after(
    'use(await loadSecrets());',
    'const use = (secrets: any) => console.log(secrets.token);',
  ),
  'what the handler answers': after('if (event.isAsking) return await loadSecrets();'),
  'what a route answers': after(
    '',
    'const app = new App();\napp.get("/", async () => await loadSecrets());',
    `import { App } from '@acme/app';`,
  ),
  'what a function of ours gives': after(
    'console.log((await get()).token);',
    'const get = async () => await loadSecrets();',
  ),
  'an answer that others import': after('secrets = await loadSecrets();', 'export let secrets: any;'),
  'a member that others read': after('event.secrets = await loadSecrets();'),
  'a test': after('if (!(await loadSecrets())) throw new Error();'),
  'a loop': after('for (const each of await loadSecrets()) console.log(each);'),
  'a promise for nobody': after('const promise = loadSecrets();\n  console.log(1);'),
  'an object that loads something else': after(
    'await book.load(event.data);',
    'const book = new Book();',
    `import { Book } from '@acme/sheets';`,
  ),
};

describe('a function of a package that is waited for', () => {
  for (const [what, files] of Object.entries(waiting))
    it(`may set what options read: ${what}`, async () =>
      assert.match(await fixOf(files), /^suggestion: .*may set DATA_REGION/));
  for (const [what, files] of Object.entries(using))
    it(`is there for its answer: ${what}`, async () => assert.match(await fixOf(files), /^safe: /));
});
