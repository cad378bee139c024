import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf, shown, shownResources } from './shown.js';

const CONFIG = `export default $config({
  app() { return { name: 'shop', home: 'aws' }; },
  async run() {
    $transform(sst.aws.Function, (args) => { args.architecture ??= 'arm64'; });
    await import('./infra');
  },
});
`;
const INFRA = `const secret = new sst.Secret('S');
const api = new sst.aws.ApiGatewayV2('Api', { transform: { route: { handler: (args) => { args.timeout ??= '29 seconds'; } } } });
api.route('GET /notes/{id}', 'fns/a.get');
api.route('$default', { handler: 'fns/a.rest', memory: '2 GB', link: [secret] });
api.addAuthorizer({ name: 'MyAuth', lambda: { function: 'fns/a.auth' } });
const rest = new sst.aws.ApiGatewayV1('Rest');
rest.route('POST /x', { handler: 'fns/a.post', runtime: 'nodejs22.x' });
rest.addAuthorizer({ name: 'Token', tokenFunction: 'fns/a.auth' });
const socket = new sst.aws.ApiGatewayWebSocket('Socket');
socket.route('$connect', 'fns/a.connect');
const queue = new sst.aws.Queue('Orders', { fifo: true, visibilityTimeout: '3 minutes', dlq: 'arn:aws:sqs:eu-west-1:1:dead' });
queue.subscribe('fns/a.order', { batch: { size: 5, window: '20 seconds', partialResponses: true }, filters: [{ body: {} }] });
const topic = new sst.aws.SnsTopic('Told');
topic.subscribe('Listener', { handler: 'fns/a.told', logging: { retention: '1 week' } });
const bus = new sst.aws.Bus('Bus');
bus.subscribe('Heard', 'fns/a.heard', { pattern: { source: ['x'] } });
sst.aws.Bus.subscribe('Outside', 'arn:aws:events:eu-west-1:1:event-bus/x', 'fns/a.outside', {});
const table = new sst.aws.Dynamo('Table', { fields: { id: 'string' }, primaryIndex: { hashKey: 'id' }, stream: 'new-image' });
table.subscribe('Stream', 'fns/a.stream', { transform: { eventSourceMapping: { bisectBatchOnFunctionError: true, batchSize: 50 } } });
const stream = new sst.aws.KinesisStream('Clicks');
stream.subscribe('Click', { handler: 'fns/a.click' }, { transform: { eventSourceMapping: (args) => { args.batchSize = 7; } } });
const bucket = new sst.aws.Bucket('Files');
bucket.notify({ notifications: [{ name: 'Added', function: 'fns/a.added' }, { name: 'ToQueue', queue: queue }] });
const job = new sst.aws.Function('Job', {
  handler: 'fns/job.main',
  runtime: 'nodejs20.x',
  memory: '512 MB',
  timeout: '2 minutes',
  storage: '1 GB',
  architecture: 'x86_64',
  vpc: { subnets: [] },
  concurrency: { reserved: 3, provisioned: 1 },
  environment: { NAME: 'x', KEY: secret.value },
  layers: ['arn:aws:lambda:eu-west-1:1:layer:l:1'],
  url: true,
  nodejs: { minify: false, format: 'cjs', sourcemap: true, install: ['pg'], esbuild: { external: ['x'], define: { A: '1' } }, loader: { '.png': 'file' }, banner: '//b' },
  transform: { function: (args) => { args.memorySize = 3008; args.tracingConfig = { mode: 'Active' }; } },
});
new sst.aws.CronV2('Nightly', { function: job, schedule: 'cron(0 2 * * ? *)', enabled: false });
new sst.aws.Cron('Hourly', { job: 'fns/a.hourly', schedule: 'rate(1 hour)' });
new sst.aws.Cron('Container', { task: new sst.aws.Task('T', { image: 'fns' }), schedule: 'rate(1 hour)' });
new sst.aws.CognitoUserPool('Users', { triggers: { preSignUp: 'fns/a.sign', kmsKey: 'fns/a.sign' } });
new sst.aws.Realtime('Live', { authorizer: 'fns/a.live' });
const graph = new sst.aws.AppSync('Graph', { schema: 's.graphql' });
graph.addDataSource({ name: 'lambda', lambda: 'fns/a.graph' });
const step = sst.aws.StepFunctions.lambdaInvoke({ name: 'Step', function: 'fns/a.step' });
new sst.aws.StepFunctions('Machine', { type: 'express', definition: step });
new sst.aws.Workflow('Flow', { handler: 'fns/a.flow' });
new sst.aws.Router('Router', { routes: { '/f/*': { function: 'fns/a.routed' }, '/g/*': 'https://example.com' } });
new sst.aws.Function('Zip', { bundle: 'built', handler: 'index.handler' });
new sst.aws.Function('Python', { handler: 'py/a.main', runtime: 'python3.13' });
new sst.aws.Function('Gone', { handler: 'fns/gone.main' });
new sst.aws.Function('Open', { handler: secret.value });
new sst.aws.Function('Half', {
`;
const EXPORTS =
  'get rest auth post connect order told heard outside stream click added hourly sign live graph step flow routed';
