import assert from 'node:assert/strict';
import type { Setting } from '../../../src/model/deployment.js';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf } from './shown.js';

const PULUMI = `import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const config = new pulumi.Config();
`;
const CDKTF = `import { App, AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
`;

function pulumi(program: string): Readonly<Record<string, string>> {
  return { 'Pulumi.yaml': 'name: p\nruntime: nodejs\n', 'index.ts': PULUMI + program, 'app/a.js': HANDLER };
}

function cdktf(program: string): Readonly<Record<string, string>> {
  return {
    'cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
    'main.ts': CDKTF + program,
    'app/a.ts': HANDLER,
    'other/b.ts': HANDLER,
  };
}

/** `512 stated 9`: the value, how it is known, and the line. */
function show({ value, from, writtenAt }: Setting<unknown>): string {
  return [value, from, writtenAt?.line].filter((part) => part !== undefined).join(' ');
}

describe('Pulumi', () => {
  checkAll([
    {
      title: 'takes code from folders and archives, also inside of others',
      files: {
        ...pulumi(`const runtime = aws.lambda.Runtime.NodeJS22dX;
new aws.lambda.Function('one', { runtime, handler: 'a.handler', code: new pulumi.asset.FileArchive('./app'), memorySize: 256, timeout: 9 });
new aws.lambda.Function('two', { runtime: 'nodejs20.x', handler: 'a.handler', code: new pulumi.asset.AssetArchive({ '.': new pulumi.asset.FileArchive('app') }) });
new aws.lambda.Function('three', { handler: 'lib/b.run', code: new pulumi.asset.AssetArchive({ lib: new pulumi.asset.FileArchive('./src/lib'), 'c.js': new pulumi.asset.StringAsset('') }) });
new aws.lambda.Function('four', { handler: 'a.handler', s3Bucket: 'b', s3Key: config.require('key') });
new aws.lambda.Function('five', { handler: 'a.handler', code: new pulumi.asset.FileArchive(config.require('path')) });
new aws.lambda.Function('six', { runtime: 'python3.12', handler: 'a.handler', code: new pulumi.asset.FileArchive('./app') });
new aws.lambda.Function('seven', { packageType: 'Image', imageUri: 'x' });
new aws.cloudfront.Function('eight', { runtime: 'cloudfront-js-2.0', code: 'function handler() {}' });
`),
        'src/lib/b.ts': 'export const run = async () => 1;\n',
      },
      functions: [
        'one @ index.ts:5 pulumi -> app/a.js:1#handler nodejs22.x 256MB 9s',
        'three @ index.ts:7 pulumi -> src/lib/b.ts:1#run',
        'two @ index.ts:6 pulumi -> app/a.js:1#handler nodejs20.x',
      ],
      unresolved: [
        'four @ index.ts:8: its code is fetched from S3',
        'five @ index.ts:9: its code path is known only at deployment',
        'six @ index.ts:10: runtime python3.12 is not Node.js',
        'seven @ index.ts:11: it is deployed as a container image',
      ],
    },
    {
      title: 'tells apart what a component makes, and reads paths of the package and of a program in a folder',
      files: {
        'infra/Pulumi.yaml': 'name: p\nruntime: { name: nodejs }\nmain: src\n',
        'infra/src/index.ts': `import { Service } from './service';
new Service('orders');
new Service('users');
`,
        'infra/src/service.ts': `import * as pulumi from '@pulumi/pulumi';
import { Function as Fn } from '@pulumi/aws/lambda';
export class Service extends pulumi.ComponentResource {
  constructor(name: string) {
    super('p:Service', name);
    new Fn('fn', { runtime: 'nodejs22.x', handler: 'index.handler', code: new pulumi.asset.FileArchive(\`../\${name}/dist\`) }, { parent: this });
  }
}
`,
        'orders/index.ts': HANDLER,
        'users/src/index.ts': HANDLER,
      },
      functions: [
        'orders @ infra/src/index.ts:2 pulumi -> orders/index.ts:1#handler nodejs22.x',
        'users @ infra/src/index.ts:3 pulumi -> users/src/index.ts:1#handler nodejs22.x',
      ],
    },
    {
      title: 'goes on behind a syntax error, which is told',
      files: pulumi(
        "new aws.lambda.Function('one', { handler: 'a.handler', code: new pulumi.asset.FileArchive('./app') });\nnew aws.lambda.Function('two', {\n",
      ),
      functions: ['one @ index.ts:4 pulumi -> app/a.js:1#handler'],
      unresolved: ['two @ index.ts:5: it does not say where its code is'],
      problems: ["syntax-error index.ts:6 '}' expected."],
    },
  ]);

  it('states every setting with its line, and what is default, unknown or shared', async () => {
    const files =
      pulumi(`const table = new aws.dynamodb.Table('t', { name: 'T', attributes: [], hashKey: 'id', globalSecondaryIndexes: [{ name: 'i', hashKey: 'k', projectionType: 'ALL' }] });
new aws.lambda.Function('one', {
  runtime: 'nodejs22.x',
  handler: 'a.handler',
  code: new pulumi.asset.FileArchive('./app'),
  memorySize: 256,
  timeout: 9,
  architectures: ['arm64'],
  tracingConfig: { mode: 'Active' },
  ephemeralStorage: { size: 1024 },
  reservedConcurrentExecutions: 5,
  vpcConfig: { subnetIds: ['a'], securityGroupIds: [] },
  environment: { variables: { tableName: table.name, memorySize: 'x', OPEN: config.require('x') } },
});
const two = new aws.lambda.Function('two', { handler: 'a.handler', code: new pulumi.asset.FileArchive('./app'), memorySize: config.requireNumber('x') });
new aws.cloudwatch.LogGroup('logs', { name: pulumi.interpolate\`/aws/lambda/\${two.name}\`, retentionInDays: 7 });
new aws.lambda.ProvisionedConcurrencyConfig('p', { functionName: two.name, qualifier: '1', provisionedConcurrentExecutions: 2 });
`);
    const { functions, deployment, tables } = await discover(files);
    const [one, two] = deployment().functions.map(({ settings }) => Object.values(settings).map(show).join(' | '));
    assert.equal(
      one,
      'nodejs22.x stated 6 | 256 stated 9 | 9 stated 10 | arm64 stated 11 | zip default | active stated 12 | forever default | true stated 15 | 1024 stated 13 | 5 stated 14 | none default',
    );
    assert.equal(
      two,
      'unknown | unknown 18 | 3 default | x86_64 default | zip default | pass-through default | 7 stated 19 | false default | 512 default | none default | 2 stated 20',
    );
    const [{ environment, environmentUnknown, tables: named }] = functions as [(typeof functions)[number]];
    assert.deepEqual([environment, environmentUnknown], [{ memorySize: 'x' }, ['OPEN']]);
    assert.deepEqual(named, { tableName: '.#aws_dynamodb_table.t' });
    assert.deepEqual(
      tables.map(({ id, physicalName, partition, indexes, declaredIn }) => [
        id,
        physicalName,
        partition,
        indexes.map(({ name }) => name),
        declaredIn.kind,
      ]),
      [['.#aws_dynamodb_table.t', 'T', 'id', ['i'], 'pulumi']],
    );
  });

  it('connects functions with queues, rules, routes and state machines', async () => {
    const files = pulumi(`const code = new pulumi.asset.FileArchive('./app');
const fn = new aws.lambda.Function('fn', { handler: 'a.handler', code });
const queue = new aws.sqs.Queue('q', { fifoQueue: true, visibilityTimeoutSeconds: 60 });
new aws.lambda.EventSourceMapping('m', { eventSourceArn: queue.arn, functionName: fn.name, batchSize: 3, functionResponseTypes: ['ReportBatchItemFailures'] });
const rule = new aws.cloudwatch.EventRule('r', { scheduleExpression: 'rate(1 day)' });
new aws.cloudwatch.EventTarget('t', { rule: rule.name, arn: fn.arn });
const api = new aws.apigatewayv2.Api('api', { protocolType: 'HTTP' });
const integration = new aws.apigatewayv2.Integration('i', { apiId: api.id, integrationType: 'AWS_PROXY', integrationUri: fn.invokeArn });
new aws.apigatewayv2.Route('route', { apiId: api.id, routeKey: 'GET /a', target: pulumi.interpolate\`integrations/\${integration.id}\` });
new aws.sfn.StateMachine('s', { type: 'EXPRESS', definition: fn.arn.apply((arn) => JSON.stringify({ arn })) });
`);
    const { functions, deployment } = await discover(files);
    const { mappings, queues, schedules, apis, stateMachines } = deployment();
    assert.deepEqual(
      functions[0]!.eventSources.map(({ type, batchSize }) => [type, batchSize]),
      [
        ['sqs', 3],
        ['schedule', undefined],
        ['http', undefined],
      ],
    );
    const id = 'index.ts#fn';
    assert.deepEqual(
      mappings.map(({ name, kind, source, function: target, batchSize, reportsItemFailures }) => [
        [name, kind, source, target],
        [show(batchSize), reportsItemFailures?.value],
      ]),
      [
        [
          ['m', 'sqs', '.#aws_sqs_queue.q', id],
          ['3 stated 7', true],
        ],
      ],
    );
    assert.deepEqual(
      queues.map(({ isFifo, visibilityTimeoutS }) => [isFifo.value, show(visibilityTimeoutS)]),
      [[true, '60 stated 6']],
    );
    assert.deepEqual(
      schedules.map(({ expression, functions }) => [expression.value, functions]),
      [['rate(1 day)', [id]]],
    );
    assert.deepEqual(
      apis.map(({ kind, routes }) => [
        kind,
        routes.map(({ method, path, function: target }) => [method, path, target]),
      ]),
      [['http', [['GET', '/a', id]]]],
    );
    assert.deepEqual(
      stateMachines.map(({ kind, functions }) => [kind.value, functions]),
      [['express', [id]]],
    );
  });
});

