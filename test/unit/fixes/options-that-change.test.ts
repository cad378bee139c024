import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const SDK = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';\n`;
const LIST = 'new ListBucketsCommand({})';

/** A handler that makes its client of `options`; what it imports and does before stands in front. */
const making = (options: string, imports = '', before = '', rest = ''): string =>
  `${SDK}${imports}\nexport const handler = async (event: any) => {\n${before}\n  const s3 = new S3Client(${options});\n  return s3.send(${LIST});\n};\n${rest}`;

const limits = `export const limits = { region: 'eu-west-1', aws: { region: 'eu-west-1' } };\n`;
const imports = `import { limits } from './limits';`;

interface Case {
  readonly what: string;
  readonly files: Files;
  readonly expected: RegExp;
}

const changed = (what: string, files: Files): Case => ({ what, files, expected: /^(none$|suggestion: )/ });
const safe = (what: string, files: Files): Case => ({ what, files, expected: /^safe: / });
const kept = (what: string, files: Files): Case => ({
  what,
  files,
  expected: /^safe: Create the .* once and reuse it$/,
});

const objects: readonly Case[] = [
  changed('an imported object that its own file changes', {
    'handler.ts': making('limits', `import { limits, choose } from './limits';`, '  choose(event.region);'),
    'limits.ts': `${limits}export function choose(region: string) { limits.region = region; }\n`,
  }),
  changed('a member of one', {
    'handler.ts': making(
      '{ region: limits.region }',
      `import { limits, choose } from './limits';`,
      '  choose(event.region);',
    ),
    'limits.ts': `${limits}export function choose(region: string) { limits.region = region; }\n`,
  }),
  changed('an inner object', {
    'handler.ts': making('{ ...limits.aws }', imports, '  limits.aws.region = event.region;'),
    'limits.ts': limits,
  }),
  changed('by an alias', {
    'handler.ts': making('limits', `${imports}\nimport { choose } from './choose';`, '  choose(event.region);'),
    'limits.ts': limits,
    'choose.ts': `import { limits } from './limits';\nconst o = limits;\nexport const choose = (region: string) => { o.region = region; };\n`,
  }),
  changed('by a namespace', {
    'handler.ts': making('limits', `${imports}\nimport { choose } from './choose';`, '  choose(event.region);'),
    'limits.ts': limits,
    'choose.ts': `import * as all from './limits';\nexport const choose = (region: string) => { all.limits.region = region; };\n`,
  }),
  changed('by Object.assign', {
    'handler.ts': making('limits', imports, '  Object.assign(limits, event.options);'),
    'limits.ts': limits,
  }),
  changed('by delete', {
    'handler.ts': making('limits', imports, '  delete (limits as any).region;'),
    'limits.ts': limits,
  }),
  changed('by taking apart into it', {
    'handler.ts': making('limits', imports, '  ({ region: limits.region } = event);'),
    'limits.ts': limits,
  }),
  changed('by a function of ours that gets it', {
    'handler.ts': making('limits', `${imports}\nimport { set } from './set';`, '  set(limits, event.region);'),
    'limits.ts': limits,
    'set.ts': `export function set(o: any, region: string) { o.region = region; }\n`,
  }),
  changed('by a package that gets it', {
    'handler.ts': making('limits', `${imports}\nimport { merge } from 'lodash';`, '  merge(limits, event.options);'),
    'limits.ts': limits,
  }),
  changed('by a module that is loaded later', {
    'handler.ts': making('limits', `${imports}\nimport './prepare';`),
    'limits.ts': limits,
    'prepare.ts': `import { limits } from './limits';\nlimits.region = process.env.OWN_REGION!;\n`,
  }),
  changed('of CommonJS', {
    'handler.js': `const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3');\nconst { limits, choose } = require('./limits');\nexports.handler = async (event) => {\n  choose(event.region);\n  const s3 = new S3Client(limits);\n  return s3.send(${LIST});\n};\n`,
    'limits.js': `const limits = { region: 'a' };\nexports.limits = limits;\nexports.choose = (region) => { limits.region = region; };\n`,
  }),
  changed('a getter', {
    'handler.ts': making('{ region: zone.region }', `import { zone } from './zone';`),
    'zone.ts': `let n = 0;\nexport const zone = { get region() { return ['a', 'b'][n++ % 2]; } };\n`,
  }),
  changed('a getter among all options', {
    'handler.ts': making('zone', `import { zone } from './zone';`),
    'zone.ts': `let n = 0;\nexport const zone = { get region() { return ['a', 'b'][n++ % 2]; } };\n`,
  }),
  changed('a proxy', {
    'handler.ts': making('{ region: zone.region }', `import { zone } from './zone';`),
    'zone.ts': `export const zone = new Proxy({ region: 'a' }, { get: () => String(Date.now()) });\n`,
  }),
  changed('what a package gives', {
    'handler.ts': making('{ region: settings.region }', `import { settings } from '@acme/settings';`),
  }),
  changed('a member of what may be missing', {
    'handler.ts': making('{ region: cfg.aws.region }', `import { cfg } from './cfg';`),
    'cfg.ts': `export const cfg: any = { stage: 'dev' };\n`,
  }),
  changed('a member of a global', { 'handler.ts': making('{ region: cfg.region }', 'declare const cfg: any;') }),
  changed('an object that a pure function reads', {
    'handler.ts': making('options()', `import { options, choose } from './limits';`, '  choose(event.region);'),
    'limits.ts': `${limits}export const options = () => ({ region: limits.region });\nexport function choose(region: string) { limits.region = region; }\n`,
  }),
  safe('none of an imported object', { 'handler.ts': making('limits', imports), 'limits.ts': limits }),
  safe('none of its members', {
    'handler.ts': making('{ ...limits.aws, region: limits.region }', imports),
    'limits.ts': limits,
  }),
  safe('another member', {
    'handler.ts': making('{ region: limits.region }', imports, '  (limits as any).calls = event.calls;'),
    'limits.ts': limits,
  }),
  safe('while its file is loaded', {
    'handler.ts': making('limits', imports),
    'limits.ts': `${limits}limits.region = 'eu-west-2';\n`,
  }),
  safe('another object of the same name', {
    'handler.ts': making('limits', `${imports}\nimport { choose } from './other';`, '  choose(event.region);'),
    'limits.ts': limits,
    'other.ts': `const limits = { region: 'a' };\nexport const choose = (region: string) => { limits.region = region; return limits; };\n`,
  }),
  safe('of what is printed', {
    'handler.ts': making('limits', imports, '  console.log(limits);'),
    'limits.ts': limits,
  }),
  safe('of what a function of ours reads', {
    'handler.ts': making('limits', `${imports}\nimport { read } from './read';`, '  read(limits);'),
    'limits.ts': limits,
    'read.ts': `export function read(o: any) { return o.region; }\n`,
  }),
  safe('an enumeration', {
    'handler.ts': making('{ region: Region.Europe }', `import { Region } from './regions';`),
    'regions.ts': `export enum Region { Europe = 'eu-west-1' }\n`,
  }),
  safe('a file of data', {
    'handler.ts': making('{ region: data.region }', `import data from './data.json';`),
    'data.json': '{ "region": "a" }',
  }),
];

