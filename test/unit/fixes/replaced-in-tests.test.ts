import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const PKG = '@aws-sdk/client-dynamodb';
const WRAPPER = '@aws-sdk/lib-dynamodb';

const plain = {
  'src/handler.ts': `import { DynamoDBClient, GetItemCommand } from '${PKG}';
export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient({});
  return client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));
};
`,
};

const wrapped = {
  'src/handler.ts': `import { DynamoDBClient } from '${PKG}';
import { DynamoDBDocumentClient, GetCommand } from '${WRAPPER}';
export const handler = async (event: { id: string }) => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return documents.send(new GetCommand({ TableName: 'rows', Key: { id: event.id } }));
};
`,
};

/** The handler gets its class and its options from files of the project. */
const passedOn = {
  'src/handler.ts': `import { GetItemCommand } from '${PKG}';
import { DynamoDBClient } from './aws/index';
import { optionsFor } from './options';
export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient(optionsFor('rows'));
  return client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));
};
`,
  'src/aws/index.ts': `export * from './clients';\n`,
  'src/aws/clients.ts': `export { DynamoDBClient } from '${PKG}';\n`,
  'src/options.ts': `import { REGION } from './region';\nexport const optionsFor = (name: string) => ({ region: REGION });\n`,
  'src/region.ts': `export const REGION = 'eu-west-1';\n`,
  'src/other.ts': `export const other = 1;\n`,
};

async function kindOf(files: Readonly<Record<string, string>>): Promise<string | undefined> {
  const base = {
    'serverless.yml':
      'service: a\nprovider:\n  name: aws\n  runtime: nodejs22.x\nfunctions:\n  a:\n    handler: src/handler.handler\n',
    'package.json': '{}',
  };
  const { findings } = await lintSource({ ...base, ...files }, ['client-in-handler']);
  assert.equal(findings.length, 1);
  const [fix] = findings[0]!.fixes;
  return fix && `${fix.kind}${fix.title.includes('replaces something that it is created from') ? ', replaced' : ''}`;
}

type Form = readonly [what: string, text: string, path?: string, more?: Readonly<Record<string, string>>];

function itIs(expected: string, code: Readonly<Record<string, string>>, forms: readonly Form[]): void {
  for (const [what, text, path = 'test/handler.test.ts', more = {}] of forms)
    it(what, async () => assert.equal(await kindOf({ ...code, ...more, [path]: text }), expected));
}