describe('callbacks of Pulumi', () => {
  checkAll([
    {
      title: 'count where they are all that a program makes',
      files: pulumi("aws.cloudwatch.onSchedule('daily', 'rate(1 day)', async () => 1);\n"),
      functions: ['daily @ index.ts:4 pulumi -> index.ts:4# [schedule]'],
    },
    {
      title: 'count whatever they are called',
      files: pulumi('new aws.s3.Bucket("b").onObjectCreated(`${pulumi.getStack()}-made`, async () => 1);\n'),
      functions: ['onObjectCreated @ index.ts:4 pulumi -> index.ts:4# [s3]'],
    },
  ]);

  const program = pulumi(`import { later } from './later';
const queue = new aws.sqs.Queue('q');
queue.onEvent('job', async (event) => event, { batchSize: 1 });
new aws.s3.Bucket('b').onObjectCreated('created', later);
aws.cloudwatch.onSchedule('daily', 'rate(1 day)', () => Promise.resolve());
export const night = new aws.lambda.CallbackFunction('night', {
  runtime: 'nodejs22.x',
  memorySize: 512,
  callback: async () => 1,
});
const made = new aws.lambda.CallbackFunction('made', { timeout: 7, callbackFactory: () => async () => 1 });
queue.onEvent('linked', made);
queue.onEvent('open', load());
`);
  const files = {
    ...program,
    'later.ts': 'export const other = 1;\nexport const later = async (event: unknown) => event;\n',
  };

  it('are functions where they stand', async () => {
    const { functions, unresolved, deployment } = await discover(files);
    assert.deepEqual(unresolved, []);
    assert.deepEqual(
      functions.map(({ name, handler, declaredIn, eventSources }) => [
        name,
        `${handler.file}:${handler.line}:${handler.column}`,
        declaredIn.line,
        eventSources.map(({ type }) => type).join(),
      ]),
      [
        ['created', 'later.ts:2:22', 7, 's3'],
        ['daily', 'index.ts:8:51', 8, 'schedule'],
        ['job', 'index.ts:6:22', 6, 'sqs'],
        ['made', 'index.ts:14:91', 14, 'sqs'],
        ['night', 'index.ts:12:13', 9, ''],
      ],
    );
    assert.deepEqual(
      deployment().functions.map(({ name, settings: { runtime, memoryMb, timeoutS } }) =>
        [name, ...[runtime, memoryMb, timeoutS].map(show)].join(' | '),
      ),
      [
        'job | unknown | 128 default | 180 default',
        'created | unknown | 128 default | 180 default',
        'daily | unknown | 128 default | 180 default',
        'night | nodejs22.x stated 10 | 512 stated 11 | 180 default',
        'made | unknown | 128 default | 7 stated 14',
      ],
    );
  });
});