const variables: readonly Case[] = [
  changed('an exported variable that a function sets', {
    'handler.ts': making('{ region }', `import { region, choose } from './region';`, '  choose(event.region);'),
    'region.ts': `export let region = 'a';\nexport function choose(next: string) { region = next; }\n`,
  }),
  changed('through a namespace', {
    'handler.ts': making('{ region: ns.region }', `import * as ns from './region';`, '  ns.choose(event.region);'),
    'region.ts': `export let region = 'a';\nexport function choose(next: string) { region = next; }\n`,
  }),
  changed('a variable that an earlier call sets', {
    'handler.ts': making(
      '{ region }',
      `let region = 'a';`,
      '  init(event);',
      `function init(event: any) { region = event.region; }\n`,
    ),
  }),
  safe('a variable that is set while it is loaded', {
    'handler.ts': making('{ region }', `import { region } from './region';`),
    'region.ts': `export let region = 'a';\nregion = process.env.OWN_REGION || 'b';\n`,
  }),
  changed('an import cycle', {
    'handler.ts': `import { buckets } from './store';\nexport const zone = 'eu-west-1';\nexport const handler = async () => buckets();\n`,
    'store.ts': `${SDK}import { zone } from './handler';\nexport const buckets = () => {\n  const s3 = new S3Client({ region: zone });\n  return s3.send(${LIST});\n};\n`,
  }),
  changed('a cycle over a barrel', {
    'handler.ts': `import { buckets } from './index';\nexport const handler = async () => buckets();\n`,
    'index.ts': `export * from './store';\nexport * from './zone';\n`,
    'zone.ts': `export const zone = 'eu-west-1';\n`,
    'store.ts': `${SDK}import { zone } from './index';\nexport const buckets = () => {\n  const s3 = new S3Client({ region: zone });\n  return s3.send(${LIST});\n};\n`,
  }),
  changed('a cycle through the function that makes the options', {
    'handler.ts': `import { buckets } from './store';\nconst zone = 'eu-west-1';\nexport const options = () => ({ region: zone });\nexport const handler = async () => buckets();\n`,
    'store.ts': `${SDK}import { options } from './handler';\nexport const buckets = () => {\n  const s3 = new S3Client(options());\n  return s3.send(${LIST});\n};\n`,
  }),
  safe('a cycle of types only', {
    'handler.ts': `import { buckets } from './store';\nexport type Zone = string;\nexport const handler = async () => buckets('a');\n`,
    'store.ts': `${SDK}import type { Zone } from './handler';\nexport const buckets = (_: Zone) => {\n  const s3 = new S3Client({});\n  return s3.send(${LIST});\n};\n`,
  }),
  safe('a cycle that brings nothing that moves', {
    'handler.ts': `import { buckets } from './store';\nexport const name = 'x';\nexport const handler = async () => buckets();\n`,
    'store.ts': `${SDK}import { name } from './handler';\nexport const buckets = () => {\n  const s3 = new S3Client({});\n  console.log(name);\n  return s3.send(${LIST});\n};\n`,
  }),
];