const FILES = {
  'package.json': '{ "dependencies": { "sst": "^3.17.0" } }',
  'sst.config.ts': CONFIG,
  'infra.ts': INFRA,
  'fns/a.ts': EXPORTS.split(' ')
    .map((name) => `export const ${name} = async (event) => event;`)
    .join('\n'),
  'fns/job.ts': 'export const main = async (event) => event;\n',
  'built/index.mjs': HANDLER,
};

describe('functions of SST 3 and 4', () => {
  checkAll([
    {
      title: 'finds what every component is handed',
      files: FILES,
      functions: [
        '$connect @ infra.ts:10 cdk -> fns/a.ts:5#connect nodejs20.x 1024MB 20s arm64 [websocket]',
        '$default @ infra.ts:4 cdk -> fns/a.ts:2#rest nodejs20.x 2048MB 29s arm64 [http]',
        '/f/* @ infra.ts:49 cdk -> fns/a.ts:19#routed nodejs20.x 1024MB 20s arm64 [url]',
        'Added @ infra.ts:23 cdk -> fns/a.ts:12#added nodejs20.x 1024MB 20s arm64 [s3]',
        'Click @ infra.ts:21 cdk -> fns/a.ts:11#click nodejs20.x 1024MB 20s arm64 [kinesis]',
        'Flow @ infra.ts:48 cdk -> fns/a.ts:18#flow nodejs20.x 1024MB 300s arm64',
        'GET /notes/{id} @ infra.ts:3 cdk -> fns/a.ts:1#get nodejs20.x 1024MB 29s arm64 [http]',
        'Heard @ infra.ts:16 cdk -> fns/a.ts:8#heard nodejs20.x 1024MB 20s arm64 [eventbridge]',
        'Hourly @ infra.ts:40 cdk -> fns/a.ts:13#hourly nodejs20.x 1024MB 20s arm64 [schedule]',
        'Job @ infra.ts:24 cdk -> fns/job.ts:1#main nodejs20.x 3008MB 120s x86_64 [url schedule]',
        'Listener @ infra.ts:14 cdk -> fns/a.ts:7#told nodejs20.x 1024MB 20s arm64 [sns]',
        'Live @ infra.ts:43 cdk -> fns/a.ts:15#live nodejs20.x 1024MB 20s arm64 [authorizer]',
        'MyAuth @ infra.ts:5 cdk -> fns/a.ts:3#auth nodejs20.x 1024MB 20s arm64 [authorizer]',
        'Orders @ infra.ts:12 cdk -> fns/a.ts:6#order nodejs20.x 1024MB 20s arm64 [sqs:5:true]',
        'Outside @ infra.ts:17 cdk -> fns/a.ts:9#outside nodejs20.x 1024MB 20s arm64 [eventbridge]',
        'POST /x @ infra.ts:7 cdk -> fns/a.ts:4#post nodejs22.x 1024MB 20s arm64 [rest]',
        'Step @ infra.ts:46 cdk -> fns/a.ts:17#step nodejs20.x 1024MB 20s arm64 [step-functions]',
        'Stream @ infra.ts:19 cdk -> fns/a.ts:10#stream nodejs20.x 1024MB 20s arm64 [dynamodb]',
        'Token @ infra.ts:8 cdk -> fns/a.ts:3#auth nodejs20.x 1024MB 20s arm64 [authorizer]',
        'Users preSignUp @ infra.ts:42 cdk -> fns/a.ts:14#sign nodejs20.x 1024MB 20s arm64 [cognito]',
        'Zip @ infra.ts:50 cdk -> built/index.mjs:1#handler nodejs20.x 1024MB 20s arm64',
        'lambda @ infra.ts:45 cdk -> fns/a.ts:16#graph nodejs20.x 1024MB 20s arm64 [appsync]',
      ],
      unresolved: [
        'Python @ infra.ts:51: runtime python3.13 is not Node.js',
        'Gone @ infra.ts:52: no source file fns/gone.{ts,js,…} was found',
        'Open @ infra.ts:53: its handler is not static',
        'Half @ infra.ts:54: its handler is not static: its properties are not',
      ],
      problems: ["syntax-error infra.ts:55 '}' expected."],
    },
  ]);

  it('knows every setting, with what changes the resource', async () => {
    const { deployment } = await discover(FILES);
    assert.deepEqual(settingsOf(deployment(), 'Job'), {
      runtime: 'nodejs20.x stated 26',
      memoryMb: '3008 stated',
      timeoutS: '120 stated 28',
      architecture: 'x86_64 stated 30',
      package: 'zip default',
      tracing: 'active stated 37',
      logRetentionDays: '30 default',
      isInVpc: 'true stated 31',
      ephemeralMb: '1024 stated 29',
      reservedConcurrency: '3 stated 32',
      provisionedConcurrency: '1 stated 32',
    });
    assert.equal(settingsOf(deployment(), 'Listener').logRetentionDays, '7 stated 14');
    assert.equal(settingsOf(deployment(), 'Listener').runtime, 'nodejs20.x default');
    assert.equal(settingsOf(deployment(), 'Listener').architecture, 'arm64 stated');
  });

  it('knows what is around them', async () => {
    const { deployment } = await discover(FILES);
    const found = deployment();
    const id = (name: string) => `infra.ts#${name}`;
    assert.deepEqual(shownResources(found), [
      `mapping Orders sqs: sqs infra.ts:11#Queue → ${id('Orders')}, batch 5 stated 12`,
      `mapping Table dynamodb: dynamodb - → ${id('Stream')}, batch 50 stated 19`,
      `mapping Clicks kinesis: kinesis infra.ts:20#KinesisStream → ${id('Click')}, batch unknown`,
      'queue Orders: 180 stated 11, fifo true stated 11',
      `api Api (http): GET /notes/{id} → ${id('GET /notes/{id}')}, ANY $default → ${id('$default')}`,
      `api Rest (rest): POST /x → ${id('POST /x')}`,
      `api Socket (websocket): ANY $connect → ${id('$connect')}`,
      `api JobUrl (url): ANY / → ${id('Job')}`,
      'api Graph (appsync): ',
      `schedule Nightly: cron(0 2 * * ? *) stated 39 → ${id('Job')}`,
      `schedule Hourly: rate(1 hour) stated 40 → ${id('Hourly')}`,
    ]);
    assert.deepEqual(
      found.mappings.map(({ name, windowS, reportsItemFailures, filters, bisectsOnError }) =>
        [name, ...[windowS, reportsItemFailures, filters, bisectsOnError].map(shown)].join(' | '),
      ),
      [
        'Orders sqs | 20 stated 12 | true stated 12 | 1 stated 12 | absent',
        'Table dynamodb | 0 default | false default | 0 default | true stated 19',
        'Clicks kinesis | unknown | unknown | unknown | unknown',
      ],
    );
    assert.deepEqual(
      found.queues.map(({ maxReceives }) => shown(maxReceives)),
      ['3 stated 11'],
    );
    assert.deepEqual(
      found.stateMachines.map(({ name, kind, functions }) => [name, shown(kind), functions]),
      [['Machine', 'express stated 47', [id('Step')]]],
    );
  });

  it('states how they are built, and their environment', async () => {
    const { functions } = await discover(FILES);
    const job = functions.find(({ name }) => name === 'Job');
    assert.deepEqual(job?.build, {
      tool: 'esbuild',
      builder: 'sst',
      builderMajor: 3,
      minify: false,
      format: 'cjs',
      sourceMap: true,
      nodeModules: ['pg'],
      external: ['x'],
      other: { define: { A: '1' }, loader: { '.png': 'file' }, banner: '//b' },
    });
    assert.deepEqual(job?.environment, { NAME: 'x' });
    assert.deepEqual(job?.environmentUnknown, ['KEY', 'SST_RESOURCE_App', 'SST_KEY', 'SST_KEY_FILE', '*']);
    assert.equal(job?.hasForeignLayers, true);
    assert.deepEqual(functions.find(({ name }) => name === 'Zip')?.build, {
      tool: 'zip',
      builder: 'sst',
      builderMajor: 3,
      folder: 'built',
      handler: 'index.handler',
    });
  });
});

