import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const PKG = '@aws-sdk/client-dynamodb';

const code: Files = {
  'handler.ts': `import { DynamoDBClient, GetItemCommand } from '${PKG}';
export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient(process.env.IS_OFFLINE ? { region: 'local' } : {});
  return client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));
};
`,
};

const load = `import { handler } from '../handler';\n`;
const before = (text: string): string => `${load}beforeEach(() => { ${text} });`;

/** Texts of `test/handler.test.ts`, and other files. */
type Cases = Readonly<Record<string, string | readonly [text: string, more: Files]>>;

const set: Cases = {
  'dotenv below the imports': `import dotenv from 'dotenv';\n${load}dotenv.config({ path: '.env.test' });`,
  'dotenv by a name': `import { config } from 'dotenv';\n${load}config();`,
  'dotenv by a namespace': before(`require('dotenv').config();`),
  'dotenv that is only imported': `${load}import 'dotenv/config';`,
  'another package like it': `import flow from 'dotenv-flow';\n${load}flow.config();`,
  'Node by itself': before(`process.loadEnvFile('.env.test');`),
  'Object.assign of a file': [before('Object.assign(process.env, env);'), { 'test/env.json': '{"IS_OFFLINE":"1"}' }],
  'Object.assign of an import': `import env from './env.json';\n${before('Object.assign(process.env, env);')}`,
  'a package that assigns': `import values from './env.json';\nimport _ from 'lodash';\n${before('_.extend(process.env, values);')}`,
  'names of an import': `import values from './env.json';\n${before('for (const key of Object.keys(values)) process.env[key] = values[key];')}`,
  'names by forEach': `import values from './env.json';\n${before('Object.entries(values).forEach(([k, v]) => { process.env[k] = v; });')}`,
  'another object': `const localEnv = { ...process.env, IS_OFFLINE: '1' };\n${before('process.env = localEnv;')}`,
  'another object, imported': `import { localEnv } from './local';\n${before('process.env = localEnv;')}`,
  'another object, by Object.assign': before(`process.env = Object.assign({}, process.env, { IS_OFFLINE: '1' });`),
  'another object, by a key': before(`process['env'] = { IS_OFFLINE: '1' };`),
  'rows of test.each': `${load}const saved = process.env;\ntest.each([[{ IS_OFFLINE: '1' }]])('a', async (env) => { process.env = { ...saved, ...env }; });`,
  'rows from elsewhere': `${load}import { rows } from './rows';\nconst saved = process.env;\ntest.each(rows)('a', async (env) => { process.env = { ...saved, ...env }; });`,
  'delete in a test': `process.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\ntest('a', () => { delete process.env.IS_OFFLINE; });`,
  'Reflect.deleteProperty': `process.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\ntest('a', () => { Reflect.deleteProperty(process.env, 'IS_OFFLINE'); });`,
  'delete by a list': `process.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\nafterEach(() => { for (const k of ['IS_OFFLINE']) delete process.env[k]; });`,
  'an empty environment after each': `process.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\nafterEach(() => { process.env = {}; });`,
  'a copy that is put back after each': `const saved = { ...process.env };\nprocess.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\nafterEach(() => { process.env = saved; });`,
  unstubAllEnvs: `vi.stubEnv('IS_OFFLINE', '1');\nconst { handler } = await import('../handler');\nafterEach(() => { vi.unstubAllEnvs(); });`,
  'jest.replaceProperty': before(`jest.replaceProperty(process, 'env', { ...process.env, IS_OFFLINE: '1' });`),
  'jest.replaceProperty of one': before(`jest.replaceProperty(process.env, 'IS_OFFLINE', '1');`),
  'jest.replaceProperty of an import': `import { localEnv } from './local';\n${before(`jest.replaceProperty(process, 'env', localEnv);`)}`,
  sinon: before(`sinon.stub(process, 'env').value({ IS_OFFLINE: '1' });`),
  'sinon with an import': `import { localEnv } from './local';\n${before(`sinon.stub(process, 'env').value(localEnv);`)}`,
  'sinon for one': before(`sandbox.stub(process.env, 'IS_OFFLINE').value('1');`),
  'a spy': before(`vi.spyOn(process, 'env', 'get').mockReturnValue({ IS_OFFLINE: '1' });`),
  defineProperty: before(`Object.defineProperty(process, 'env', { value: { IS_OFFLINE: '1' } });`),
  'mocked-env': `import mockedEnv from 'mocked-env';\nimport values from './env.json';\n${before('mockedEnv(values);')}`,
  'another name for it': `const settings = process.env;\n${before(`settings.IS_OFFLINE = '1';`)}`,
  'a dynamic import before': `const { handler } = await import('../handler');\nprocess.env.IS_OFFLINE = '1';`,
  'a file that is imported behind the code': [
    `${load}import './local-env';`,
    { 'test/local-env.ts': `process.env.IS_OFFLINE = '1';` },
  ],
  'one that is no test by its name': [
    `${load}import '../local/env';`,
    { 'local/env.ts': `process.env.IS_OFFLINE = '1'; export {};` },
  ],
  'one in a folder': [
    `${load}import '../local';`,
    { 'local/index.ts': `Object.assign(process.env, { IS_OFFLINE: '1' });` },
  ],
  'one that is required': [
    `const { handler } = require('../handler');\nrequire('../local/env');`,
    { 'local/env.js': `process.env.IS_OFFLINE = '1';` },
  ],
  'one that a set-up loads before each test': [
    `beforeEach(() => { require('../local/env'); });`,
    { 'local/env.js': `process.env.IS_OFFLINE = '1';` },
  ],
  'one that another one loads': [
    `${load}import './all';`,
    { 'test/all.ts': `import './local-env';`, 'test/local-env.ts': `process.env.IS_OFFLINE = '1';` },
  ],
  'a function of a helper': [
    `${load}import { useLocal } from '../local/env';\nbeforeEach(useLocal);`,
    { 'local/env.ts': `export function useLocal() { process.env.IS_OFFLINE = '1'; }` },
  ],
  'what a helper of the code loads first': [
    `import { call } from './call';\nimport './local-env';`,
    { 'test/call.ts': `import { handler } from '../handler';`, 'test/local-env.ts': `process.env.IS_OFFLINE = '1';` },
  ],
};