describe('a client whose package tests replace is shared by suggestion only', () => {
  itIs('suggestion, replaced', plain, [
    ['jest.mock', `jest.mock('${PKG}', () => ({}));`],
    ['jest.mock, typed', `jest.mock<typeof import('${PKG}')>('${PKG}', () => ({}) as never);`],
    ['jest.doMock', `jest.doMock("${PKG}", () => ({}));`],
    ['jest.unstable_mockModule', `jest.unstable_mockModule(\n  '${PKG}',\n  () => ({}),\n);`],
    ['jest.setMock', `jest.setMock('${PKG}', {});`],
    ['jest.createMockFromModule', `const fake = jest.createMockFromModule('${PKG}');`],
    ['jest.requireMock', `const fake = jest.requireMock(\`${PKG}\`);`],
    ['jest.spyOn over a namespace', `import * as sdk from '${PKG}';\njest.spyOn(sdk, 'DynamoDBClient');`],
    ['a chain of mocks', `jest.mock('other').mock('${PKG}');`],
    ['automatic mocks', `jest.enableAutomock();`],
    ['vi.mock', `vi.mock('${PKG}');`],
    ['vi.mock of an import', `vi.mock(import('${PKG}'), async () => ({}) as never);`],
    ['vi.mock with a comment before the name', `vi.mock(/* the SDK */ '${PKG}', () => ({}));`],
    ['vi.mock with a line comment before the name', `vi.mock(\n  // the SDK\n  '${PKG}',\n);`],
    ['vi.doMock by a constant', `const NAME = \`${PKG}\`;\nvi.doMock(NAME, () => ({}));`],
    [
      'vi.hoisted and a typed original',
      `const m = vi.hoisted(() => ({}));\nvi.mock('${PKG}', async () => ({ ...(await vi.importActual<typeof import('${PKG}')>('${PKG}')), ...m }));`,
    ],
    ['node:test', `import { mock } from 'node:test';\nmock.module('${PKG}', { namedExports: {} });`],
    ['node:test by its context', `test('x', (t) => { t.mock.module('${PKG}', {}); });`],
    ['node:test over a namespace', `import * as sdk from '${PKG}';\nmock.method(sdk, 'DynamoDBClient', () => ({}));`],
    ['bun', `import { mock } from 'bun:test';\nmock.module("${PKG}", () => ({}));`],
    ['testdouble', `td.replace('${PKG}', {});`],
    ['testdouble for ES modules', `await td.replaceEsm('${PKG}');`],
    ['testdouble over what was required', `const sdk = require('${PKG}');\ntd.replace(sdk, 'DynamoDBClient');`],
    ['sinon over what was required', `const sdk = require('${PKG}');\nsinon.stub(sdk, 'DynamoDBClient').returns({});`],
    ['sinon over a dynamic import', `const sdk = await import('${PKG}');\nsandbox.stub(sdk, 'DynamoDBClient');`],
    ['an assignment', `const sdk = require('${PKG}');\nsdk.DynamoDBClient = class {};`],
    [
      'defineProperty',
      `import sdk = require('${PKG}');\nObject.defineProperty(sdk, 'DynamoDBClient', { value: class {} });`,
    ],
    ['proxyquire', `proxyquire('../src/handler', { '${PKG}': { '@noCallThru': true } });`],
    ['esmock', `await esmock('../src/handler.ts', { '${PKG}': {} });`],
    ['esmock, strict', `await esmock.strict('../src/handler.ts', {}, { "${PKG}": {} });`],
    ['rewire', `const rewired = rewire('../src/handler');\nrewired.__set__('DynamoDBClient', class {});`],
    ['rewire with an object', `rewired.__with__({ DynamoDBClient: class {} })(() => {});`],
    ['mockery', `mockery.registerMock('${PKG}', {});`],
    ['mock-require', `const mock = require('mock-require');\nmock('${PKG}', {});`],
    ['quibble', `quibble('${PKG}', {});`],
    ['tap', `const { handler } = await t.mockImport('../src/handler.ts', { '${PKG}': {} });`],
    ['the cache of require', `require.cache[require.resolve('${PKG}')] = { exports: {} } as never;`],
    ['what Node loads, by import', `import Module from 'node:module';\nModule._load = (name) => fakes[name];`],
    ['what Node loads, by require', `const Module = require('module');\nModule['_load'] = function () { return {}; };`],
    ['what Node loads, without a name', `require('module')._load = () => ({});`],
    ['what Node loads, by its own module', `module.constructor._load = () => ({});`],
    ['what Node loads, taken apart', `import { Module as M } from 'module';\nM._load = (...all) => load(...all);`],
    ['what Node loads, by sinon', `import Module from 'module';\nsinon.stub(Module, '_load').callsFake(() => ({}));`],
    [
      'what Node loads, by defineProperty',
      `Object.defineProperty(require('node:module'), '_load', { value: () => ({}) });`,
    ],
    ['what Node loads, by assign', `Object.assign(require('node:module'), { _load: () => ({}) });`],
    [
      'what a module requires',
      `const Module = require('module');\nModule.prototype.require = function () { return {}; };`,
    ],
    [
      'what a module requires, by a pattern',
      `Module.prototype.require = function (name) { return /^@aws-sdk/.test(name) ? {} : old.call(this, name); };`,
    ],
    ['where Node looks', `const { Module } = require('node:module');\nModule._resolveFilename = (name) => map(name);`],
    ['how files are loaded', `require.extensions['.js'] = (module) => { module.exports = {}; };`],
    [
      'hooks of Node',
      `import { registerHooks } from 'node:module';\nregisterHooks({ resolve: (name, context, next) => next(map(name), context) });`,
    ],
    ['a loader of Node', `import * as module from 'node:module';\nmodule.register('./loader.mjs', import.meta.url);`],
    ['the cache of require by a name that varies', `for (const id of ids) require.cache[id] = { exports: {} };`],
    ['the cache of require by assign', `Object.assign(require.cache, fakes);`],
    ['the exports in the cache', `require.cache[ids.ddb].exports = {};`],
    [
      'ts-mock-imports',
      `import { ImportMock } from 'ts-mock-imports';\nimport * as sdk from '${PKG}';\nImportMock.mockClass(sdk, 'DynamoDBClient');`,
    ],
    ['ts-mock-imports in place', `import * as sdk from '${PKG}';\nImportMock.mockClassInPlace(sdk, 'DynamoDBClient');`],
    ['ts-mock-imports, static', `import * as sdk from '${PKG}';\nImportMock.mockStaticClass(sdk, 'DynamoDBClient');`],
    [
      'ts-mock-imports, a function',
      `import * as sdk from '${PKG}';\nImportMock.mockFunction(sdk, 'DynamoDBClient', {});`,
    ],
    [
      'ts-mock-imports, others',
      `import sdk = require('${PKG}');\nImportMock.mockOther(sdk, 'DynamoDBClient', class {});`,
    ],
    [
      'a manager of ts-mock-imports',
      `import { MockManager } from 'ts-mock-imports';\nconst m = new MockManager(sdk, 'DynamoDBClient');\nimport * as sdk from '${PKG}';`,
    ],
    ['rewiremock', `rewiremock('${PKG}').with({});`],
    ['rewiremock by import', `rewiremock(() => import('${PKG}')).with({});`],
    ['rewiremock by require', `rewiremock.module(() => require('${PKG}')).with({});`],
    ['rewiremock by a proxy', `rewiremock.proxy(() => require('../src/handler'), { '${PKG}': {} });`],
    [
      'jest.replaceProperty',
      `import * as sdk from '${PKG}';\njest.replaceProperty(sdk, 'DynamoDBClient', class {} as never);`,
    ],
    ['Reflect.set', `const sdk = require('${PKG}');\nReflect.set(sdk, 'DynamoDBClient', class {});`],
    ['sinon.define', `const sdk = require('${PKG}');\nsinon.define(sdk, 'DynamoDBClient', class {});`],
    ['what was required on the spot', `jest.spyOn(require('${PKG}'), 'DynamoDBClient');`],
    ['an assignment on the spot', `require('${PKG}').DynamoDBClient = class {};`],
    [
      'import-in-the-middle',
      `import { Hook } from 'import-in-the-middle';\nHook(['${PKG}'], (all) => { all.DynamoDBClient = class {}; });`,
    ],
    ['require-in-the-middle', `const { Hook } = require('require-in-the-middle');\nnew Hook(['${PKG}'], () => ({}));`],
    [
      'import-in-the-middle for all',
      `import { Hook } from 'import-in-the-middle';\nHook((all, name) => { if (name.startsWith('@aws')) all.DynamoDBClient = class {}; });`,
    ],
    [
      'mock-require by a name that varies',
      `import mock from 'mock-require';\nfor (const name of names) mock(\`@aws-sdk/\${name}\`, {});`,
    ],
    ['require-inject', `requireInject('../src/handler', { '${PKG}': {} });`],
    ['a path in the package', `jest.mock('${PKG}/dist-cjs/index.js');`],
    ['a name in parts', `jest.doMock('@aws-sdk/' + 'client-dynamodb', () => ({}));`],
    ['a name in a template', `const s = '@aws-sdk';\nvi.doMock(\`\${s}/client-dynamodb\`, () => ({}));`],
    ['a name that nobody can tell', `for (const name of names) jest.doMock(\`@aws-sdk/\${name}\`, () => ({}));`],
    ['a list of names', `for (const name of ['${PKG}']) jest.doMock(name, () => ({}));`],
    ['a set-up file', `vi.mock('${PKG}');`, 'vitest.setup.ts'],
    ['a folder of mocks', `export const DynamoDBClient = class {};`, `__mocks__/${PKG}.ts`],
    ['a folder of mocks with a file in it', `export const DynamoDBClient = class {};`, `__mocks__/${PKG}/index.js`],
    [
      'a constant of a helper',
      `import { SDK } from './helper/names';\njest.doMock(SDK, () => ({}));`,
      undefined,
      { 'test/helper/names.ts': `export const SDK = '${PKG}';` },
    ],
    [
      'a constant of a file that is no test',
      `import { names } from '../lib/names';\njest.doMock(names.ddb, () => ({}));`,
      undefined,
      { 'lib/names.ts': `export * from './all-names';`, 'lib/all-names.ts': `export const names = { ddb: '${PKG}' };` },
    ],
    [
      'moduleNameMapper',
      `module.exports = { moduleNameMapper: { '^@aws-sdk/client-dynamodb$': '<rootDir>/fakes/ddb.js' } };`,
      'jest.config.js',
    ],
    [
      'moduleNameMapper in package.json',
      JSON.stringify({ jest: { moduleNameMapper: { '^@aws-sdk/(.*)$': '<rootDir>/fakes/$1' } } }),
      'package.json',
    ],
    ['automock in package.json', JSON.stringify({ jest: { automock: true } }), 'package.json'],
    [
      'setupFiles anywhere',
      `jest.mock('${PKG}');`,
      'config/prepare.ts',
      { 'package.json': JSON.stringify({ jest: { setupFiles: ['<rootDir>/config/prepare.ts'] } }) },
    ],
    ['an alias of vitest', `export default { test: { alias: { '${PKG}': './fakes/ddb.ts' } } };`, 'vitest.config.ts'],
    [
      'a test of another package that loads the handler',
      `import { handler } from '../src/handler';\njest.mock('${PKG}');`,
      'api-tests/handler.test.ts',
      { 'api-tests/package.json': '{}' },
    ],
    [
      'an alias of vite by a pattern',
      `export default { resolve: { alias: [{ find: /^@aws-sdk\\/client-/, replacement: '/fakes/' }] } };`,
      'vite.config.ts',
    ],
  ]);
});

