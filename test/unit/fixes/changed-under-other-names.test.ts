import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const project: Files = {
  'serverless.yml': `service: a
provider: { name: aws, runtime: nodejs22.x }
functions: { a: { handler: src/handler.handler } }\n`,
  'src/handler.ts': `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
import { config } from './config';
export const handler = async (event: { key: string }) => {
  const s3 = new S3Client({ endpoint: config.endpoint });
  return s3.send(new ListBucketsCommand({}));
};\n`,
  'src/config.ts': `export const config = { endpoint: 'https://s3', buckets: [{ name: 'a' }] };
export const getConfig = () => config;
export function copyOf() { return { ...config }; }\n`,
  'src/other.ts': `export const other = { endpoint: '' };\n`,
  'src/index.ts': `export * from './config';\nexport * from './other';\nexport { handler } from './handler';\n`,
  'src/named.ts': `export * as cfg from './config';\nexport * as others from './other';\n`,
  'src/passing.ts': `import { config } from './config';\nexport { config as settings };\nexport const current = () => config;\n`,
  'src/whole.js': `module.exports = require('./config');\n`,
};

const load = `import { handler } from '../src/handler';\n`;
const named = `import { config } from '../src/config';\n`;
const space = `import * as c from '../src/config';\n`;
const set = `endpoint = 'http://localhost';`;
const before = (imports: string, text: string): string => `${load}${imports}beforeEach(async () => { ${text} });`;

/** Texts of `test/handler.test.ts`, and other files. */
type Cases = Readonly<Record<string, string | readonly [text: string, more: Files]>>;

