import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf, shown } from './shown.js';

const BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { auth } from './auth/resource';
import { data } from './data/resource';
import { report, echo, own } from './functions/resource';
const backend = defineBackend({ auth, data, report, echo, own });
const stack = backend.createStack('api');
const api = new RestApi(stack, 'Rest');
api.root.addResource('echo').addMethod('GET', new LambdaIntegration(backend.echo.resources.lambda));
backend.echo.addEnvironment('LATER', '1');
`;
const FILES = {
  'amplify/backend.ts': BACKEND,
  'amplify/auth/resource.ts': `import { defineAuth } from '@aws-amplify/backend';
import { preSignUp } from './pre-sign-up/resource';
export const auth = defineAuth({ loginWith: { email: true }, triggers: { preSignUp } });
`,
  'amplify/auth/pre-sign-up/resource.ts': `import { defineFunction } from '@aws-amplify/backend';
export const preSignUp = defineFunction();
`,
  'amplify/auth/pre-sign-up/handler.ts': HANDLER,
  'amplify/data/resource.ts': `import { a, defineData } from '@aws-amplify/backend';
import { echo, report } from '../functions/resource';
const schema = a.schema({
  echo: a.query().arguments({ text: a.string() }).handler(a.handler.function(echo)),
  later: a.mutation().handler(a.handler.function('report').async()),
});
export const data = defineData({ schema, functions: { report } });
`,
  'amplify/functions/resource.ts': `import { defineFunction, secret } from '@aws-amplify/backend';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
export const report = defineFunction({
  name: 'report',
  entry: './report.ts',
  runtime: 20,
  memoryMB: 1024,
  timeoutSeconds: 60,
  architecture: 'arm64',
  ephemeralStorageSizeMB: 1024,
  schedule: ['every 1h', '0 9 ? * 2', { rate: 'every week', timezone: 'UTC' }],
  environment: { NAME: 'x', KEY: secret('KEY') },
  layers: { sharp: 'sharp:1' },
  bundling: { minify: false },
  logging: { retention: '18 months' },
});
export const echo = defineFunction({ entry: './echo/main.ts' });
export const own = defineFunction((scope) => new NodejsFunction(scope, 'own', { entry: 'amplify/functions/own.ts', runtime: Runtime.NODEJS_22_X }));
`,
  'amplify/functions/report.ts': HANDLER,
  'amplify/functions/echo/main.ts': HANDLER,
  'amplify/functions/own.ts': HANDLER,
  'package.json': '{ "devDependencies": { "@aws-amplify/backend": "1" } }',
  'package-lock.json': '{ "packages": { "node_modules/@aws-amplify/backend-function": { "version": "1.19.0" } } }',
};

describe('functions of Amplify Gen 2', () => {
  checkAll([
    {
      title: 'finds them with settings, and what calls them',
      files: FILES,
      functions: [
        'pre-sign-up @ amplify/auth/pre-sign-up/resource.ts:2 amplify -> amplify/auth/pre-sign-up/handler.ts:1#handler nodejs22.x 512MB 3s x86_64 [cognito]',
        'main @ amplify/functions/resource.ts:18 amplify -> amplify/functions/echo/main.ts:1#handler nodejs22.x 512MB 3s x86_64 [rest appsync]',
        'own @ amplify/functions/resource.ts:19 cdk -> amplify/functions/own.ts:1#handler nodejs22.x',
        'report @ amplify/functions/resource.ts:4 amplify -> amplify/functions/report.ts:1#handler nodejs20.x 1024MB 60s arm64 [schedule appsync]',
      ],
    },
    {
      title: 'says what is not static, and takes what is of the wrong kind for unknown',
      files: {
        'amplify/backend.ts': `import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { setup } from 'somewhere';
const odd = defineFunction({ name: 7, entry: './odd.ts', runtime: 'x', memoryMB: setup.memory, schedule: 3, layers: 1 });
const open = defineFunction(setup);
const hidden = defineFunction({ name: 'hidden', entry: setup.entry });
const gone = defineFunction({ name: 'gone' });
defineBackend({ odd, open, hidden, gone });
defineBackend(
`,
        'amplify/odd.ts': HANDLER,
      },
      functions: ['odd @ amplify/backend.ts:3 amplify -> amplify/odd.ts:1#handler 3s x86_64 [schedule]'],
      unresolved: [
        'amplify @ amplify/backend.ts:4: its entry is not static: its properties are not',
        'hidden @ amplify/backend.ts:5: its entry is not static: it is not a text of the program',
        'gone @ amplify/backend.ts:6: no source file amplify/handler.ts was found',
      ],
      problems: ["syntax-error amplify/backend.ts:9 ')' expected."],
    },
    {
      title: 'leaves copies alone',
      files: {
        '.amplify/artifacts/x/amplify/backend.ts': BACKEND,
        'package.json': '{}',
      },
    },
  ]);

  it('knows every setting, and what is a default', async () => {
    const { deployment } = await discover(FILES);
    const found = deployment();
    const rest = {
      package: 'zip default',
      tracing: 'pass-through default',
      isInVpc: 'false default',
      reservedConcurrency: 'none default',
      provisionedConcurrency: 'none default',
    };
    assert.deepEqual(settingsOf(found, 'report'), {
      runtime: 'nodejs20.x stated 7',
      memoryMb: '1024 stated 8',
      timeoutS: '60 stated 9',
      architecture: 'arm64 stated 10',
      logRetentionDays: '545 stated 16',
      ephemeralMb: '1024 stated 11',
      ...rest,
    });
    assert.deepEqual(settingsOf(found, 'main'), {
      runtime: 'nodejs22.x default',
      memoryMb: '512 default',
      timeoutS: '3 default',
      architecture: 'x86_64 default',
      logRetentionDays: 'forever default',
      ephemeralMb: '512 default',
      ...rest,
    });
  });

  it('knows schedules and routes', async () => {
    const { deployment } = await discover(FILES);
    const { schedules, apis } = deployment();
    assert.deepEqual(
      schedules.map(({ declaredIn, expression, functions }) => [declaredIn.line, shown(expression), functions]),
      ['cron(0 */1 * * ? *)', 'cron(0 9 ? * 2 *)', 'cron(0 0 ? * 1 *)'].map((text) => [
        4,
        `${text} stated`,
        ['amplify/functions/resource.ts#report'],
      ]),
    );
    assert.deepEqual(
      apis.flatMap(({ routes }) => routes.map((each) => `${each.method} ${each.path} ${each.function}`)),
      ['GET /echo amplify/functions/resource.ts#main'],
    );
  });

  it('knows how they are bundled, their variables and layers', async () => {
    const { functions } = await discover(FILES);
    const built = { tool: 'esbuild', format: 'esm', sourceMap: true };
    const other = { bundleAwsSDK: true, loader: { '.node': 'file' } };
    const report = functions.find(({ name }) => name === 'report');
    assert.deepEqual(report?.build, { ...built, minify: false, external: ['sharp'], other });
    assert.deepEqual(
      [report?.environment, report?.environmentUnknown, report?.hasForeignLayers],
      [{ NAME: 'x' }, ['KEY', '*'], true],
    );
    const main = functions.find(({ name }) => name === 'main');
    assert.deepEqual(main?.build, { ...built, minify: true, external: [], other });
    assert.deepEqual([main?.environment, main?.hasForeignLayers], [{ LATER: '1' }, undefined]);
  });
});