const CONSTRUCTS = `import { Api, ApiGatewayV1Api, AppSyncApi, Auth, Bucket, Cognito, Cron, EventBus, Function, Job, KinesisStream, Queue, Script, Table, Topic, WebSocketApi, use } from 'sst/constructs';
import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
export function Main({ stack }) {
  stack.setDefaultFunctionProps({ timeout: '20 seconds' });
  const api = new Api(stack, 'Api', {
    defaults: { function: { memorySize: 256, environment: { A: '1' } } },
    authorizers: { lambda: { type: 'lambda', function: { handler: 'fns/a.auth' } } },
    routes: { 'GET /': 'fns/a.get', 'POST /': { function: { handler: 'fns/a.post', timeout: 5, environment: { B: '2' } } }, 'PUT /': { type: 'url', url: 'https://x' } },
  });
  const fn = new Function(stack, 'Fn', { handler: 'fns/a.fn', architecture: 'arm_64', diskSize: '1 GB', logRetention: 'one_week', tracing: 'disabled', runtime: 'nodejs18.x', url: true, nodejs: { install: ['pg'], esbuild: { minify: true, external: ['x'] } }, copyFiles: [{ from: 'x' }] });
  new Queue(stack, 'Queue', { consumer: { function: 'fns/a.consumer', cdk: { eventSource: { batchSize: 5, maxBatchingWindow: Duration.seconds(3) } } }, cdk: { queue: { visibilityTimeout: Duration.seconds(90) } } });
  new Topic(stack, 'Topic', { subscribers: { one: 'fns/a.one' } });
  new Bucket(stack, 'Bucket', { notifications: { added: { function: 'fns/a.added', events: ['object_created'] } } });
  new Table(stack, 'Table', { fields: {}, consumers: { first: { function: 'fns/a.first', filters: [{}] } } });
  new KinesisStream(stack, 'Stream', { consumers: { read: 'fns/a.read' } });
  new EventBus(stack, 'Bus', { rules: { rule: { pattern: { source: ['x'] }, targets: { target: 'fns/a.target' } } } });
  new Auth(stack, 'Auth', { authenticator: 'fns/a.login' });
  new Cognito(stack, 'Cognito', { triggers: { preSignUp: fn } });
  new Script(stack, 'Script', { onCreate: 'fns/a.create', onDelete: { handler: 'fns/a.drop' } });
  new Cron(stack, 'Cron', { schedule: 'rate(1 day)', job: { function: { handler: 'fns/a.job' } } });
  new WebSocketApi(stack, 'Socket', { routes: { $default: 'fns/a.socket' } });
  new ApiGatewayV1Api(stack, 'Rest', { routes: { 'ANY /{proxy+}': { function: fn } } });
  new AppSyncApi(stack, 'Graph', { dataSources: { notes: 'fns/a.notes' }, resolvers: { 'Query list': 'notes', 'Query get': { function: 'fns/a.query' } } });
  new Job(stack, 'Job', { handler: 'fns/a.long' });
  return { api };
}
export function More({ stack }) {
  const { api } = use(Main);
  api.addRoutes(stack, { 'GET /more': 'fns/a.more' });
}
`;
const CONSTRUCT_FILES = {
  'package.json': '{ "devDependencies": { "sst": "2.49.8" } }',
  'sst.config.ts': `import { Main, More } from './stacks/main';
export default {
  config() { return { name: 'x' }; },
  stacks(app) {
    app.setDefaultFunctionProps({ memorySize: '2 GB', nodejs: { format: 'esm' } });
    app.stack(Main).stack(More);
  },
};
`,
  'stacks/main.ts': CONSTRUCTS,
  'fns/a.ts': 'auth get post fn consumer one added first read target login create drop job socket notes query long more'
    .split(' ')
    .map((name) => `export const ${name} = async (event) => event;`)
    .join('\n'),
};