const steady: Cases = {
  'what was there is put back': `${load}const saved = process.env;\nbeforeEach(() => { process.env = saved; });`,
  'it is put back after all': `${load}const OLD = { ...process.env };\nafterAll(() => { process.env = OLD; });`,
  'a copy is put in its place': `${load}const OLD_ENV = process.env;\nbeforeEach(() => { process.env = { ...OLD_ENV }; });`,
  'it is saved in a hook': `${load}let saved: any;\nbeforeAll(() => { saved = { ...process.env }; });\nafterEach(() => { process.env = saved; });`,
  'others are set by name': `${load}const saved = process.env;\nbeforeEach(() => { process.env = { ...saved, TABLE: 'rows' }; process.env.STAGE = 'a'; });`,
  'others are assigned': before(`Object.assign(process.env, { TABLE: 'rows' });`),
  'others come from a constant': `const values = { TABLE: 'rows' };\n${before('Object.assign(process.env, values);')}`,
  'others are set in a round': before(`for (const [k, v] of Object.entries({ TABLE: 'rows' })) process.env[k] = v;`),
  'others are set by a helper of the test': `${load}function put(name: string, value: string) { process.env[name] = value; }\nbeforeEach(() => put('TABLE', 'rows'));`,
  'others are stubbed': before(`vi.stubEnv('TABLE', 'rows'); jest.replaceProperty(process.env, 'STAGE', 'a');`),
  'others are taken away': before('delete process.env.TABLE;'),
  'an object holds the same, and goes elsewhere': `${load}const env = { IS_OFFLINE: '1' };\nbeforeEach(() => { env.IS_OFFLINE = '2'; start(env); });`,
  'a file of data is only read': `import env from './env.json';\n${load}test('a', () => { expect(env.IS_OFFLINE).toBe('1'); });`,
  'dotenv stands before the code': `import 'dotenv/config';\n${load}`,
  'dotenv runs before the code': `require('dotenv').config();\nconst { handler } = require('../handler');`,
  'dotenv only parses': `import dotenv from 'dotenv';\n${before('dotenv.parse(text);')}`,
  'it is taken away after all': `process.env.IS_OFFLINE = '1';\nconst { handler } = require('../handler');\nafterAll(() => { delete process.env.IS_OFFLINE; });`,
  'a file is imported before the code': [
    `import './local-env';\n${load}`,
    { 'test/local-env.ts': `process.env.IS_OFFLINE = '1';` },
  ],
  'a file that no test loads': [load, { 'local/env.ts': `process.env.IS_OFFLINE = '1';` }],
  'a set-up that loads a helper': [
    load,
    {
      'jest.setup.ts': `import { one } from './one';\nprocess.env.IS_OFFLINE = one;`,
      'one.ts': `export const one = '1';`,
    },
  ],
  'variables lead to each other in a circle': `${load}const env = env;\nvar p = q;\nvar q = p;\nbeforeEach(() => { env.TABLE = 'a'; p.STAGE = 'b'; for (const k of p) other[k] = 'c'; });`,
  'a loaded file sets others': [`${load}import '../local/env';`, { 'local/env.ts': `process.env.TABLE = 'rows';` }],
};

const fixWith = (it: Cases[string]): Promise<string> => {
  const [text, more] = typeof it === 'string' ? [it, {}] : it;
  return fixOf({ ...code, ...more, 'test/handler.test.ts': text });
};

describe('a client whose options read a variable', () => {
  for (const [how, files] of Object.entries(set))
    it(`is shared by suggestion where a test sets it: ${how}`, async () =>
      assert.match(await fixWith(files), /^suggestion: .*sets variables that it is created from/));
  for (const [what, files] of Object.entries(steady))
    it(`is shared safely where ${what}`, async () => assert.match(await fixWith(files), /^safe: /));
});

