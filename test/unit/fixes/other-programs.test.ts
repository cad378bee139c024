import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const client = (options: string, imports = ''): Files => ({
  'src/h.ts': `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
${imports}export async function load(key: string) {
  const s3 = new S3Client(${options});
  return s3.send(new GetObjectCommand({ Bucket: 'b', Key: key }));
}\n`,
});

const project: Files = {
  'serverless.yml': `service: a
provider: { name: aws, runtime: nodejs22.x }
functions: { a: { handler: src/a.handler } }\n`,
  'package.json': '{"workspaces":["packages/*"]}',
  'src/a.ts': `import { load } from './h';\nexport const handler = (event: { key: string }) => load(event.key);\n`,
  'src/index.ts': `export * from './h';\n`,
  'src/server.ts': `import { handler } from './a';\nexport const serve = () => handler({ key: 'a' });\n`,
  'src/config.ts': `export const config = { region: 'eu-west-1' };\n`,
};

const ofVariable = client('{ region: process.env.TARGET_REGION }');
const ofConfig = client('{ region: config.region }', `import { config } from './config';\n`);
const ofSdk = client('{}');

const fixBeside = (code: Files, files: Files): Promise<string> => fixOf({ ...project, ...code, ...files });

const dotenv = `import dotenv from 'dotenv';\n`;
const load = `import { load } from '../src/h';\n`;
const set = `process.env.TARGET_REGION = 'eu-west-1';\n`;
const seed = (text: string): Files => ({ 'scripts/seed.ts': text });

const setting: Readonly<Record<string, Files>> = {
  'dotenv below the imports': seed(`${dotenv}${load}dotenv.config();\nload('x');`),
  'dotenv in a function': seed(`${dotenv}${load}async function main() { dotenv.config(); await load('x'); }\nmain();`),
  'dotenv that is imported behind': seed(`${load}import 'dotenv/config';\nload('x');`),
  'another package like it': seed(`${load}import flow from 'dotenv-flow';\nflow.config();\nload('x');`),
  'Node by itself': seed(`${load}process.loadEnvFile();\nload('x');`),
  'a line': seed(`${load}${set}load('x');`),
  'a line of JavaScript': { 'scripts/seed.js': `const { load } = require('../src/h');\n${set}load('x');` },
  'another name for it': seed(`${load}const { env } = process;\nenv.TARGET_REGION = 'x';\nload('x');`),
  'Object.assign': seed(`${load}import values from './values';\nObject.assign(process.env, values);\nload('x');`),
  'a loop': seed(`${load}for (const r of ['eu', 'us']) { process.env.TARGET_REGION = r; await load('x'); }`),
  'a loop that also loads': seed(
    `for (const r of ['eu', 'us']) { process.env.TARGET_REGION = r; const { load } = await import('../src/h'); await load('x'); }`,
  ),
  'a callback': seed(`${load}['eu', 'us'].forEach(async (r) => { process.env.TARGET_REGION = r; await load('x'); });`),
  'what a package does that is waited for': seed(
    `${load}import { loadSecrets } from '@other/secrets';\nawait loadSecrets('/prod/');\nawait load('x');`,
  ),
  'what a package does by its name': seed(
    `${load}import { secretsToEnv } from 'secrets-kit';\nsecretsToEnv();\nload('x');`,
  ),
  'a package that is given it': seed(
    `${load}import { fill } from 'env-kit';\nawait fill(process.env);\nawait load('x');`,
  ),
  'a server': { 'src/local.ts': `${dotenv}import { load } from './h';\ndotenv.config();\nload('x');` },
  'a server over another file': {
    'src/local-server.ts': `${dotenv}import { serve } from './server';\ndotenv.config();\nserve();`,
  },
  'a barrel': seed(`${dotenv}import { load } from '../src';\ndotenv.config();\nload('x');`),
  'the handler': seed(`${dotenv}import { handler } from '../src/a';\ndotenv.config();\nhandler({ key: 'x' });`),
  'a command line of another package': {
    'packages/cli/package.json': '{"name":"cli"}',
    'packages/cli/src/index.ts': `${dotenv}import { load } from '../../../src/h';\ndotenv.config();\nload('x');`,
  },
  'a helper behind the code': {
    ...seed(`${load}import './env';\nload('x');`),
    'scripts/env.ts': `process.env.TARGET_REGION = 'x';`,
  },
  'a function of a helper': {
    ...seed(`${load}import { prepare } from './env';\nprepare();\nload('x');`),
    'scripts/env.ts': `${dotenv}export const prepare = () => dotenv.config();`,
  },
};