describe('nor is one that steps of a test replace, wherever their file stands', () => {
  const stub = `const sdk = require('${PKG}');\nBefore(() => { sinon.stub(sdk, 'DynamoDBClient'); });`;
  itIs('suggestion, replaced', plain, [
    [
      'of cucumber',
      `const { Before } = require('@cucumber/cucumber');\n${stub}`,
      'features/step_definitions/orders.js',
    ],
    ['of cucumber, elsewhere', `import { Before } from '@cucumber/cucumber';\n${stub}`, 'features/support/world.ts'],
    ['of an older one', `const { Before } = require('cucumber');\n${stub}`, 'acceptance/orders.js'],
    [
      'by the name of steps',
      `import { Before } from "@cucumber/cucumber";\njest.mock('${PKG}');`,
      'src/orders.steps.ts',
    ],
    ['of jest-cucumber', `import { defineFeature } from 'jest-cucumber';\njest.mock('${PKG}');`, 'bdd/orders.ts'],
    ['of node:test', `import { mock } from 'node:test';\nmock.module('${PKG}', {});`, 'checks/orders.mjs'],
    ['of vitest', `import { vi } from 'vitest';\nvi.mock('${PKG}');`, 'checks/orders.ts'],
    [
      'with a tool that replaces',
      `const proxyquire = require('proxyquire').noCallThru();\nproxyquire('../src/handler', { '${PKG}': {} });`,
      'qa/orders.js',
    ],
    [
      'with hooks of Node',
      `export const resolve = (name, context, nextResolve) => nextResolve(name === '${PKG}' ? './fake.mjs' : name);`,
      'tools/hooks.mjs',
    ],
  ]);
  itIs('safe', plain, [
    [
      'but they may use it',
      `import { Given } from '@cucumber/cucumber';\nimport { DynamoDBClient } from '${PKG}';\nGiven('x', () => new DynamoDBClient({}));`,
      'features/steps.ts',
    ],
    ['and other code names it', `export const packages = ['${PKG}'];`, 'scripts/list.ts'],
    ['and other code speaks of it', `// @cucumber/cucumber\nexport const packages = ['${PKG}'];`, 'scripts/list.ts'],
  ]);
});