describe('what Pulumi makes around functions that are handed over', () => {
  const MADE = `const make = (name: string) => new aws.lambda.CallbackFunction(name, { callback: async () => 1 });
const api = new RestAPI('api', { routes: [
  { path: '/', method: 'GET', eventHandler: async () => 1 },
  { path: '/users/{id}', method: 'ANY', eventHandler: make('users') },
  { path: '/files', localPath: 'www' },
  { path: '/open', method: 'GET', eventHandler: load() },
] });
const made = aws.lambda.createFunctionFromEventHandler('made', async () => 1);
const queue = new aws.sqs.Queue('jobs');
queue.onEvent('job', make('job'), { batchSize: 3 });
queue.onEvent('again', made);
aws.sqs.Queue.get('there', 'x').onEvent('there', async () => 1);
new aws.dynamodb.Table('t', { attributes: [], hashKey: 'id' }).onEvent('stream', make('stream'), { startingPosition: 'LATEST', batchSize: 7 });
new aws.sns.Topic('topic').onEvent('news', make('news'));
new aws.s3.BucketV2('bucket').onObjectCreated('created', make('created'));
new aws.cloudwatch.LogGroup('logs').onEvent('log', make('log'));
aws.cloudwatch.onSchedule('nightly', 'cron(0 1 * * ? *)', make('nightly'));
new aws.cloudwatch.EventRule('hourly', { scheduleExpression: 'rate(1 hour)' }).onEvent('hour', make('hour'));
new aws.cloudwatch.EventRule('matched', { eventPattern: '{}' }).onEvent('match', make('match'));
const folder = new aws.lambda.Function('folder', { runtime: 'nodejs22.x', handler: 'a.handler', code: new pulumi.asset.FileArchive('./app') });
queue.onEvent('folder', folder);
folder.onEvent('nothing', make('nothing'));
const twice = aws.lambda.createFunctionFromEventHandler('twice', folder);
queue.onEvent('twice', twice);
make('idle');
`;
  const program = pulumi(`import { RestAPI } from '@pulumi/aws-apigateway';\n${MADE}`);

  it('brings events to functions, wherever they are made', async () => {
    const { functions, unresolved } = await discover(program);
    assert.deepEqual(
      unresolved.map(({ name, reason }) => [name, reason]),
      [],
    );
    assert.deepEqual(
      functions.map(({ name, declaredIn, eventSources }) =>
        [name, declaredIn.line, ...eventSources.map(({ type, batchSize }) => [type, batchSize].join(''))].join(' '),
      ),
      [
        'api-get 7 rest',
        'created 19 s3',
        'folder 24 sqs',
        'hour 22 schedule',
        'idle 29',
        'job 14 sqs3',
        'log 20 logs',
        'made 12 sqs',
        'match 23 eventbridge',
        'news 18 sns',
        'nightly 21 schedule',
        'nothing 26',
        'stream 17 dynamodb7',
        'there 16 sqs',
        'users 8 rest',
      ],
    );
  });

  it('is there as mappings, routes and schedules', async () => {
    const { deployment } = await discover(program);
    const { mappings, apis, schedules } = deployment();
    const short = (id?: string) => id?.replace('index.ts#', '');
    assert.deepEqual(
      mappings.map((each) =>
        [each.name, each.kind, each.declaredIn.line, short(each.function), show(each.batchSize)].join(' | '),
      ),
      [
        'job | sqs | 14 | job | 3 stated 14',
        'again | sqs | 15 | made | 10 default',
        'there | sqs | 16 | there | 10 default',
        'stream | dynamodb | 17 | stream | 7 stated 17',
        'folder | sqs | 25 | folder | 10 default',
        'twice | sqs | 28 | folder | 10 default',
      ],
    );
    assert.deepEqual(
      apis.map(({ name, routes }) => [
        name,
        ...routes.map((each) => `${each.method} ${each.path} ${short(each.function)}`),
      ]),
      [['api', 'GET / api-get', 'ANY /users/{id} users']],
    );
    assert.deepEqual(
      schedules.map(({ name, expression, functions }) =>
        [name, show(expression), functions.map(short).join()].join(' | '),
      ),
      ['nightly | cron(0 1 * * ? *) stated | nightly', 'hourly | rate(1 hour) stated 22 | hour'],
    );
  });
});