const region = (text: string): Promise<string> =>
  fixOf({
    'handler.ts': code['handler.ts']!.replace(/new DynamoDBClient\(.*\)/, 'new DynamoDBClient({})'),
    'test/handler.test.ts': load + text,
  });

describe('a variable that the SDK reads by itself', () => {
  const changed = {
    'it is taken away for a test': `process.env.AWS_REGION = 'a';\nit('a', () => { delete process.env.AWS_REGION; });`,
    'it is set for a test, and put back': `const saved = process.env;\nbeforeEach(() => { process.env = { ...saved }; });\nit('a', () => { process.env.AWS_REGION = 'a'; });`,
    'rows set it': `it.each(['a', 'b'])('in %s', (region) => { process.env.AWS_REGION = region; });`,
  };
  for (const [what, text] of Object.entries(changed))
    it(`is in doubt where ${what}`, async () =>
      assert.match(await region(text), /^suggestion: .*the SDK reads by itself/));
  const kept = {
    'a file sets it once': `import dotenv from 'dotenv';\nbeforeAll(() => { dotenv.config(); });`,
    'an import sets it': `import values from './env.json';\nbeforeAll(() => { Object.assign(process.env, values); });`,
    'all tests take it away': `beforeEach(() => { delete process.env.AWS_REGION; });`,
    'another is put back': `const saved = process.env;\nbeforeEach(() => { process.env = { ...saved }; });\nit('a', () => { process.env.TABLE = 'a'; });`,
  };
  for (const [what, text] of Object.entries(kept))
    it(`is not where ${what}`, async () => assert.match(await region(text), /^safe: /));
});

describe('a variable that a test of another package sets', () => {
  const sets = `beforeEach(() => { process.env.IS_OFFLINE = '1'; });`;
  const monorepo: Files = {
    'serverless.yml':
      'service: a\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  a: { handler: packages/api/src/handler.handler }\n  b: { handler: packages/api/src/other.other }\n',
    'package.json': '{"workspaces":["packages/*"]}',
    'packages/api/package.json': '{"name":"@acme/api","exports":{"./*":"./src/*.ts"}}',
    'packages/api/src/handler.ts': `import { list } from '@acme/shared';\nexport const handler = list;\n`,
    'packages/api/src/other.ts': `export const other = async () => 1;\n`,
    'packages/shared/package.json': '{"name":"@acme/shared","main":"src/index.ts"}',
    'packages/shared/src/index.ts': code['handler.ts']!.replace('handler', 'list'),
    'packages/web/package.json': '{"name":"@acme/web"}',
    'packages/web/src/page.ts': `export { list } from '@acme/shared';\n`,
  };
  const about: Readonly<Record<string, Files>> = {
    'by the name of the package': {
      'packages/api-tests/test/a.test.ts': `import { handler } from '@acme/api/handler';\n${sets}`,
    },
    'by a path': { 'packages/api-tests/test/a.test.ts': `import { handler } from '../../api/src/handler';\n${sets}` },
    'on demand': {
      'packages/api-tests/test/a.test.ts': `${sets}\nit('a', async () => { await import('@acme/api/handler'); });`,
    },
    'by a helper': {
      'packages/api-tests/test/a.test.ts': `import { call } from './call';\n${sets}`,
      'packages/api-tests/test/call.ts': `import { handler } from '@acme/api/handler';\nexport const call = handler;`,
    },
    'by code of no function': { 'packages/web/test/page.test.ts': `import { list } from '../src/page';\n${sets}` },
    'in a helper of it': {
      'packages/api-tests/test/a.test.ts': `import { handler } from '@acme/api/handler';\nimport './local-env';`,
      'packages/api-tests/test/local-env.ts': `process.env.IS_OFFLINE = '1';`,
    },
    'in a package of helpers': {
      'packages/api-tests/test/a.test.ts': `import { handler } from '@acme/api/handler';\nimport '@acme/local-env';`,
      'packages/local-env/package.json': '{"name":"@acme/local-env"}',
      'packages/local-env/src/index.ts': `process.env.IS_OFFLINE = '1';`,
    },
  };
  const manifest = { 'packages/api-tests/package.json': '{}' };
  for (const [how, files] of Object.entries(about))
    it(`counts: ${how}`, async () =>
      assert.match(
        await fixOf({ ...monorepo, ...manifest, ...files }),
        /^suggestion: .*sets variables that it is created from/,
      ));
  const twins: typeof about = {
    'it loads something else': {
      'packages/api-tests/test/a.test.ts': `import { other } from '@acme/api/other';\n${sets}`,
    },
    'it loads nothing of it': {
      'packages/web/test/page.test.ts': `import { x } from './x';\n${sets}`,
      'packages/web/test/x.ts': 'export const x = 1;',
    },
    'it loads itself in a circle': {
      'packages/api-tests/test/a.test.ts': `import './b';\n${sets}`,
      'packages/api-tests/test/b.ts': `import './a.test';`,
    },
  };
  for (const [how, files] of Object.entries(twins))
    it(`does not count where ${how}`, async () =>
      assert.match(await fixOf({ ...monorepo, ...manifest, ...files }), /^safe: /));
});