const changed: Cases = {
  'a namespace': before(space, `c.config.${set}`),
  'a namespace of any type': before(space, `(c as any).config.${set}`),
  'a namespace and Object.assign': before(space, `Object.assign(c.config, { endpoint: 'x' });`),
  'a namespace and jest': before(space, `jest.replaceProperty(c.config, 'endpoint', 'x');`),
  'a namespace and sinon': before(space, `sinon.stub(c.config, 'endpoint').value('x');`),
  'a namespace and delete': before(space, `delete c.config.endpoint;`),
  'a namespace by a key': before(space, `c['config']['endpoint'] = 'x';`),
  'require in the hook': before('', `const ns = require('../src/config'); ns.config.${set}`),
  'require at the top': before(`const ns = require('../src/config');\n`, `ns.config.${set}`),
  'require in place': before('', `require('../src/config').config.${set}`),
  'import = require': before(`import ns = require('../src/config');\n`, `ns.config.${set}`),
  'import on demand': before('', `const ns = await import('../src/config'); ns.config.${set}`),
  'import on demand, taken apart': before('', `const { config } = await import('../src/config'); config.${set}`),
  'import().then': before('', `await import('../src/config').then((m) => { m.config.${set} });`),
  'a variable that is set in the hook': before(`let ns: any;\n`, `ns = require('../src/config'); ns.config.${set}`),
  'a part of what is set in the hook': before(
    `let cfg: any;\n`,
    `({ config: cfg } = require('../src/config')); cfg.${set}`,
  ),
  'another constant': before(named, `const cfg = config; cfg.${set}`),
  'another constant of another': before(named, `const a = config; const b = a as any; b.${set}`),
  'a namespace taken apart': before(space, `const { config } = c; config.${set}`),
  'a namespace taken apart by another name': before(space, `const { config: d } = c; d.${set}`),
  'a part of it': before(named, `const { aws } = config; aws.${set}`),
  'what is left of a namespace': before(space, `const { handler: h, ...all } = c; all.config.${set}`),
  'a pattern': before(named, `[config.endpoint] = ['x'];`),
  'a pattern of an object': before(named, `({ endpoint: config.endpoint } = fake);`),
  'what vi.mocked gives': before(named, `vi.mocked(config).${set}`),
  'what jest.mocked gives': before(named, `const m = jest.mocked(config, { shallow: true }); m.${set}`),
  lodash: before(`import _ from 'lodash';\n${named}`, `_.set(config, 'endpoint', 'x');`),
  'a function of lodash': before(`import { set } from 'lodash';\n${named}`, `set(config, 'endpoint', 'x');`),
  'lodash, with a namespace': before(`import _ from 'lodash';\n${space}`, `_.merge(c.config, { endpoint: 'x' });`),
  'dot-prop': before(`import { setProperty } from 'dot-prop';\n${named}`, `setProperty(config, 'endpoint', 'x');`),
  'a barrel': before(`import * as all from '../src';\n`, `all.config.${set}`),
  'a name of a barrel': before(`import { config } from '../src';\n`, `config.${set}`),
  'a barrel that is required': before('', `require('../src').config.${set}`),
  'a barrel of CommonJS': before('', `require('../src/whole').config.${set}`),
  'a namespace that is passed on': before(`import { cfg } from '../src/named';\n`, `cfg.config.${set}`),
  'a namespace of namespaces': before(`import * as all from '../src/named';\n`, `all.cfg.config.${set}`),
  'an import that is passed on': before(`import { settings } from '../src/passing';\n`, `settings.${set}`),
  'a function that gives it': before(`import { getConfig } from '../src/config';\n`, `getConfig().${set}`),
  'a function of a namespace': before(space, `const now = c.getConfig(); now.${set}`),
  'a function of another file': before(`import { current } from '../src/passing';\n`, `current().${set}`),
  'a function of a barrel': before(`import { getConfig } from '../src';\n`, `getConfig().${set}`),
  'a function of the test': `${before(named, `use(config);`)}\nfunction use(d: any) { d.${set} }`,
  'a constant of the test that is a function': `${before(space, `use('x', c.config);`)}\nconst use = (x: string, d: any) => { d.endpoint = x; };`,
  'a default of a parameter': `${before(named, `use();`)}\nfunction use(d = config) { d.${set} }`,
  'a function of the test that gives it': `${before(named, `now().${set}`)}\nconst now = () => config;`,
  'a choice': before(`${named}import { other } from '../src/other';\n`, `(process.env.CI ? config : other).${set}`),
  'a member of a list in it': before(named, `config.buckets[0].name = 'x';`),
  'a round over a list in it': before(space, `for (const each of c.config.buckets) each.name = 'x';`),
  'a callback over a list in it': before(space, `c.config.buckets.forEach((each) => { each.name = 'x'; });`),
  'one that is found in it': before(
    space,
    `const one = c.config.buckets.find(({ name }) => name === 'a'); one!.name = 'x';`,
  ),
  'a list in it is filled': before(space, `c.config.buckets.push({ name: 'x' });`),
  'an object that holds it': before(named, `const all = { config }; all.config.${set}`),
  'a field of an object of the test': before(named, `const all = { s: { cfg: config } }; all.s.cfg.${set}`),
  'what jest loads': before('', `const { config } = jest.requireActual('../src/config'); config.${set}`),
  'a helper of the tests': [
    `${load}import { useLocal } from './local';\nbeforeEach(useLocal);`,
    { 'test/local.ts': `${space}export const useLocal = () => { c.config.${set} };` },
  ],
  'a helper that is given it': [
    before(`import { point } from './local';\n${named}`, `point(config);`),
    { 'test/local.ts': `export function point(d: any) { d.${set} }` },
  ],
  'a helper that is given it, of code that no function loads': [
    before(`import { point } from '../src/local';\n${named}`, `point(config);`),
    { 'src/local.ts': `export const point = (d: any) => { Object.assign(d, { endpoint: 'x' }); };` },
  ],
  'a helper that passes it on': [
    before(`import { config } from './local';\n`, `config.${set}`),
    { 'test/local.ts': `export { config } from '../src/config';` },
  ],
  'a set-up': [load, { 'jest.setup.ts': `import * as c from './src/config';\nbeforeEach(() => { c.config.${set} });` }],
};