const setters: Readonly<Record<string, string>> = {
  'a list': '[limits].forEach((each) => { each.region = region; });',
  'a map': "const known = new Map([['a', limits]]);\n  known.get('a')!.region = region;",
  'a member of another object': 'const holder: any = {};\n  holder.limits = limits;\n  holder.limits.region = region;',
  'a global': '(globalThis as any).limits = limits;\n  (globalThis as any).limits.region = region;',
  'entries of an object': 'for (const [, each] of Object.entries({ limits })) each.region = region;',
  'a proxy': 'new Proxy(limits, {}).region = region;',
  'a template that is called': 'const tag = (_: any, each: any) => { each.region = region; };\n  tag`${limits}`;',
};

const hidden: readonly Case[] = Object.entries(setters).map(([what, body]) =>
  changed(`through ${what}`, {
    'handler.ts': making('limits', `${imports}\nimport { choose } from './choose';`, '  choose(event.region);'),
    'limits.ts': limits,
    'choose.ts': `import { limits } from './limits';\n\nexport function choose(region: string) {\n  ${body}\n}\n`,
  }),
);

/** A module that knows the options by a name of the whole module, or by none. */
const loose: Readonly<Record<string, string>> = {
  'an entry of all exports': `import * as ns from './limits';\nexport const choose = (region: string) => { Object.values(ns)[0].region = region; };`,
  'all entries of all exports': `import * as ns from './limits';\nexport const choose = (region: string) => { for (const o of Object.values(ns)) o.region = region; };`,
  'entries with their names': `import * as ns from './limits';\nexport const choose = (region: string) => { Object.entries(ns).forEach(([, o]) => { o.region = region; }); };`,
  'an export by a name that varies': `import * as ns from './limits';\nexport const choose = (region: string, k = 'limits') => { ns[k].region = region; };`,
  'a copy of all exports': `import * as ns from './limits';\nexport const choose = (region: string, k = 'limits') => { const all = { ...ns }; all[k].region = region; };`,
  'Reflect.get': `import * as ns from './limits';\nexport const choose = (region: string) => { Reflect.get(ns, 'limits').region = region; };`,
  'Object.assign': `import * as ns from './limits';\nexport const choose = (region: string) => { Object.assign(ns.limits, { region }); };`,
  'Object.assign by a name of its own': `import * as ns from './limits';\nconst { assign } = Object;\nexport const choose = (region: string) => { assign(ns.limits, { region }); };`,
  'Reflect.set': `import * as ns from './limits';\nexport const choose = (region: string) => { Reflect.set(ns.limits, 'region', region); };`,
  'Object.defineProperty': `import * as ns from './limits';\nexport const choose = (region: string) => { Object.defineProperty(ns.limits, 'region', { value: region }); };`,
  'a function that gets the module': `import * as ns from './limits';\nconst set = (all: any, region: string) => { all.limits.region = region; };\nexport const choose = (region: string) => set(ns, region);`,
  'a function that gets the module and any name': `import * as ns from './limits';\nconst set = (all: any, k: string, region: string) => { all[k].region = region; };\nexport const choose = (region: string) => set(ns, 'limits', region);`,
  'a package that gets the module': `import * as ns from './limits';\nimport { set } from 'lodash';\nexport const choose = (region: string) => set(ns, 'limits.region', region);`,
  'a list that holds the module': `import * as ns from './limits';\nexport const choose = (region: string) => { for (const all of [ns]) all.limits.region = region; };`,
  'import() with then': `export const choose = (region: string) => import('./limits').then(({ limits }) => { limits.region = region; });`,
  'import() in a constant with then': `const loaded = import('./limits');\nexport const choose = (region: string) => loaded.then((all) => { all.limits.region = region; });`,
  'await import()': `export const choose = async (region: string) => { (await import('./limits')).limits.region = region; };`,
  'await import() taken apart': `export const choose = async (region: string) => { const { limits: l } = await import('./limits'); l.region = region; };`,
  'several imports that are awaited': `export const choose = async (region: string) => { const [all] = await Promise.all([import('./limits')]); all.limits.region = region; };`,
  'an import in a callback': `import { once } from 'lodash';\nconst load = once(() => import('./limits'));\nexport const choose = async (region: string) => { (await load()).limits.region = region; };`,
  'require by a name that varies': `export const choose = (region: string, k = 'limits') => { require('./limits')[k].region = region; };`,
  'a require that is made': `import { createRequire } from 'node:module';\nexport const choose = (region: string) => { createRequire(import.meta.url)('./limits').limits.region = region; };`,
  'a name for one': `import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nexport const choose = (region: string) => { load('./limits').limits.region = region; };`,
  'the require of the module': `export const choose = (region: string) => { module.require('./limits').limits.region = region; };`,
  'a module whose name varies': `export const choose = async (region: string, name = 'limits') => { (await import(\`./\${name}\`)).limits.region = region; };`,
  'the cache of require': `export const choose = (region: string) => { require.cache[require.resolve('./limits')]!.exports.limits.region = region; };`,
  'a re-export of the module': `import { all } from './index';\nexport const choose = (region: string, k = 'limits') => { (all as any)[k].region = region; };`,
  'a barrel': `import * as ns from './barrel';\nexport const choose = (region: string) => { Object.values(ns)[0].region = region; };`,
  'values of the object that holds it': `import { holder } from './holder';\nexport const choose = (region: string) => { for (const o of Object.values(holder)) o.region = region; };`,
  'another object for it': `exports.choose = (region) => { require('./limits').limits = { region }; };`,
};