describe('nor is one whose wrapper is replaced', () => {
  itIs('suggestion, replaced', wrapped, [
    ['by vi.mock', `vi.mock('${WRAPPER}', () => ({ DynamoDBDocumentClient: { from: () => ({}) } }));`],
    [
      'by a spy on the static method',
      `import { DynamoDBDocumentClient } from '${WRAPPER}';\njest.spyOn(DynamoDBDocumentClient, 'from');`,
    ],
    [
      'by sinon',
      `const { DynamoDBDocumentClient } = require('${WRAPPER}');\nsinon.stub(DynamoDBDocumentClient, 'from');`,
    ],
  ]);
});

describe('nor is one for which a test replaces a file on the way', () => {
  itIs('suggestion, replaced', passedOn, [
    ['that it imports from', `jest.mock('../src/aws');`],
    ['that passes on', `vi.mock(import('../src/aws/clients'), () => ({}) as never);`],
    ['whose ending is that of the build', `vi.mock('../src/aws/clients.js');`],
    ['by the words of the handler', `proxyquire('../src/handler', { './aws/index': {} });`],
    ['that makes the options', `jest.mock('../src/options', () => ({ optionsFor: jest.fn() }));`],
    ['of which the options are made', `jest.mock('../src/region');`],
    ['by a spy', `import * as options from '../src/options';\nvi.spyOn(options, 'optionsFor');`],
    ['by an alias of the runner', `jest.mock('@/options');`],
    ['from the root', `jest.mock('<rootDir>/src/options');`],
  ]);
  itIs('safe', passedOn, [
    ['but another file may be', `jest.mock('../src/other');`],
    ['but it may be read', `import * as options from '../src/options';\nexpect(options.optionsFor('x')).toEqual({});`],
  ]);
});