describe('functions of SST 2', () => {
  checkAll([
    {
      title: 'finds what every construct is given, with what it inherits',
      files: CONSTRUCT_FILES,
      functions: [
        '$default @ stacks/main.ts:22 cdk -> fns/a.ts:15#socket nodejs22.x 2048MB 20s x86_64 [websocket]',
        'Api lambda @ stacks/main.ts:8 cdk -> fns/a.ts:1#auth nodejs22.x 256MB 20s x86_64 [authorizer]',
        'Auth @ stacks/main.ts:18 cdk -> fns/a.ts:11#login nodejs22.x 2048MB 20s x86_64 [http]',
        'Bucket added @ stacks/main.ts:14 cdk -> fns/a.ts:7#added nodejs22.x 2048MB 20s x86_64 [s3]',
        'Bus rule target @ stacks/main.ts:17 cdk -> fns/a.ts:10#target nodejs22.x 2048MB 20s x86_64 [eventbridge]',
        'Cron @ stacks/main.ts:21 cdk -> fns/a.ts:14#job nodejs22.x 2048MB 20s x86_64 [schedule]',
        'Fn @ stacks/main.ts:11 cdk -> fns/a.ts:4#fn nodejs18.x 2048MB 20s arm64 [url cognito rest]',
        'GET / @ stacks/main.ts:6 cdk -> fns/a.ts:2#get nodejs22.x 256MB 20s x86_64 [http]',
        'GET /more @ stacks/main.ts:30 cdk -> fns/a.ts:19#more nodejs22.x 256MB 10s x86_64 [http]',
        'Graph notes @ stacks/main.ts:24 cdk -> fns/a.ts:16#notes nodejs22.x 2048MB 20s x86_64 [appsync]',
        'POST / @ stacks/main.ts:9 cdk -> fns/a.ts:3#post nodejs22.x 256MB 5s x86_64 [http]',
        'Query get @ stacks/main.ts:24 cdk -> fns/a.ts:17#query nodejs22.x 2048MB 20s x86_64 [appsync]',
        'Queue @ stacks/main.ts:12 cdk -> fns/a.ts:5#consumer nodejs22.x 2048MB 20s x86_64 [sqs:5]',
        'Script onCreate @ stacks/main.ts:20 cdk -> fns/a.ts:12#create nodejs22.x 2048MB 20s x86_64 [custom-resource]',
        'Script onDelete @ stacks/main.ts:20 cdk -> fns/a.ts:13#drop nodejs22.x 2048MB 20s x86_64 [custom-resource]',
        'Stream read @ stacks/main.ts:16 cdk -> fns/a.ts:9#read nodejs22.x 2048MB 20s x86_64 [kinesis]',
        'Table first @ stacks/main.ts:15 cdk -> fns/a.ts:8#first nodejs22.x 2048MB 20s x86_64 [dynamodb]',
        'Topic one @ stacks/main.ts:13 cdk -> fns/a.ts:6#one nodejs22.x 2048MB 20s x86_64 [sns]',
      ],
    },
  ]);

  it('knows settings, resources and builds', async () => {
    const { functions, deployment } = await discover(CONSTRUCT_FILES);
    const found = deployment();
    assert.deepEqual(settingsOf(found, 'Fn'), {
      architecture: 'arm64 stated 11',
      ephemeralMb: '1024 stated 11',
      isInVpc: 'false default',
      logRetentionDays: '7 stated 11',
      memoryMb: '2048 stated 5',
      package: 'zip default',
      provisionedConcurrency: 'none default',
      reservedConcurrency: 'none default',
      runtime: 'nodejs18.x stated 11',
      timeoutS: '20 stated 5',
      tracing: 'pass-through stated 11',
    });
    assert.deepEqual(shownResources(found), [
      'mapping Queue sqs: sqs stacks/main.ts:12#stacks/main.ts:4//Queue → stacks/main.ts#Queue, batch 5 stated 12',
      'mapping Table dynamodb: dynamodb - → stacks/main.ts#Table first, batch 100 default',
      'mapping Stream kinesis: kinesis stacks/main.ts:16#stacks/main.ts:4//Stream → stacks/main.ts#Stream read, batch 100 default',
      'queue Queue: 90 stated 12, fifo false default',
      'api Api (http): GET / → stacks/main.ts#GET /, POST / → stacks/main.ts#POST /, GET /more → stacks/main.ts#GET /more',
      'api FnUrl (url): ANY / → stacks/main.ts#Fn',
      'api Socket (websocket): ANY $default → stacks/main.ts#$default',
      'api Rest (rest): ANY /{proxy+} → stacks/main.ts#Fn',
      'api Graph (appsync): ',
      'schedule Cron: rate(1 day) stated 21 → stacks/main.ts#Cron',
    ]);
    const named = (name: string) => functions.find((each) => each.name === name);
    assert.deepEqual(named('POST /')?.environment, { A: '1', B: '2' });
    assert.deepEqual(named('Fn')?.build, {
      tool: 'esbuild',
      builder: 'sst',
      builderMajor: 2,
      minify: true,
      external: ['x'],
      nodeModules: ['pg'],
      other: { copyFiles: [{ from: 'x' }] },
    });
  });
});