const harmless: Readonly<Record<string, string>> = {
  'names of exports': `import * as ns from './limits';\nexport const choose = (_: string) => Object.keys(ns);`,
  'a member': `import * as ns from './limits';\nexport const choose = (_: string) => ns.limits.region;`,
  'another export that is changed': `import * as ns from './limits';\nexport const choose = (region: string) => { ns.others.region = region; };`,
  'another module by a name that varies': `import * as ns from './other';\nexport const choose = (region: string, k = 'other') => { (ns as any)[k].region = region; };`,
  'import()': `export const choose = async (_: string) => (await import('./limits')).limits.region;`,
  'what is printed': `import * as ns from './limits';\nexport const choose = (_: string) => console.log(ns);`,
  'what is passed on': `export * as all from './limits';\nexport const choose = (_: string) => 1;`,
  'what CommonJS passes on': `module.exports = { ...require('./limits'), choose: (_) => 1 };`,
  'a function that gets the module and reads': `import * as ns from './limits';\nconst read = (all: any) => all.limits.region;\nexport const choose = (_: string) => read(ns);`,
  'a package by a name that varies': `export const choose = (k: string) => import(\`lodash/\${k}\`);`,
  'data by a name that varies': `export const choose = (k: string) => import(\`./texts/\${k}.json\`);`,
};

