import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

interface Parts {
  readonly top?: string;
  readonly imports?: string;
  readonly options?: string;
  readonly files?: Files;
}

/** A handler that does something before it makes a client of a variable. */
const doing = (before: string, { top = '', imports = '', options, files = {} }: Parts = {}): Files => ({
  'handler.ts': `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
${imports}\n${top}
export const handler = async (event: any) => {
  ${before}
  const s3 = new S3Client(${options ?? '{ region: process.env.DATA_REGION }'});
  return s3.send(new ListBucketsCommand({}));
};\n`,
  ...files,
});

const SET = 'env.DATA_REGION = event.region;';
const imported = (imports: string, name: string, text: string): Files =>
  doing(SET, { imports, files: { [name]: text } });

const setting: Readonly<Record<string, Files>> = {
  'a name for a name': doing(SET, { top: 'const all = process.env;\nconst env = all;' }),
  'a name that is given it later': doing(`env = process.env;\n  ${SET}`, { top: 'let env: any;' }),
  'a choice': doing(`const env = event.env ?? process.env;\n  ${SET}`),
  'a choice in place': doing('(event.isTest ? {} : process.env).DATA_REGION = event.region;'),
  'a name of the process': doing('p.env.DATA_REGION = event.region;', { top: 'const p = process;' }),
  'a member of globalThis taken apart': doing('p.env.DATA_REGION = event.region;', {
    top: 'const { process: p } = globalThis;',
  }),
  'globalThis of any type': doing('(globalThis as any).process.env.DATA_REGION = event.region;'),
  'the old name of globalThis': doing('global.process.env.DATA_REGION = event.region;'),
  'a module that is required': doing(`require('process').env.DATA_REGION = event.region;`),
  'a module that is required and taken apart': doing(SET, { top: `const { env } = require('node:process');` }),
  'a module that is imported on demand': doing(`const { env } = await import('node:process');\n  ${SET}`),
  'an export of Node': imported(`import { env } from './env';`, 'env.ts', `export { env } from 'node:process';\n`),
  'an import that is exported': imported(
    `import { env } from './env';`,
    'env.ts',
    `import { env } from 'process';\nexport { env };\n`,
  ),
  'a default export': imported(`import env from './env';`, 'env.ts', 'export default process.env;\n'),
  'a namespace': doing('all.env.DATA_REGION = event.region;', {
    imports: `import * as all from './env';`,
    files: { 'env.ts': 'export const env = process.env;\n' },
  }),
  'an export of CommonJS': imported(
    `const { env } = require('./env');`,
    'env.js',
    'module.exports = { env: process.env };\n',
  ),
  'a member of an object': doing('context.vars.DATA_REGION = event.region;', {
    top: 'const context = { vars: process.env };',
  }),
  'a field': doing('new Vars().set(event.region);', {
    top: 'class Vars { all = process.env; set(region: string) { this.all.DATA_REGION = region; } }',
  }),
  'a field of the constructor': doing('new Vars().set(event.region);', {
    top: 'class Vars { constructor(private all = process.env) {} set(region: string) { this.all.DATA_REGION = region; } }',
  }),
  'a default of a parameter': doing('set(event.region);', {
    top: 'function set(region: string, all = process.env) { all.DATA_REGION = region; }',
  }),
  'what a function gives': doing('vars().DATA_REGION = event.region;', { top: 'const vars = () => process.env;' }),
  'functions that hand it on': doing('outer(process.env, event.region);', {
    top: 'const outer = (all: any, region: string) => inner(all, region);\nconst inner = (all: any, region: string) => { all.DATA_REGION = region; };',
  }),
  'a member of an argument': doing('set({ vars: process.env, region: event.region });', {
    top: 'function set({ vars, region }: any) { vars.DATA_REGION = region; }',
  }),
  'another name of an argument': doing('set(process.env, event.region);', {
    top: 'function set(all: any, region: string) { const same = all; same.DATA_REGION = region; }',
  }),
  'what is left of taking apart': doing('({ a: event.a, ...process.env.DATA_REGION } = event);'),
  'a function that nobody knows': doing(
    'event.all.reduce((all: any, [k, v]: any) => { all[k] = v; return all; }, process.env);',
  ),
  'a package that sets members': doing(`set(process.env, 'DATA_REGION', event.region);`, {
    imports: `import { set } from 'lodash';`,
  }),
  'members of the process': doing('Object.assign(process, { env: event.env });'),
  'another process': doing('(globalThis as any).process = { ...process, env: event.env };'),
  'another environment by another name': doing('p.env = { ...event.env };', { top: 'const p = process;' }),
};

const ASSIGN = 'process.env.DATA_REGION = event.region;';
const reading: Readonly<Record<string, Files>> = {
  'a member': doing(ASSIGN, {
    top: 'const context = { vars: process.env };',
    options: '{ region: context.vars.DATA_REGION }',
  }),
  'a name of the process': doing(ASSIGN, { top: 'const p = process;', options: '{ region: p.env.DATA_REGION }' }),
  'a field': doing(ASSIGN, {
    top: 'class Vars { all = process.env; }\nconst vars = new Vars();',
    options: '{ region: vars.all.DATA_REGION }',
  }),
  'a default of a parameter': doing(ASSIGN, {
    top: 'const region = (all = process.env) => all.DATA_REGION;',
    options: '{ region: region() }',
  }),
};

const steady: Readonly<Record<string, Files>> = {
  'another variable by another name': doing('p.env.OTHER = event.region;', { top: 'const p = process;' }),
  'a copy': doing(`const env: any = { ...process.env };\n  ${SET}`),
  'a copy by Object.assign': doing(`const env: any = Object.assign({}, process.env);\n  ${SET}`),
  'the rest of it': doing(`const { A, ...env } = process.env as any;\n  ${SET}`),
  'an environment of something else': doing('event.env.DATA_REGION = event.region;'),
  'a process of its own': doing('fake(event.region);', {
    top: 'function fake(region: string) { const process: any = { env: {} }; process.env.DATA_REGION = region; return process; }',
  }),
  'a process of a package': doing('p.env.DATA_REGION = event.region;', { imports: `import p from '@acme/process';` }),
  'what only reads it': doing('Reflect.get(process.env, event.name);\n  Object.entries(process.env).map(String);'),
  'a check of a package': doing('schema.parse(process.env);', {
    imports: `import { schema } from './schema';`,
    files: { 'schema.ts': `import { z } from 'zod';\nexport const schema = z.object({});\n` },
  }),
  'nothing, where it is read by another name': doing('', {
    top: 'const p = process;',
    options: '{ region: p.env.DATA_REGION }',
  }),
};

describe('the environment by another name', () => {
  for (const [what, files] of Object.entries(setting))
    it(`is set through ${what}`, async () => assert.match(await fixOf(files), /^suggestion: .*the code sets/));
  for (const [what, files] of Object.entries(reading))
    it(`is read through ${what}`, async () => assert.match(await fixOf(files), /^suggestion: /));
  for (const [what, files] of Object.entries(steady))
    it(`stays as it is with ${what}`, async () => assert.match(await fixOf(files), /^safe: /));
});