describe('functions of other versions of SST', () => {
  checkAll([
    {
      title: 'reads constructs of version 1 with their code folders',
      files: {
        'package.json': '{ "dependencies": { "@serverless-stack/resources": "^1.18.0" } }',
        'sst.json': '{}',
        'stacks/index.ts': `import * as sst from '@serverless-stack/resources';
export default function main(app: sst.App): void {
  app.setDefaultFunctionProps({ srcPath: 'backend', runtime: 'nodejs16.x' });
  new Stack(app, 'stack');
}
class Stack extends sst.Stack {
  constructor(scope, id) {
    super(scope, id);
    this.addDefaultFunctionEnv({ FROM: 'stack' });
    new sst.Api(this, 'Api', { defaultFunctionProps: { timeout: 3 }, routes: { 'GET /': 'a.handler' } });
    new sst.Function(this, 'Whole', { handler: 'a.handler', runtime: 'nodejs14.x', bundle: { format: 'esm', nodeModules: ['pg'], externalModules: ['x'], esbuildConfig: { keepNames: true } } });
    new sst.Function(this, 'Plain', { handler: 'a.handler', bundle: false });
  }
}
`,
        'backend/a.ts': HANDLER,
      },
      functions: [
        'GET / @ stacks/index.ts:10 cdk -> backend/a.ts:1#handler nodejs16.x 1024MB 3s x86_64 [http]',
        'Plain @ stacks/index.ts:12 cdk -> backend/a.ts:1#handler nodejs16.x 1024MB 10s x86_64',
        'Whole @ stacks/index.ts:11 cdk -> backend/a.ts:1#handler nodejs14.x 1024MB 10s x86_64',
      ],
    },
    {
      title: 'knows no runtime where the version leaves it open, and takes what is of the wrong kind for unknown',
      files: {
        'package.json': '{ "dependencies": { "sst": "^2.20.0" } }',
        'sst.config.ts': `import { Api, Cron, Function, Queue } from 'sst/constructs';
export default { stacks(app) { app.setDefaultFunctionProps(7); app.stack(function S({ stack }) {
  new Function(stack, 'F', { handler: 'fns/a.handler', memorySize: [], timeout: {}, architecture: 3, nodejs: 5, environment: 'x', layers: 'y' });
  new Api(stack, 'Api', { routes: ['fns/a.handler', 4], defaults: 3, authorizers: null });
  new Queue(stack, 'Q', { consumer: 8 });
  new Cron(stack, 'C', { job: true, schedule: 5 });
}); } };
`,
        'fns/a.ts': HANDLER,
      },
      functions: [
        '0 @ sst.config.ts:4 cdk -> fns/a.ts:1#handler [http]',
        'F @ sst.config.ts:3 cdk -> fns/a.ts:1#handler',
      ],
    },
    {
      title: 'takes nothing of what the program changes in ways that nobody can follow',
      files: {
        'package.json': '{ "dependencies": { "sst": "4.17.1" } }',
        'sst.config.ts': `import { change } from 'somewhere';
export default $config({ app() {}, run() {
  new sst.aws.Function('Changed', { handler: 'fns/a.handler', memory: '1 GB', transform: { function: change } });
  new sst.aws.Function('Default', { handler: 'fns/a.handler' });
  const q = new sst.aws.Queue('Q', 5);
  q.subscribe('fns/a.handler', 7);
  q.subscribe(5);
  new sst.aws.Cron('C', 'x');
  new sst.aws.Service('S', { handler: 'fns/a.handler' });
  new sst.cloudflare.Worker('W', { handler: 'fns/a.handler' });
} });
`,
        'fns/a.ts': HANDLER,
      },
      functions: [
        'Changed @ sst.config.ts:3 cdk -> fns/a.ts:1#handler',
        'Default @ sst.config.ts:4 cdk -> fns/a.ts:1#handler nodejs24.x 1024MB 20s x86_64',
        'Q @ sst.config.ts:6 cdk -> fns/a.ts:1#handler nodejs24.x 1024MB 20s x86_64 [sqs]',
      ],
    },
  ]);
});