describe('CDK for Terraform', () => {
  checkAll([
    {
      title: 'takes code from assets, archives and paths, and tells stacks of one class apart',
      files: cdktf(`import { resolve } from 'node:path';
import { DataArchiveFile } from '@cdktf/provider-archive/lib/data-archive-file';
import * as aws from '@cdktf/provider-aws';
class S extends TerraformStack {
  constructor(scope: any, id: string, folder: string, handler: string) {
    super(scope, id);
    const asset = new TerraformAsset(this, 'asset', { path: resolve(__dirname, folder), type: AssetType.ARCHIVE });
    new LambdaFunction(this, 'function', { functionName: id, filename: asset.path, handler, runtime: 'nodejs22.x', memorySize: 512 });
  }
}
class T extends TerraformStack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const archive = new DataArchiveFile(this, 'zip', { type: 'zip', sourceDir: 'app', outputPath: 'app.zip' });
    new aws.lambdaFunction.LambdaFunction(this, 'archived', { functionName: 'x', filename: archive.outputPath, handler: 'a.handler', timeout: 4 });
    new LambdaFunction(this, 'stored', { functionName: 'y', s3Bucket: 'b', s3Key: 'gone.zip', handler: 'z.handler' });
  }
}
const app = new App();
new S(app, 'one', './app', 'a.handler');
new S(app, 'two', './other', 'b.handler');
new T(app, 'three');
app.synth();
`),
      functions: [
        'archived @ main.ts:17 cdktf -> app/a.ts:1#handler 4s',
        'one @ main.ts:22 cdktf -> app/a.ts:1#handler nodejs22.x 512MB',
        'two @ main.ts:23 cdktf -> other/b.ts:1#handler nodejs22.x 512MB',
      ],
      unresolved: ['stored @ main.ts:18: its code is fetched from S3'],
    },
    {
      title: 'knows bindings that the project generates',
      files: cdktf(`import { LambdaFunction as Own } from './.gen/providers/aws/lambda-function';
class S extends TerraformStack {
  constructor(scope: any, id: string) {
    super(scope, id);
    new Own(this, 'own', { functionName: 'x', filename: 'app.zip', handler: 'a.handler' });
  }
}
new S(new App(), 's');
`),
      functions: ['own @ main.ts:7 cdktf -> app/a.ts:1#handler'],
    },
  ]);
});