describe('a client stays safe to share when a test', () => {
  itIs('safe', plain, [
    [
      'reads what Node loads',
      `import Module from 'node:module';\nconst { _load } = Module;\nexpect(Module._load).toBe(_load);`,
    ],
    ['makes a require', `import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);`],
    ['loads the code again', `delete require.cache[require.resolve('../src/handler')];`],
    ['spies on a function of Node', `import * as fs from 'node:fs';\njest.spyOn(fs, 'readFileSync');`],
    [
      'replaces a class of another module',
      `import * as other from '../src/other';\nImportMock.mockClass(other, 'Other');`,
    ],
    ['calls a method named require', `form.prototype.requires = 1;\nform.require = true;`],
    ['registers something else', `import { register } from 'prom-client';\nregister('x');`],
    ['imports the package', `import { DynamoDBClient } from '${PKG}';\nnew DynamoDBClient({});`],
    ['requires it', `const { DynamoDBClient } = require('${PKG}');`],
    ['loads it late', `const { DynamoDBClient } = await import('${PKG}');`],
    ['takes its types', `let sdk: typeof import('${PKG}');`],
    ['replaces another package', `jest.mock('@aws-sdk/client-dynamodb-streams');`],
    ['says so in a comment', `// vi.mock('${PKG}', () => ({}));`],
    [
      'patches the prototype, as aws-sdk-client-mock does',
      `import { DynamoDBClient } from '${PKG}';\nconst mock = mockClient(DynamoDBClient);\nmock.resolves({});`,
    ],
    [
      'spies on the prototype',
      `import { DynamoDBClient } from '${PKG}';\njest.spyOn(DynamoDBClient.prototype, 'send');`,
    ],
    ['stubs the prototype', `import * as sdk from '${PKG}';\nsinon.stub(sdk.DynamoDBClient.prototype, 'send');`],
    ['replaces words in a text', `const x = text.replace(\`\${y}a\`, 'b');`],
    ['answers a request of fetch', `fetchMock.mock(\`https://x/\${y}\`, 200);`],
    [
      'leads the name to the real one',
      JSON.stringify({ jest: { moduleNameMapper: { '^@aws-sdk/(.*)$': '<rootDir>/node_modules/@aws-sdk/$1' } } }),
      'package.json',
    ],
    ['depends on it', JSON.stringify({ dependencies: { [PKG]: '3' } }), 'package.json'],
    [
      'leaves it out of a bundle',
      `module.exports = { externals: { '${PKG}': 'commonjs ${PKG}' } };`,
      'webpack.config.js',
    ],
    ['belongs to another package', `jest.mock('${PKG}');`, 'other/handler.test.ts', { 'other/package.json': '{}' }],
    ['sets another name', `rewired.__set__('logger', {});`],
  ]);
});

