import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const SERVICE = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  go: { handler: src/a.handler }
`;
const CLIENT = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export const handler = async () => {
  const s3 = new S3Client({ endpoint: process.env.S3_ENDPOINT });
  return s3.send(new ListBucketsCommand({}));
};
`;
const AWAITS = `import { S3Client, HeadBucketCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const handler = async () => {
  const a = await s3.send(new HeadBucketCommand({ Bucket: 'a' }));
  const b = await s3.send(new HeadBucketCommand({ Bucket: 'b' }));
  return [a, b];
};
`;
/** Finding: line 3. */
const STORE = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export const list = async () => {
  const s3 = new S3Client({});
  return s3.send(new ListBucketsCommand({}));
};
`;
const USER = "import { list } from '@m/shared';\nexport const handler = async () => list();\n";
const GIT: Files = { '.git/HEAD': '' };
const test = (name: string, statement: string): string =>
  `import { handler } from '${name}';\n${statement}\nit('lists', async () => { expect(await handler()).toBe(1); });\n`;

const orders = (code = CLIENT): Files => ({
  'services/orders/package.json': '{ "name": "orders" }',
  'services/orders/serverless.yml': SERVICE,
  'services/orders/src/a.ts': code,
});
/** Two services that use the code of a third package. */
const shop: Files = {
  'package.json': '{ "private": true, "workspaces": ["packages/*", "apps/*"] }',
  'packages/svc/package.json': '{ "name": "@m/svc", "dependencies": { "@m/shared": "*" } }',
  'packages/svc/serverless.yml': SERVICE,
  'packages/svc/src/a.ts': USER,
  'packages/shared/package.json': '{ "name": "@m/shared", "main": "src/index.ts" }',
  'packages/shared/src/index.ts': STORE,
  'apps/api/package.json': '{ "name": "@m/api", "dependencies": { "@m/shared": "*" } }',
  'apps/api/serverless.yml': SERVICE,
  'apps/api/src/a.ts': USER,
};

const ENVIRONMENT = "beforeEach(() => { process.env.S3_ENDPOINT = 'http://' + Math.random(); });";
const FROM_TOP = '../services/orders/src/a';

interface Case {
  readonly files: Files;
  /** What changes the answer: without, the fix is safe. */
  readonly around: Files;
  readonly at: string;
  readonly args?: readonly string[];
  readonly rule?: string;
  /** Which of them the title of the fix names, if it is not the last one. */
  readonly named?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'a test at the top sets variables': {
    files: { ...GIT, ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, ENVIRONMENT) },
    at: 'services/orders',
  },
  'a test at the top of a workspace that is no checkout sets variables': {
    files: { 'package.json': '{ "workspaces": ["services/*"] }', ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, ENVIRONMENT) },
    at: 'services/orders',
  },
  'a test at the top of a workspace of pnpm sets variables': {
    files: { 'pnpm-workspace.yaml': 'packages: [services/*]\n', 'package.json': '{}', ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, ENVIRONMENT) },
    at: 'services/orders/src/..',
  },
  'a test at the top replaces the package': {
    files: { ...GIT, 'package.json': '{}', ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, "jest.mock('@aws-sdk/client-s3');") },
    at: 'services/orders',
  },
  'a test at the top is about one file that is asked for': {
    files: { ...GIT, ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, "jest.mock('@aws-sdk/client-s3');") },
    at: 'services/orders',
    args: ['src/a.ts'],
  },
  'a test at the top is about one service that is asked for': {
    files: { ...GIT, ...orders() },
    around: { 'tests/a.test.ts': test(FROM_TOP, "jest.mock('@aws-sdk/client-s3');") },
    at: 'services',
    args: ['orders'],
  },
  'a test in a package of its own beside the service': {
    files: { ...GIT, 'services/tests/package.json': '{ "name": "tests" }', ...orders() },
    around: { 'services/tests/a.test.ts': test('../orders/src/a', "vi.mock('@aws-sdk/client-s3');") },
    at: 'services/orders',
  },
  'a config of jest at the top maps the package': {
    files: {
      ...GIT,
      'package.json': '{}',
      'services/orders/test/a.test.ts': test('../src/a', ''),
      ...orders(),
    },
    around: {
      'jest.config.js': "module.exports = { moduleNameMapper: { '^@aws-sdk/client-s3$': '<rootDir>/fake.js' } };\n",
    },
    at: 'services/orders',
  },
  'the manifest at the top maps the package': {
    files: { ...GIT, 'services/orders/test/a.test.ts': test('../src/a', ''), ...orders() },
    around: { 'package.json': '{ "jest": { "moduleNameMapper": { "^@aws-sdk/client-s3$": "<rootDir>/fake.js" } } }' },
    at: 'services/orders',
  },
  'a config of jest at the top names set-up that replaces the package': {
    files: { ...GIT, 'services/orders/test/a.test.ts': test('../src/a', ''), ...orders() },
    around: {
      'jest.config.js': "module.exports = { setupFilesAfterEnv: ['<rootDir>/fakes/prepare.js'] };\n",
      'fakes/prepare.js': "jest.mock('@aws-sdk/client-s3');\n",
    },
    at: 'services/orders',
  },
  'a test at the top asks for calls in order': {
    files: { ...GIT, 'package.json': '{}', ...orders(AWAITS) },
    around: { 'e2e/a.test.ts': test(FROM_TOP, 'send.mockResolvedValueOnce(1).mockRejectedValueOnce(new Error());') },
    at: 'services/orders',
    rule: 'sequential-awaits',
    named: 'a test mocks the calls',
  },
  'tests of another application that uses the package': {
    files: { ...GIT, ...shop },
    around: {
      'apps/api/test/a.test.ts': test(
        '../src/a',
        "jest.mock('@aws-sdk/client-s3');\nS3Client.mockImplementation(() => fake);",
      ),
    },
    at: 'packages/svc',
    args: ['.', '../shared'],
  },
  'a config of another application that uses the package': {
    files: { ...GIT, ...shop },
    around: {
      'apps/api/jest.config.js':
        "module.exports = { moduleNameMapper: { '^@aws-sdk/client-s3$': '<rootDir>/fake.js' } };\n",
    },
    at: 'packages/svc',
    args: ['.', '../shared'],
  },
  'a config of another application that uses the package by a name in its exports': {
    files: {
      ...GIT,
      ...shop,
      'packages/svc/src/a.ts': USER.replace('@m/shared', '@m/shared/db'),
      'apps/api/src/a.ts': USER.replace('@m/shared', '@m/shared/db'),
      'packages/shared/package.json': '{ "name": "@m/shared", "exports": { "./db": "./src/index.ts" } }',
    },
    around: {
      'apps/api/jest.config.js':
        "module.exports = { moduleNameMapper: { '^@aws-sdk/client-s3$': '<rootDir>/fake.js' } };\n",
    },
    at: 'packages/svc',
    args: ['.', '../shared'],
  },
  'a mock of the package beside another application that uses the package': {
    files: { ...GIT, ...shop },
    around: { 'apps/api/__mocks__/@aws-sdk/client-s3.js': 'exports.S3Client = class {};\n' },
    at: 'packages/svc',
    args: ['.', '../shared'],
  },
  'variables set by tests of another application that uses the package': {
    files: {
      ...GIT,
      ...shop,
      'packages/shared/src/index.ts': STORE.replace('{})', '{ endpoint: process.env.S3_ENDPOINT })'),
    },
    around: { 'apps/api/test/a.test.ts': test('../src/a', ENVIRONMENT) },
    at: 'packages/svc',
    args: ['.', '../shared'],
  },
  'a test of the project, of a submodule that is asked for': {
    files: {
      ...GIT,
      'serverless.yml': SERVICE,
      'src/a.ts': "import { list } from '../shared/src/db';\nexport const handler = async () => list();\n",
      'shared/.git': 'gitdir: ../.git/modules/shared',
      'shared/src/db.ts': STORE,
    },
    around: { 'test/a.test.ts': test('../src/a', "jest.mock('@aws-sdk/client-s3');") },
    at: '.',
    args: ['shared'],
  },
  'tests in another checkout, of code that is asked for': {
    files: {
      'api/.git/HEAD': '',
      'api/serverless.yml': SERVICE,
      'api/src/a.ts': "import { list } from '../../lib/src/db';\nexport const handler = async () => list();\n",
      'lib/.git/HEAD': '',
      'lib/src/db.ts': STORE,
    },
    around: { 'lib/test/db.test.ts': test('../src/db', "jest.mock('@aws-sdk/client-s3');") },
    at: 'api',
    args: ['../lib/src'],
  },
};

/** Replaces the package in each test; who runs it is said elsewhere. */
const SET_UP =
  "beforeEach(() => { vi.doMock('@aws-sdk/client-s3', () => ({ S3Client: class {}, ListBucketsCommand: class {} })); });\n";
const tested: Files = {
  ...GIT,
  'package.json': '{}',
  ...orders(),
  'services/orders/test/a.test.ts': test('../src/a', ''),
};
const MOCKS = "jest.mock('@aws-sdk/client-s3');";

/** Set-up that is run before the tests of the package: by what, the text of a config says in many ways. */
const setUps: Readonly<Record<string, Files>> = {
  'a joined path': {
    'vitest.config.ts': "export default { test: { setupFiles: [resolve(__dirname, 'test/setup.ts')] } };\n",
    'test/setup.ts': SET_UP,
  },
  'parts of a path': {
    'services/orders/jest.config.js':
      "module.exports = { setupFiles: [path.join(__dirname, '..', '..', 'test', 'setup.ts')] };\n",
    'test/setup.ts': SET_UP,
  },
  'a path without a dot': {
    'vitest.config.ts': "export default { test: { setupFiles: ['test/setup.ts'] } };\n",
    'test/setup.ts': SET_UP,
  },
  'another root': {
    'services/orders/jest.config.js':
      "module.exports = { rootDir: '../..', setupFilesAfterEnv: ['<rootDir>/test/setup.ts'] };\n",
    'test/setup.ts': SET_UP,
  },
  'a config that is shared': {
    'services/orders/jest.config.js': "module.exports = { ...require('../../jest.config.base') };\n",
    'jest.config.base.js': "module.exports = { setupFiles: [path.join(__dirname, 'test-utils/setup.js')] };\n",
    'test-utils/setup.js': SET_UP,
  },
  'a config in a folder of its own': {
    'config/jest.config.js': "module.exports = { rootDir: '..', setupFiles: ['<rootDir>/test/setup.ts'] };\n",
    'test/setup.ts': SET_UP,
  },
  'the settings of mocha': {
    '.mocharc.json': '{ "require": ["./test/hooks.ts"] }',
    'test/hooks.ts':
      "import * as s3 from '@aws-sdk/client-s3';\nexport const mochaHooks = { beforeEach() { sinon.stub(s3, 'S3Client'); } };\n",
  },
  'a joined path, though other tests load it by a barrel,': {
    'vitest.config.ts': "export default { test: { setupFiles: [path.join(__dirname, 'test/utils/aws.ts')] } };\n",
    'test/utils/aws.ts': SET_UP,
    'test/utils/index.ts': "export * from './aws';\n",
    'services/users/test/b.test.ts': test('../../../test/utils', ''),
  },
  'a joined path to a folder of fixtures': {
    'vitest.config.ts': "export default { test: { setupFiles: [path.join(__dirname, 'test/fixtures/aws.ts')] } };\n",
    'test/fixtures/aws.ts': SET_UP,
  },
  'a script of mocha, though other tests load it,': {
    'services/orders/package.json': '{ "name": "orders", "scripts": { "test": "mocha -r ../../test/hooks.ts" } }',
    'test/hooks.ts': SET_UP,
    'services/users/test/b.test.ts': test('../../../test/hooks', ''),
  },
  'a script': {
    'services/orders/package.json':
      '{ "name": "orders", "scripts": { "test": "node --import ../../test/setup.js --test" } }',
    'test/setup.js':
      "import { mock } from 'node:test';\nmock.module('@aws-sdk/client-s3', { namedExports: { S3Client: class {} } });\n",
  },
};

/** Tests at the top that load the code by names that only their runner can follow. */
const loads: Readonly<Record<string, string>> = {
  'an alias of the runner': `import { handler } from '@orders/a';\n${MOCKS}\nit('lists', () => handler());\n`,
  'a path from the top': `import { handler } from 'services/orders/src/a';\n${MOCKS}\nit('lists', () => handler());\n`,
  'a name that is put together': `${MOCKS}\ndescribe.each(['orders'])('%s', async (name) => {\n  const { handler } = await import(\`../services/\${name}/src/a\`);\n});\n`,
  'a name of a list': `${MOCKS}\nit.each(list)('%s', async (service, file) => {\n  await import(path.resolve('services', service, file));\n});\n`,
  'a name and an ending': `${MOCKS}\nit.each(['a'])('%s', (name) => require('../services/orders/src/' + name + '.js').handler());\n`,
  'a joined name and an ending': `${MOCKS}\nit.each(['a'])('%s', (name) => require(path.join(__dirname, '../services/orders/src', name + '.ts')));\n`,
  'a path in a variable': `${MOCKS}\nconst file = path.join(__dirname, '..', 'services', 'orders', 'src', 'a');\nit('lists', () => require(file).handler());\n`,
  'a path from the current folder': `${MOCKS}\nconst file = path.resolve(process.cwd(), 'services/orders/src/a')\nit('lists', async () => (await import(file)).handler())\n`,
  'the address of a path': `${MOCKS}\nconst SRC = path.join(__dirname, '..', 'services', 'orders', 'src');\nit('lists', async () => (await import(pathToFileURL(path.join(SRC, 'a.ts')).href)).handler());\n`,
  'a path and a question': `${MOCKS}\nit('lists', async () => (await import(path.join(SRC, 'a.ts') + \`?\${Date.now()}\`)).handler());\n`,
  'a folder and a name': `${MOCKS}\nconst SRC = path.resolve('services/orders/src') + path.sep;\nit('lists', () => require(SRC + 'a').handler());\n`,
  'an ending in a variable': `${MOCKS}\nit('lists', () => require(path.join(SRC, 'a') + ext).handler());\n`,
  'parts over lines': `${MOCKS}\nconst file = path.join(\n  process.cwd(),\n  'services/orders/src/a',\n);\nit('lists', () => require(file).handler());\n`,
  'a variable that is set twice': `${MOCKS}\nlet file = '';\nbeforeEach(() => { file = path.resolve('services/orders/src/a'); });\nit('lists', () => require(file).handler());\n`,
  'a variable of one of two blocks': `${MOCKS}\ndescribe('b', () => { const file = path.resolve('services/users/src/b'); it('b', () => require(file)); });\ndescribe('a', () => { const file = path.resolve('services/orders/src/a'); it('a', () => require(file)); });\n`,
  'a typed variable': `${MOCKS}\nconst file: string = path.join(__dirname, '../services/orders/src/a')\nmockSend.mockResolvedValue('x')\nit('lists', async () => import(file as string));\n`,
  'a member': `${MOCKS}\nconst paths = { orders: path.join(root, 'services/orders/src/a') };\nit('lists', () => require(paths.orders).handler());\n`,
  'a parameter': `${MOCKS}\nconst load = (file) => require(file);\nit('lists', () => load(path.join(root, 'services/orders/src/a')).handler());\n`,
  'a function that returns it': `${MOCKS}\nfunction fileOf(name) { return path.join(root, 'services', name, 'src/a'); }\nit('lists', () => require(fileOf('orders')).handler());\n`,
  'a list of files': `${MOCKS}\nfor (const file of ['../services/users/src/b', '../services/orders/src/a']) it('lists', () => require(file).handler());\n`,
  'a list of each': `${MOCKS}\nconst FILES = ['orders/src/a'];\nit.each(FILES)('%s', (file) => require('../services/' + file).handler());\n`,
  'a pattern of files': `${MOCKS}\nglob.sync('services/*/src/*.ts', { cwd: root }).forEach((file) => { it(file, () => require(path.join(root, file)).handler()); });\n`,
  'a helper whose parameter has the name of something else': `${MOCKS}\nconst load = (name) => require(\`../services/orders/src/\${name}\`);\nmodule.exports = { load };\nit('lists', () => handler({ name: 'Widget' }));\n`,
  'the names in a folder': `${MOCKS}\nconst names = fs.readdirSync(path.join(__dirname, '../services/orders/src'));\nit.each(names)('%s', (name) => require(\`../services/orders/src/\${name}\`).handler());\n`,
  'a folder and the names in it': `${MOCKS}\nconst dir = join(__dirname, '..', 'services', 'orders', 'src');\nfor (const file of readdirSync(dir)) it(file, () => import(join(dir, file)));\n`,
  'a pattern of files from a folder': `${MOCKS}\nfor (const file of globSync('services/*/src/*.ts', { cwd: root, absolute: true })) it(file, () => import(file));\n`,
  'the keys of an object': `${MOCKS}\nconst cases = { a: 'lists buckets', b: 'lists users' };\nfor (const [name, title] of Object.entries(cases)) it(title, () => require(\`../services/orders/src/\${name}\`).handler());\n`,
  'a list that grows': `${MOCKS}\nconst names = ['b'];\nif (process.env.ALL) names.push('a');\nfor (const name of names) it(name, () => require(\`../services/orders/src/\${name}\`));\n`,
  'a function of a package': `${MOCKS}\nimport { kebabCase } from 'lodash';\nfor (const name of ['A']) it(name, () => require(\`../services/orders/src/\${kebabCase(name)}\`));\n`,
  'many constants': `${MOCKS}\nconst v0 = '../services/orders/src/';\n${Array.from({ length: 1000 }, (_, at) => `const v${at + 1} = v${at} + 'a';\n`).join('')}it('lists', () => require(v1000));\n`,
  'an alias and a name': `${MOCKS}\nit.each(list)('%s', async (name) => { await import(\`@/\${name}\`); });\n`,
  'an ending that is not known': `${MOCKS}\nit('lists', () => require('../services/orders/src/a.' + ext).handler());\n`,
  'a scope and a name': `${MOCKS}\nit.each(list)('%s', async (name) => { await import(\`@my-org/orders/src/\${name}\`); });\n`,
  'the folder of a package': `${MOCKS}\nconst dir = path.dirname(require.resolve('@my-org/orders/package.json'));\nit('lists', () => require(path.join(dir, 'src', 'a')).handler());\n`,
  'a path from given folders': `${MOCKS}\nit('lists', () => require(require.resolve('./src/a', { paths: [service] })).handler());\n`,
  concatenation: `${MOCKS}\nit('lists', () => require('../services/'.concat(service, '/src/a')).handler());\n`,
  'a function of its own by the name of another': `${MOCKS}\nconst resolve = (service) => '../services/' + service + '/src/a';\nit('lists', () => require(resolve('orders')).handler());\n`,
  'the handler of a template': `${MOCKS}\nconst [file] = '../services/orders/src/a.handler'.split('.handler');\nit('lists', () => require(file).handler());\n`,
  'any number of parameters': `${MOCKS}\nconst load = (...parts) => require(path.join(__dirname, '..', ...parts));\nit('lists', () => load('services', 'orders', 'src', 'a').handler());\n`,
  'a joined list': `${MOCKS}\nconst parts = ['..', 'services', 'orders', 'src', 'a'];\nit('lists', () => require(parts.join('/')).handler());\n`,
  'a path with a place to fill in': `${MOCKS}\nconst PATH = '../services/{name}/src/a';\nit('lists', () => require(PATH.replace('{name}', 'orders')).handler());\n`,
  'an address below another': `${MOCKS}\nconst base = new URL('../services/orders/src/', import.meta.url);\nfor (const file of readdirSync(base)) it(file, () => import(new URL(file, base).href));\n`,
  'a built folder for each function': `${MOCKS}\nit.each(list)('%s', (name) => import(\`../services/orders/dist/\${name}/index.js\`));\n`,
  'one of two paths': `${MOCKS}\nconst file = process.env.BUILT ? '../services/orders/.build/a' : '../services/orders/src/a';\nit('lists', () => require(file).handler());\n`,
  'a folder in the output': `${MOCKS}\nit('lists', () => require(path.join(root, 'services/orders/dist/cjs/a')).handler());\n`,
  'the actual module of a runner': `${MOCKS}\nit('lists', async () => (await vi.importActual(path.join(root, 'services/orders/src/a'))).handler());\n`,
  'a built file': `${MOCKS}\nit('lists', () => require('../services/' + name + '/dist/a').handler());\n`,
  'parts of a name': `${MOCKS}\nconst { handler } = require(path.join(__dirname, '..', 'services', 'orders', 'src', 'a'));\nit('lists', () => handler());\n`,
};

const CASE = { files: tested, at: 'services/orders' } as const;

/** What changes nothing. */
const twins: Readonly<Record<string, Case>> = {
  'a test of another service replaces the package': {
    ...cases['a test at the top replaces the package']!,
    around: {
      'services/users/package.json': '{ "name": "users" }',
      'services/users/src/a.ts': CLIENT,
      'services/users/test/a.test.ts': test('../src/a', "jest.mock('@aws-sdk/client-s3');"),
    },
  },
  'tests of an application that does not use the package': {
    ...cases['tests of another application that uses the package']!,
    around: {
      'apps/web/package.json': '{ "name": "@m/web" }',
      'apps/web/src/a.ts': CLIENT,
      'apps/web/test/a.test.ts': test('../src/a', "jest.mock('@aws-sdk/client-s3');"),
    },
  },
  'tests, fixtures and configs of the package around it, which loads none of the code': {
    ...cases['a test at the top replaces the package']!,
    around: {
      'package.json': '{ "name": "tools", "devDependencies": { "jest": "30" } }',
      'src/tool.ts': CLIENT,
      'test/tool.test.ts': test('../src/tool', "jest.mock('@aws-sdk/client-s3');"),
      'test/fixtures/a/__mocks__/@aws-sdk/client-s3.js': 'exports.S3Client = class {};\n',
      'test/fixtures/b/jest.config.js':
        "module.exports = { moduleNameMapper: { '@aws-sdk/client-s3': './fake.js' } };\n",
    },
  },
  'set-up that only the config of another service names': {
    ...CASE,
    around: {
      'services/users/package.json': '{ "name": "users" }',
      'services/users/jest.config.js': "module.exports = { setupFiles: ['../../test/users.ts'] };\n",
      'test/users.ts': SET_UP,
    },
  },
  'a helper at the top that only tests of other things load': {
    ...CASE,
    around: {
      'src/tool.ts': CLIENT,
      'test/tool.test.ts': test('../src/tool', "import '../test/helper';"),
      'test/helper.ts': SET_UP,
    },
  },
  'a test at the top that loads something else by a name that is put together': {
    ...CASE,
    around: { 'test/users.test.ts': `${MOCKS}\ntest('lists', async () => import(\`../services/\${name}/src/b\`));\n` },
  },
  'set-up whose name ends like that of another one': {
    ...CASE,
    around: {
      'jest.config.js': "module.exports = { setupFiles: ['./jest.setup.ts'] };\n",
      'jest.setup.ts': 'export {};\n',
      'e2e/setup.ts': SET_UP,
      'e2e/web.e2e.ts': "import './setup';\nit('shows', async () => { await page.goto('/'); });\n",
    },
  },
  'a test at the top that loads another file by a name that is put together': {
    ...CASE,
    around: {
      'test/b.test.ts': `${MOCKS}\nit('lists', () => require(path.join(__dirname, '../tools', name, 'a.js')));\n`,
    },
  },
  'a test at the top that loads files of a list': {
    ...CASE,
    around: {
      'test/b.test.ts': `${MOCKS}\nfor (const file of ['users/src/b', 'users/src/c']) it('lists', () => require('../services/' + file));\n`,
    },
  },
  'a test at the top that loads the index there': {
    files: {
      ...tested,
      'services/orders/serverless.yml': SERVICE.replace('src/a', 'src/index'),
      'services/orders/src/index.ts': CLIENT,
      'services/orders/src/a.ts': '',
    },
    at: 'services/orders',
    around: { 'test/b.test.ts': `${MOCKS}\nit('lists', () => require(path.join(__dirname, '..', 'index.js')));\n` },
  },
  'a test at the top that loads a file of a folder in a constant': {
    ...CASE,
    around: {
      'test/b.test.ts': `${MOCKS}\nconst ROOT = path.join(__dirname, '../services/users');\nit('lists', () => require(path.join(ROOT, 'src', 'a')));\n`,
    },
  },
  'a test at the top that loads data by one of many names': {
    ...CASE,
    around: {
      'test/products.ts': `export const products = [${Array.from({ length: 60 }, (_, at) => `{ name: 'Product ${at}' }`).join(', ')}];\n`,
      'test/b.test.ts': `import { products } from './products';\n${MOCKS}\nconst load = (name) => require(\`./data/\${name}.json\`);\nit('lists', () => load('b'));\n`,
    },
  },
  'a test at the top that loads a file beside one of that name': {
    ...CASE,
    around: {
      'test/b.test.ts': `${MOCKS}\nconst ROOT = path.dirname(path.join(__dirname, '../services/orders/package.json'));\nit('lists', () => require(path.join(ROOT, 'src', 'b')));\n`,
    },
  },
  'a test at the top whose texts end like the code': {
    ...CASE,
    around: {
      'services/users/package.json': '{ "name": "users" }',
      'services/users/src/b.ts': CLIENT,
      'test/users.test.ts': `${test('../services/users/src/b', MOCKS)}expect(key).toBe('exports/a');\n`,
    },
  },
  'an end-to-end test whose routes end like the code': {
    ...CASE,
    around: { 'e2e/a.test.ts': `${MOCKS}\nit('lists', async () => { await api.get('v1/a'); });\n` },
  },
  'tests above the top of the checkout': {
    files: Object.fromEntries(Object.entries({ ...GIT, ...orders() }).map(([name, text]) => [`code/${name}`, text])),
    around: { 'tests/a.test.ts': test('../code/services/orders/src/a', ENVIRONMENT) },
    at: 'code/services/orders',
  },
  'a test at the top of another service asks for calls in order': {
    ...cases['a test at the top asks for calls in order']!,
    around: {
      'services/users/src/a.ts': AWAITS,
      'e2e/a.test.ts': test('../services/users/src/a', 'send.mockRejectedValueOnce(new Error());'),
    },
  },
  'what .gitignore names': {
    ...cases['a test at the top sets variables']!,
    around: { '.gitignore': 'out/\n', 'out/tests/a.test.ts': test(`../${FROM_TOP}`, ENVIRONMENT) },
  },
};

async function fixIn({ at, args = [], rule = 'client-in-handler' }: Case, top: string): Promise<string> {
  const { stdout, stderr } = await runCli(['lint', '--rule', rule, '--format', 'json', ...args], join(top, at));
  assert.notEqual(stdout, '', stderr);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  assert.equal(findings.length, 1);
  const [fix] = findings[0]!.fixes;
  return `${fix?.kind}: ${fix?.title}`;
}

async function holdsBack(around: Files): Promise<void> {
  await withTempFolder({ ...tested, ...around }, async (top) =>
    assert.match(await fixIn({ ...CASE, around }, top), /^suggestion: .* replaces something that it is created from/),
  );
}

describe('around the root, tests and configs have a say about a fix', () => {
  for (const [title, each] of Object.entries(cases)) {
    it(title, async () => {
      await withTempFolder(each.files, async (top) => assert.match(await fixIn(each, top), /^safe: /));
      await withTempFolder({ ...each.files, ...each.around }, async (top) => {
        const fix = await fixIn(each, top);
        assert.match(fix, /^suggestion: /);
        assert.ok(fix.includes(each.named ?? `/${basename(Object.keys(each.around).at(-1)!)}`), fix);
      });
    });
  }

  for (const [title, around] of Object.entries(setUps)) {
    it(`set-up that ${title} names`, () => holdsBack(around));
  }

  it('a suite at the top that tests of the code run', () =>
    holdsBack({
      'services/orders/test/a.test.ts': test(
        '../src/a',
        "import { behaves } from '../../../test/behaves';\nbehaves();",
      ),
      'test/behaves.ts': `export const behaves = () => {\n  ${SET_UP}  it('answers', () => {});\n};\n`,
    }));

  for (const [title, text] of Object.entries(loads)) {
    it(`a test that loads the code by ${title}`, () => holdsBack({ 'test/orders.test.ts': text }));
  }

  for (const [title, each] of Object.entries(twins)) {
    it(`but not ${title}`, () =>
      withTempFolder({ ...each.files, ...each.around }, async (top) =>
        assert.match(await fixIn(each, top), /^safe: /),
      ));
  }

  it('so that --fix in a package writes what it writes at the top', () =>
    withTempFolder(
      { ...cases['a test at the top sets variables']!.files, ...cases['a test at the top sets variables']!.around },
      async (top) => {
        const folder = join(top, 'services/orders');
        await runCli(['lint', '--fix', '--force'], folder);
        assert.equal(readFileSync(join(folder, 'src/a.ts'), 'utf8'), CLIENT);
      },
    ));
});