const kept: Cases = {
  'it is only read': before(named, `expect(config.endpoint).toBe('https://s3');`),
  'a namespace is only read': before(space, `const { config } = c; console.log(config.endpoint, c.getConfig());`),
  'it is compared': before(space, `expect(c.config).toEqual({ endpoint: 'x' }); assert.equal(c.config.endpoint, 'x');`),
  'a barrel is only read': before(`import * as all from '../src';\n`, `expect(all.config.endpoint).toBe('x');`),
  'another object of the barrel is changed': before(`import { other } from '../src';\n`, `other.${set}`),
  'another namespace is changed': before(`import { others } from '../src/named';\n`, `others.other.${set}`),
  'an answer of the handler is changed': before('', `const answer = await handler({ key: 'a' }); answer.Buckets = [];`),
  'an answer of the handler of a barrel is changed': before(
    `import * as all from '../src';\n`,
    `const answer = await all.handler({ key: all.config.endpoint }); answer.Buckets = [];`,
  ),
  'an event is made of it and changed': before(
    named,
    `const event: any = { key: config.endpoint }; event.key = 'b'; await handler(event);`,
  ),
  'an event of a helper is made of it and changed': [
    before(
      `import { makeEvent } from './events';\n${named}`,
      `const event = makeEvent(config.endpoint); event.key = 'b';`,
    ),
    {
      'test/events.ts': `import { config } from '../src/config';\nexport const makeEvent = (key: string) => ({ key: key + config.endpoint });`,
    },
  ],
  'a helper only reads what it is given': [
    before(`import { show } from './show';\n${named}`, `show(config);`),
    {
      'test/show.ts': `export function show(d: any) { const shown: any = {}; shown.endpoint = d.endpoint; console.log(shown); }`,
    },
  ],
  'a copy is changed': before(named, `const copy = { ...config }; copy.${set}`),
  'a deep copy is changed': before(space, `const copy = structuredClone(c.config); copy.${set}`),
  'a copy that lodash makes is changed': before(
    `import _ from 'lodash';\n${space}`,
    `const copy = _.cloneDeep(c.config); copy.${set}`,
  ),
  'a copy that a function gives is changed': before(`import { copyOf } from '../src/config';\n`, `copyOf().${set}`),
  'a text of it is taken apart and changed': before(
    space,
    `const parts = c.config.endpoint.split('/'); parts.push('x');`,
  ),
  'an own object of that name is changed': before('', `const config: any = {}; config.${set}`),
  'a parameter of that name is changed': before(
    named,
    `use({ endpoint: config.endpoint });\nfunction use(config: any) { config.${set} }`,
  ),
  'it is put into a list of the test': before(named, `const seen: any[] = []; seen.push(config.endpoint);`),
  'it is put into a map of the test': before(
    `import { cache } from './cache';\n${named}`,
    `cache.set(config.endpoint, config);`,
  ),
  'variables lead to each other in a circle': before(named, `var a = b; var b = a; a.${set}`),
  'a call is made with it': before(
    `import { S3Client } from '@aws-sdk/client-s3';\n${named}`,
    `const s3: any = new S3Client(config); s3.tag = 1;`,
  ),
};

const fixWith = (it: Cases[string]): Promise<string> => {
  const [text, more] = typeof it === 'string' ? [it, {}] : it;
  return fixOf({ ...project, ...more, 'test/handler.test.ts': text });
};

describe('an object that the options of a client read', () => {
  for (const [how, files] of Object.entries(changed))
    it(`is changed by a test: ${how}`, async () =>
      assert.match(await fixWith(files), /^suggestion: .*(changes|replaces) something that it is created from/));
  for (const [what, files] of Object.entries(kept))
    it(`is left as it is where ${what}`, async () => assert.match(await fixWith(files), /^safe: /));
});