describe('what cannot be parsed', () => {
  itIs('suggestion, replaced', plain, [
    ['counts as replacing what it names', `const data = '${PKG}${' '.repeat(1_000_001)}';`],
    ['nor what is nested too deeply', `'${PKG}';${'['.repeat(3000)}${']'.repeat(3000)}`],
  ]);
});

const zoned = {
  'src/handler.ts': plain['src/handler.ts'].replace(
    'new DynamoDBClient({})',
    'new DynamoDBClient({ region: process.env.ZONE })',
  ),
};

describe('a client that is made of the environment is shared by suggestion only where a test', () => {
  itIs('suggestion', zoned, [
    ['sets a variable before each call', `beforeEach(() => { process.env.ZONE = 'eu-west-1'; });`],
    ['sets one behind its imports', `import { handler } from '../src/handler';\nprocess.env.ZONE = 'eu-west-1';`],
    ['stubs one', `test('x', () => { vi.stubEnv('ZONE', 'eu-west-1'); });`],
    [
      'sets it by a name that varies',
      `beforeEach(() => { for (const [k, v] of Object.entries({ ZONE: 'b' })) process.env[k] = v; });`,
    ],
    ['sets it by Object.assign', `beforeEach(() => { Object.assign(process.env, { ZONE: 'b' }); });`],
    ['sets it by another name', `const { env } = process;\nbeforeEach(() => { env.ZONE = 'b'; });`],
    ['sets it by a package', `import mockedEnv from 'mocked-env';\nbeforeEach(() => { mockedEnv({ ZONE: 'b' }); });`],
    ['sets it by sinon', `beforeEach(() => { sinon.stub(process, 'env').value({ ZONE: 'b' }); });`],
    ['sets it by a helper', `import { withEnv } from './with-env';\ntest('x', () => withEnv({ ZONE: 'b' }, () => 1));`],
    ['sets it after it was required', `const { handler } = require('../src/handler');\nprocess.env.ZONE = 'b';`],
    ['sets all', `beforeEach(() => { process.env = { ...old, ZONE: 'eu-west-1' }; });`],
  ]);
});

describe('and stays safe where a test', () => {
  itIs('safe', zoned, [
    [
      'sets one before it loads the code',
      `process.env.ZONE = 'eu-west-1';\nconst { handler } = require('../src/handler');`,
    ],
    ['sets another', `beforeEach(() => { process.env.TABLE = 'rows'; });`],
    ['reads it', `test('x', () => { expect(process.env.ZONE).toBe('eu-west-1'); });`],
    ['puts back what there was', `afterEach(() => { process.env = old; });`],
  ]);
  itIs('safe', { 'src/handler.ts': zoned['src/handler.ts'].replace('ZONE', 'AWS_REGION') }, [
    ['sets the region that the SDK itself looks for', `beforeEach(() => { process.env.AWS_REGION = 'eu-west-1'; });`],
  ]);
});