const steady: Readonly<Record<string, Files>> = {
  'it writes nothing': seed(`${load}load(process.env.TARGET_REGION ?? 'x');`),
  'it sets others': seed(`${load}process.env.STAGE = 'a';\nload('x');`),
  'it sets others in a loop': seed(`${load}for (const r of ['a', 'b']) { process.env.STAGE = r; await load('x'); }`),
  'it does not load the code': seed(`${dotenv}import { x } from './x';\ndotenv.config();\n${set}console.log(x);`),
  'it loads other code of ours': {
    ...seed(`${dotenv}import { other } from '../src/other';\ndotenv.config();\n${set}other();`),
    'src/other.ts': 'export const other = () => 1;\n',
  },
  'it loads types of it': seed(
    `${dotenv}import type { load } from '../src/h';\ndotenv.config();\nexport type L = typeof load;`,
  ),
  'it only names the file': {
    'build.ts': `${dotenv}dotenv.config();\nbuild({ entryPoints: ['./src/h.ts', './src/a.ts'] });`,
  },
  'dotenv is imported before': seed(`import 'dotenv/config';\n${load}load('x');`),
  'dotenv runs before': seed(`require('dotenv').config();\nconst { load } = require('../src/h');\nload('x');`),
  'dotenv runs before, on demand': seed(
    `${dotenv}dotenv.config();\nconst { load } = await import('../src/h');\nawait load('x');`,
  ),
  'dotenv runs before, in one function': seed(
    `${dotenv}async function main() { dotenv.config(); const { load } = await import('../src/h'); await load('x'); }\nmain();`,
  ),
  'a loop sets it before': seed(
    `for (const [k, v] of Object.entries(read())) process.env[k] = v;\nconst { load } = require('../src/h');\nload('x');`,
  ),
  'a helper runs before': {
    ...seed(`import './env';\n${load}load('x');`),
    'scripts/env.ts': `process.env.TARGET_REGION = 'x';`,
  },
  'a helper that sets it is loaded by another script': {
    ...seed(`${load}load('x');`),
    'scripts/other.ts': `import './env';`,
    'scripts/env.ts': `process.env.TARGET_REGION = 'x';`,
  },
  'dotenv only parses': seed(`${dotenv}${load}console.log(dotenv.parse('A=1'));\nload('x');`),
  'a package gives what it uses': seed(
    `${load}import { loadSecrets } from '@other/secrets';\nconst secrets = await loadSecrets('/prod/');\nawait load(secrets.key);`,
  ),
  'a package does something else': seed(
    `${load}import { publish } from '@other/queue';\nawait publish('a');\nawait load('x');`,
  ),
  'a package of the workspace does something': {
    ...seed(`${load}import { initTables } from '@acme/tables';\nawait initTables();\nawait load('x');`),
    'packages/tables/package.json': '{"name":"@acme/tables","main":"src/index.ts"}',
    'packages/tables/src/index.ts': 'export const initTables = async () => 1;\n',
  },
};

describe('a variable that a client is made of', () => {
  for (const [how, files] of Object.entries(setting))
    it(`may be set by a program that loads the code: ${how}`, async () =>
      assert.match(await fixBeside(ofVariable, files), /^suggestion: .*sets variables that it is created from/));
  for (const [what, files] of Object.entries(steady))
    it(`is there in time where ${what}`, async () => assert.match(await fixBeside(ofVariable, files), /^safe: /));
});

describe('a variable that the SDK reads by itself', () => {
  it('is in doubt where a program sets it again and again', async () => {
    const text = `${load}for (const r of ['a', 'b']) { process.env.AWS_REGION = r; await load('x'); }`;
    assert.match(await fixBeside(ofSdk, seed(text)), /^suggestion: .*the SDK reads by itself/);
  });
  for (const text of [
    `${dotenv}${load}dotenv.config();\nload('x');`,
    `${dotenv}${load}const main = async () => { dotenv.config(); await load('x'); };\nmain();`,
    `${load}process.env.AWS_REGION = 'a';\nload('x');`,
  ])
    it(`is not where it is set once: ${text.split('\n').at(-2)}`, async () =>
      assert.match(await fixBeside(ofSdk, seed(text)), /^safe: /));
});

describe('an object that a client is made of', () => {
  const config = `import { config } from '../src/config';\n`;
  const changing: typeof setting = {
    'a line': seed(`${load}${config}config.region = 'x';\nload('x');`),
    'a loop': seed(`${load}${config}for (const r of ['eu', 'us']) { config.region = r; await load('x'); }`),
    'a namespace': seed(`${load}import * as c from '../src/config';\nc.config.region = 'x';\nload('x');`),
    lodash: seed(`${load}${config}import _ from 'lodash';\n_.set(config, 'region', 'x');\nload('x');`),
    'a helper': {
      ...seed(`${load}import './local';\nload('x');`),
      'scripts/local.ts': `${config}config.region = 'x';`,
    },
    'a server': {
      'src/local.ts': `import { load } from './h';\nimport { config } from './config';\nconfig.region = 'x';\nload('x');`,
    },
  };
  for (const [how, files] of Object.entries(changing))
    it(`is changed by a program: ${how}`, async () =>
      assert.match(await fixBeside(ofConfig, files), /^suggestion: .*changes something that it is created from/));
  const kept: typeof setting = {
    'it is only read': seed(`${load}${config}const shown: any = {};\nshown.region = config.region;\nload('x');`),
    'another is changed': {
      ...seed(`${load}import { config } from './config';\nconfig.region = 'x';\nload('x');`),
      'scripts/config.ts': 'export const config: any = {};\n',
    },
    'the environment is set': seed(`${load}${config}${set}load(config.region);`),
  };
  for (const [what, files] of Object.entries(kept))
    it(`is left as it is where ${what}`, async () => assert.match(await fixBeside(ofConfig, files), /^safe: /));
});