describe('the runtime of a callback that states none', () => {
  const CODE = "new aws.lambda.CallbackFunction('fn', { callback: async () => 1 });\n";
  const lock = (version: string) => ({
    'package-lock.json': JSON.stringify({ packages: { 'node_modules/@pulumi/aws': { version } } }),
  });
  const rows: readonly (readonly [title: string, files: Readonly<Record<string, string>>, runtime: string])[] = [
    ['is the one of the locked version', lock('7.48.0'), 'nodejs22.x default'],
    ['is an older one of an older version', lock('7.1.3'), 'nodejs20.x default'],
    ['is another one of the major version before', lock('6.15.0'), 'nodejs16.x default'],
    [
      'is the one of a pinned version',
      { 'package.json': '{ "dependencies": { "@pulumi/aws": "4.38.1" } }' },
      'nodejs12.x default',
    ],
    ['is unknown between two versions that are known', lock('6.50.0'), 'unknown'],
    ['is unknown after the last one', lock('8.0.0'), 'unknown'],
    ['is unknown of a range', { 'package.json': '{ "dependencies": { "@pulumi/aws": "^7.0.0" } }' }, 'unknown'],
    ['is unknown where no version is', {}, 'unknown'],
  ];
  for (const [title, files, runtime] of rows)
    it(title, async () => {
      const { deployment, functions } = await discover({ ...pulumi(CODE), ...files });
      assert.deepEqual(settingsOf(deployment(), 'fn'), {
        runtime,
        memoryMb: '128 default',
        timeoutS: '180 default',
        architecture: 'x86_64 default',
        package: 'zip default',
        tracing: 'pass-through default',
        logRetentionDays: 'forever default',
        isInVpc: 'false default',
        ephemeralMb: '512 default',
        reservedConcurrency: 'none default',
        provisionedConcurrency: 'none default',
      });
      const [name] = runtime.split(' ');
      assert.equal(functions.find((fn) => fn.name === 'fn')?.runtime, name === 'unknown' ? undefined : name);
    });
});