const held = (making: string): Readonly<Record<string, string>> => ({
  'src/handler.ts': `import { DynamoDBClient, GetItemCommand } from '${PKG}';
${making}
export const handler = async (event: { id: string }) => new Service().get(event.id);
`,
});
const get = `get(id: string) { return this.client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: id } } })); }`;
const inConstructor = held(
  `export class Service { client: DynamoDBClient; constructor() { this.client = new DynamoDBClient({}); } ${get} }`,
);
const inField = held(`export class Service { readonly client = new DynamoDBClient({}); ${get} }`);
const namedFirst = held(
  `export class Service { client: DynamoDBClient; constructor() { const own = new DynamoDBClient({}); this.client = own; } ${get} }`,
);
const service = `import { Service } from '../src/handler';\nconst s = new Service();\n`;

describe('a client whose members tests replace on an object is shared by suggestion only', () => {
  for (const code of [inConstructor, inField, namedFirst]) {
    itIs('suggestion', code, [
      ['by assignment', `${service}it('a', () => { s.client.send = async () => 'fake'; });`],
      ['by assignment through a cast', `${service}it('a', () => { (s as any).client.send = async () => 'fake'; });`],
      ['by a key', `${service}it('a', () => { s.client['send'] = async () => 'fake'; });`],
      ['by a spy', `${service}it('a', () => { jest.spyOn(s.client, 'send'); });`],
      ['by Object.assign', `${service}it('a', () => { Object.assign(s.client, { send: fake }); });`],
    ]);
    itIs('safe', code, [
      ['and not where they call it', `${service}it('a', () => { s.client.send(command); });`],
      ['nor where they replace that of another name', `${service}it('a', () => { s.other.send = fake; s.client; });`],
      ['nor where they replace the client itself', `${service}it('a', () => { s.client = fake; });`],
    ]);
  }
});

const namespace = `import * as sdk from '${PKG}';\n`;
const hook = {
  'hooks/fake.js': `const sdk = require('${PKG}');\nbeforeEach(() => { sdk.DynamoDBClient = class {}; });`,
};

describe('a client whose namespace tests fill is shared by suggestion only', () => {
  itIs('suggestion, replaced', plain, [
    ['by a helper', `${namespace}import { stubClass } from './helpers';\nstubClass(sdk, 'DynamoDBClient');`],
    ['by a helper that gets nothing else', `${namespace}import { fakeAll } from './helpers';\nfakeAll(sdk);`],
    ['by any name', `${namespace}for (const [name, fake] of Object.entries(fakes)) (sdk as any)[name] = fake;`],
    ['by a getter', `${namespace}spyOnProperty(sdk, 'DynamoDBClient', 'get');`],
    ['in a file that mocha loads, in YAML', `require:\n  - ./hooks/fake.js\n`, '.mocharc.yml', hook],
    ['in a file that mocha loads, in JSON', `{ "require": ["hooks/fake.js"] }`, '.mocharc.json', hook],
    ['in a file that mocha loads, in code', `module.exports = { file: ['./hooks/fake'] };`, '.mocharc.cjs', hook],
    ['in a file that the manifest names', `{ "mocha": { "spec": "./hooks/fake.js" } }`, 'package.json', hook],
  ]);
  itIs('safe', plain, [
    ['and not where they look at it', `${namespace}console.log(sdk); expect(sdk).toBeDefined();`],
    ['nor where they read any of it', `${namespace}const all = names.map((name) => sdk[name]);`],
    ['nor in a file that mocha does not load', `spec: 'test/**/*.js'\n`, '.mocharc.yml', hook],
    [
      'nor where a package gets the app',
      `import app from '../src/other';\nrequest(app).get('/');`,
      undefined,
      {
        'src/other.ts': 'export default {};',
      },
    ],
  ]);
});