const others: Files = {
  'limits.ts': `${limits}export const others = { region: 'a' };\n`,
  'index.ts': `export * as all from './limits';\n`,
  'barrel.ts': `export * from './limits';\n`,
  'holder.ts': `import { limits } from './limits';\nexport const holder = { limits };\n`,
  'other.ts': `export const other = { region: 'a' };\n`,
};

const calling = (body: string): Files => ({
  ...others,
  'handler.ts': making('limits', `${imports}\nimport { choose } from './choose';`, '  choose(event.region);'),
  [/\bexports\./.test(body) && !body.includes('require.cache') ? 'choose.js' : 'choose.ts']: `${body}\n`,
});

const loosely: readonly Case[] = [
  ...Object.entries(loose).map(([what, body]) => changed(`through ${what}`, calling(body))),
  ...Object.entries(harmless).map(([what, body]) => safe(`of ${what}`, calling(body))),
  changed('of an object in it, by values of the outer one', {
    ...others,
    'handler.ts': making(
      'aws',
      `import { aws } from './inner';\nimport { choose } from './choose';`,
      '  choose(event.region);',
    ),
    'inner.ts': `import { limits } from './limits';\nexport const { aws } = limits;\n`,
    'choose.ts': `import { limits } from './limits';\nexport const choose = (region: string) => { Object.values(limits as any)[1].region = region; };\n`,
  }),
];

const environment: readonly Case[] = [
  changed('by an assignment elsewhere', {
    'handler.ts': making('{ region: process.env.REGION }', `import { load } from './env';`, '  load(event);'),
    'env.ts': `export const load = (event: any) => { process.env.REGION = event.region; };\n`,
  }),
  changed('by another name for it', {
    'handler.ts': making(
      '{ region: process.env.REGION }',
      '',
      '  const { env } = process;\n  env.REGION = event.region;',
    ),
  }),
  changed('by an import of it', {
    'handler.ts': making(
      '{ region: env.REGION }',
      `import { env } from 'node:process';`,
      `  process.env['REGION'] = event.region;`,
    ),
  }),
  changed('by a compound assignment', {
    'handler.ts': making('{ region: process.env.REGION }', '', '  process.env.REGION ||= event.region;'),
  }),
  changed('by delete', { 'handler.ts': making('{ region: process.env.REGION }', '', '  delete process.env.REGION;') }),
  changed('as a whole', {
    'handler.ts': making('{ region: process.env.REGION }', '', '  process.env = { ...process.env, ...event.env };'),
  }),
  changed('by its name only the run knows', {
    'handler.ts': making(
      '{ region: process.env.REGION }',
      '',
      '  for (const k of event.keys) process.env[k] = event[k];',
    ),
  }),
  changed('by dotenv', {
    'handler.ts': making('{ region: process.env.REGION }', `import { config } from 'dotenv';`, '  config();'),
  }),
  changed('by Node', {
    'handler.ts': making('{ region: process.env.REGION }', '', `  process.loadEnvFile('/tmp/env');`),
  }),
  changed('where a pure function reads it', {
    'handler.ts': making(
      '{ region: region() }',
      '',
      '  process.env.REGION = event.region;',
      'const region = () => process.env.REGION;\n',
    ),
  }),
  safe('of another name', {
    'handler.ts': making('{ region: process.env.REGION }', '', '  process.env.OTHER = event.region;'),
  }),
  safe('of no name', { 'handler.ts': making('{ region: process.env.REGION }') }),
  changed('by a function of ours that gets it', {
    'handler.ts': making(
      '{ region: process.env.REGION }',
      `import { fill } from './fill';`,
      '  fill(process.env, event.all);',
    ),
    'fill.ts': `export function fill(target: any, all: any) { for (const key of Object.keys(all)) target[key] = all[key]; }\n`,
  }),
  changed('by a package that fills what it gets', {
    'handler.ts': making(
      '{ region: process.env.REGION }',
      `import { hydrate } from 'env-box';`,
      '  await hydrate(process.env);',
    ),
  }),
  safe('by nobody, as it is only read by what gets it', {
    'handler.ts': making(
      '{ region: process.env.REGION }',
      `import { read } from './read';\nimport { cleanEnv } from 'envalid';`,
      '  read(process.env);\n  cleanEnv(process.env, {});',
    ),
    'read.ts': `export const read = (env: any) => env.REGION ?? 'a';\n`,
  }),
];

const failing: readonly Case[] = [
  kept('an endpoint of the environment', { 'handler.ts': making('{ endpoint: process.env.ENDPOINT }') }),
  kept('an endpoint in a constant', {
    'handler.ts': making('{ endpoint }', 'const endpoint = `http://${process.env.HOST}`;'),
  }),
  kept('a region that may be empty', { 'handler.ts': making(`{ region: process.env.REGION ?? '' }`) }),
  kept('JSON', { 'handler.ts': making('{ region: JSON.parse(process.env.CONFIG!) }') }),
  kept('a URL', { 'handler.ts': making('{ region: new URL(process.env.URL!).host }') }),
  safe('none', { 'handler.ts': making(`{ endpoint: 'http://localhost:4566', region: process.env.REGION ?? 'a' }`) }),
];

const maker = (use: string): Files => ({
  'handler.ts': `import { make } from './make';\nimport { ListBucketsCommand } from '@aws-sdk/client-s3';\nexport const handler = async (event: any) => {\n${use}\n};\n`,
  'make.ts': `import { S3Client } from '@aws-sdk/client-s3';\nexport function make() { return new S3Client({}); }\n`,
});

const fresh: readonly Case[] = [
  changed('compared', maker(`  const a = make();\n  const b = make();\n  return a === b;`)),
  changed('destroyed', maker(`  const s3 = make();\n  await s3.send(${LIST});\n  s3.destroy();`)),
  changed(
    'given middleware',
    maker(
      `  const s3 = make();\n  s3.middlewareStack.add((next: any) => next, { step: 'build' });\n  return s3.send(${LIST});`,
    ),
  ),
  changed('marked', maker(`  const s3: any = make();\n  s3.id = event.id;\n  return s3.send(${LIST});`)),
  changed(
    'given another region',
    maker(`  const s3 = make();\n  s3.config.region = async () => event.region;\n  return s3.send(${LIST});`),
  ),
  changed('of a class of ours with fields', {
    'handler.ts': `import { Counting } from './make';\nimport { ListBucketsCommand } from '@aws-sdk/client-s3';\nexport const handler = async () => {\n  const s3 = new Counting({});\n  return s3.send(${LIST});\n};\n`,
    'make.ts': `import { S3Client } from '@aws-sdk/client-s3';\nexport class Counting extends S3Client { calls = 0; }\n`,
  }),
  safe('used', maker(`  return make().send(${LIST});`)),
  safe(
    'asked whether it is there',
    maker(`  const s3 = make();\n  if (s3 === undefined) return null;\n  return s3.send(${LIST});`),
  ),
];

describe('options that may change keep a shared client from being a safe fix', () => {
  for (const [title, cases] of Object.entries({
    'an object': objects,
    'an object comes to be known': hidden,
    'a module comes to be known': loosely,
    'a variable': variables,
    'the environment is set': environment,
  }))
    describe(title, () => {
      for (const { what, files, expected } of cases) it(what, async () => assert.match(await fixOf(files), expected));
    });
});

describe('a client whose construction may fail is made when it is needed', () => {
  for (const { what, files, expected } of failing) it(what, async () => assert.match(await fixOf(files), expected));
});

describe('a function that gave a new client each time', () => {
  for (const { what, files, expected } of fresh) it(what, async () => assert.match(await fixOf(files), expected));
});

it('a suggestion says why', async () => {
  const cycle = variables.find(({ what }) => what === 'an import cycle')!;
  assert.equal(
    await fixOf(cycle.files),
    'suggestion: Create the S3Client once and reuse it; handler.ts and this file load each other',
  );
});
