import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const IMPORTS = `import { Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as path from 'path';
`;
const APP = '{ "app": "npx ts-node bin/app.ts" }';

function stack(body: string, more = ''): Record<string, string> {
  return {
    'cdk.json': APP,
    'lib/stack.ts': `${IMPORTS}${more}export class S extends Stack {
  constructor(scope: any, id: string, props?: any) {
    super(scope, id, props);
${body}
  }
}
`,
    'fn/a.ts': HANDLER,
    'fn/b.ts': HANDLER,
  };
}

const SNAPSHOT = `{
  "Resources": {
    "One": {
      "Type": "AWS::Lambda::Function",
      "Properties": {
        "Code": { "S3Bucket": "b", "S3Key": { "Ref": "Key" } },
        "Handler": "a.handler",
        "Runtime": "nodejs22.x"
      }
    }
  }
}
`;

describe('CDK', () => {
  checkAll([
    {
      title: 'reads entry, handler, settings and the default entry',
      files: {
        ...stack(`    new NodejsFunction(this, 'One', {
      entry: path.join(__dirname, '../fn/a.ts'),
      runtime: lambda.Runtime.NODEJS_22_X,
      memorySize: 1024,
      timeout: Duration.minutes(2),
      architecture: lambda.Architecture.ARM_64,
    });
    new NodejsFunction(this, 'two');`),
        'lib/stack.two.ts': HANDLER,
      },
      functions: [
        'One @ lib/stack.ts:8 cdk -> fn/a.ts:1#handler nodejs22.x 1024MB 120s arm64',
        'two @ lib/stack.ts:15 cdk -> lib/stack.two.ts:1#handler',
      ],
    },
    {
      title: 'reads assets relative to where the program is run, old packages and import styles',
      files: {
        'infra/cdk.json': '{}',
        'infra/x.ts': `import lambda = require('@aws-cdk/aws-lambda');
import { Function as Fn, Code, Runtime } from '@aws-cdk/aws-lambda';
import { aws_lambda as al } from 'aws-cdk-lib';
export class S {
  constructor() {
    new lambda.Function(this, 'A', { code: lambda.Code.asset('../code'), handler: 'a.run', runtime: lambda.Runtime.NODEJS_12_X });
    new Fn(this, 'B', { code: Code.fromAsset('../code'), handler: 'b.run', runtime: Runtime.NODEJS_20_X });
    new al.Function(this, 'C', { code: al.Code.fromAsset('../code'), handler: 'a.run', runtime: new al.Runtime('nodejs24.x') });
  }
}
`,
        'code/a.js': 'exports.run = 1;',
        'code/b.js': 'module.exports = { run() {} };',
      },
      functions: [
        'A @ infra/x.ts:6 cdk -> code/a.js:1#run nodejs12.x',
        'B @ infra/x.ts:7 cdk -> code/b.js:1#run nodejs20.x',
        'C @ infra/x.ts:8 cdk -> code/a.js:1#run nodejs24.x',
      ],
    },
    {
      title: 'follows props through constants, spreads, helpers, loops and methods',
      files: {
        ...stack(
          `    const defaults = { runtime: lambda.Runtime.NODEJS_20_X, memorySize: SIZE };
    const make = (name: string, file: string) => new NodejsFunction(this, name, { ...defaults, entry: \`\${ROOT}/\${file}.ts\` });
    make('First', 'a');
    make('Second', 'b');
    for (const [name, file] of Object.entries({ x: 'a', y: 'b' })) this.add(\`Loop-\${name}\`, file);
  }
  add(id: string, file: string, memorySize = 64) {
    const props: any = { memorySize };
    props.entry = path.resolve(__dirname, '..', 'fn', file + '.ts');
    return new NodejsFunction(this, id, props);`,
          "import { ROOT } from './settings';\nconst SIZE = 2 * 256;\n",
        ),
        'lib/settings.ts': "export const ROOT = 'fn';\n",
      },
      functions: [
        'First @ lib/stack.ts:12 cdk -> fn/a.ts:1#handler nodejs20.x 512MB',
        'Loop-x @ lib/stack.ts:19 cdk -> fn/a.ts:1#handler 64MB',
        'Loop-y @ lib/stack.ts:19 cdk -> fn/b.ts:1#handler 64MB',
        'Second @ lib/stack.ts:13 cdk -> fn/b.ts:1#handler nodejs20.x 512MB',
      ],
    },
    {
      title: 'reads level-1 constructs',
      files: stack(
        `    new sam.CfnFunction(this, 'One', { codeUri: 'fn', handler: 'a.handler', runtime: 'nodejs20.x', timeout: 6 });
    new lambda.CfnFunction(this, 'Two', { code: { s3Bucket: 'b' }, handler: 'a.handler', role: '' });
    new cloudfront.Function(this, 'Edge', { code: 'x' });`,
        "import * as sam from 'aws-cdk-lib/aws-sam';\nimport * as cloudfront from 'aws-cdk-lib/aws-cloudfront';\n",
      ),
      functions: ['One @ lib/stack.ts:10 cdk -> fn/a.ts:1#handler nodejs20.x 6s'],
      unresolved: ['Two @ lib/stack.ts:11: its code is stored elsewhere before it is deployed'],
    },
    {
      title: 'names the call that tells the functions of a wrapper apart',
      files: {
        'cdk.json': APP,
        'bin/app.ts': `import { Main } from '../lib/main';\nnew Main({}, 'dev', { size: 128 });\nnew Main({}, 'prod', { size: 128 });\n`,
        'lib/main.ts': `import { Wrapped } from './wrapped';
export class Main {
  constructor(scope: any, id: string, { size }: any) {
    new Wrapped(this, 'Orders', { file: 'a', size });
    new Wrapped(this, 'Stock', { file: 'b' });
  }
}
`,
        'lib/wrapped.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
export class Wrapped extends NodejsFunction {
  constructor(scope: any, id: string, props: any) {
    super(scope, id, { entry: \`fn/\${props.file}.ts\`, memorySize: props.size ?? 512 });
  }
}
`,
        'fn/a.ts': HANDLER,
        'fn/b.ts': HANDLER,
      },
      functions: [
        'Orders @ lib/main.ts:4 cdk -> fn/a.ts:1#handler 128MB',
        'Stock @ lib/main.ts:5 cdk -> fn/b.ts:1#handler 512MB',
      ],
    },
    {
      title: 'finds event sources',
      files: stack(
        `    const a = new NodejsFunction(this, 'A', { entry: 'fn/a.ts' });
    const b = new NodejsFunction(this, 'B', { entry: 'fn/b.ts' });
    const queue = new Queue(this, 'Q', { fifo: true });
    a.addEventSource(new SqsEventSource(queue, { batchSize: 5, reportBatchItemFailures: true }));
    new LambdaRestApi(this, 'Api', { handler: a });
    new Rule(this, 'R', { schedule: Schedule.rate(Duration.days(1)), targets: [new LambdaFunction(b)] });
    new Topic(this, 'T').addSubscription(new LambdaSubscription(b));
    const provider = new Provider(this, 'P', { onEventHandler: b });`,
        `import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Provider } from 'aws-cdk-lib/custom-resources';
`,
      ),
      functions: [
        'A @ lib/stack.ts:16 cdk -> fn/a.ts:1#handler [rest sqs:5:true:true]',
        'B @ lib/stack.ts:17 cdk -> fn/b.ts:1#handler [schedule sns custom-resource]',
      ],
    },
    {
      title: 'takes both branches of what is not static, and says what stays open',
      files: stack(
        `    if (props.isLive) new NodejsFunction(this, 'Live', { entry: 'fn/a.ts' });
    else new NodejsFunction(this, 'Test', { entry: 'fn/b.ts' });
    new NodejsFunction(this, 'Given', { entry: props.entry });
    new NodejsFunction(this, 'Lost', { entry: 'fn/c.ts' });
    new lambda.Function(this, 'Inline', { code: lambda.Code.fromInline('x'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_20_X });
    new lambda.Function(this, 'Snake', { code: lambda.Code.fromAsset('fn'), handler: 'a.b', runtime: lambda.Runtime.PYTHON_3_12 });
    new lambda.DockerImageFunction(this, 'Box', {});`,
      ),
      functions: ['Live @ lib/stack.ts:8 cdk -> fn/a.ts:1#handler', 'Test @ lib/stack.ts:9 cdk -> fn/b.ts:1#handler'],
      unresolved: [
        'Given @ lib/stack.ts:10: its entry is not static: it depends on the parameter props',
        'Lost @ lib/stack.ts:11: no source file fn/c.ts was found',
        'Inline @ lib/stack.ts:12: its code is inline in the deployment code',
        'Snake @ lib/stack.ts:13: runtime python3.12 is not Node.js',
        'Box @ lib/stack.ts:14: it is deployed as a container image',
      ],
    },
    {
      title: 'goes on behind guards, and takes nothing for the word undefined',
      files: stack(
        `    const open: any = loadSettings();
    const { queue } = { queue: undefined };
    if (!queue) throw new Error('no queue');
    make(this, 'One', {});
    make(this, 'Two', { entry: 'b' });
    if (queue === null || { queue } === null) make(this, 'Never', {});
    new lambda.Function(this, 'Three', { code: lambda.Code.fromAsset('fn'), handler: queue + '.handler' });
    new lambda.Function(this, \`\${queue}-four\`, { code: lambda.Code.fromAsset(\`\${queue}/fn\`), handler: 'a.handler' });
    switch (open) { default: throw new Error('unknown'); }`,
        `function make(scope: any, id: string, given: any) {
  if (given === undefined) throw new Error('nothing given');
  const { entry } = { ...given, ...(given.entry != null ? { entry: given.entry } : { entry: 'a' }) };
  new lambda.Function(scope, id, { code: lambda.Code.fromAsset('fn'), handler: entry + '.handler' });
}
`,
      ),
      functions: ['One @ lib/stack.ts:16 cdk -> fn/a.ts:1#handler', 'Two @ lib/stack.ts:17 cdk -> fn/b.ts:1#handler'],
      unresolved: [
        'Three @ lib/stack.ts:19: its handler is not static: it is made of a value that is not static',
        'function @ lib/stack.ts:20: its code path is not static: a part of the text is known only at deployment',
      ],
    },
    {
      title:
        'enters programs whose files know nothing of CDK but their base class, and constructs that make more than a function',
      files: {
        'cdk.json': '{ "app": "node lib/missing.js" }',
        'base/stack.ts': `import { Stack } from 'aws-cdk-lib';\nexport class Base extends Stack {}\n`,
        'base/make.ts': `import * as lambda from 'aws-cdk-lib/aws-lambda';
import { StreamToLambda } from '@aws-solutions-constructs/stream-lambda';
export function make(scope: any, name: string) {
  new lambda.Function(scope, name, { code: lambda.Code.fromAsset('fn'), handler: name + '.handler' });
  new StreamToLambda(scope, 'more', {
    table: {},
    lambdaFunctionProps: { code: lambda.Code.fromAsset('fn'), handler: 'b.handler', runtime: lambda.Runtime.NODEJS_22_X, memorySize: 512 },
  });
  new StreamToLambda(scope, 'other', { existing: scope.fn });
}
`,
        'app/stack.ts': `import type { Construct } from 'constructs';
import { Base } from '../base/stack';
import { make } from '../base/make';
export class S extends Base {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    make(this, 'a');
  }
}
`,
        'fn/a.ts': HANDLER,
        'fn/b.ts': HANDLER,
      },
      functions: [
        'a @ base/make.ts:4 cdk -> fn/a.ts:1#handler',
        'more @ base/make.ts:5 cdk -> fn/b.ts:1#handler nodejs22.x 512MB',
      ],
    },
    {
      title: 'knows no size that depends on a condition, and loses no function for one',
      files: stack(`    const isProd = process.env.STAGE === 'prod';
    const code = lambda.Code.fromAsset('fn');
    const more: any = { memorySize: 128 };
    if (isProd) more.memorySize = 700;
    const own = isProd ? { handler: 'a.handler', memorySize: 512 } : { handler: 'a.handler', memorySize: 256 };
    new lambda.Function(this, 'One', { code, handler: 'a.handler', memorySize: isProd ? 2048 : undefined, timeout: isProd ? Duration.seconds(30) : undefined });
    new lambda.Function(this, 'Two', { code, handler: 'a.handler', ...(isProd && { memorySize: 2048 }) });
    new lambda.Function(this, 'Three', { code, handler: 'a.handler', ...(isProd ? { memorySize: 2048 } : {}), timeout: Duration.seconds(9) });
    new lambda.Function(this, 'Four', { code, handler: 'a.handler', ...more });
    new lambda.Function(this, 'Five', { code, ...own });
    if (isProd && props.key) new lambda.Function(this, 'Six', { code, handler: 'b.handler', memorySize: 64 });
    new NodejsFunction(this, 'Seven', { entry: 'fn/b.ts', ...(isProd ? { environment: { A: 'x' } } : {}) });`),
      functions: [
        'Five @ lib/stack.ts:17 cdk -> fn/a.ts:1#handler',
        'Four @ lib/stack.ts:16 cdk -> fn/a.ts:1#handler',
        'One @ lib/stack.ts:13 cdk -> fn/a.ts:1#handler',
        'Seven @ lib/stack.ts:19 cdk -> fn/b.ts:1#handler',
        'Six @ lib/stack.ts:18 cdk -> fn/b.ts:1#handler 64MB',
        'Three @ lib/stack.ts:15 cdk -> fn/a.ts:1#handler 9s',
        'Two @ lib/stack.ts:14 cdk -> fn/a.ts:1#handler',
      ],
    },
    {
      title: 'follows super, and knows the timers that packages are given',
      files: stack(
        `    new Queued(this, 'One', 'a');
    new Timed(this, 'Two', { fileName: 'fn.zip', handler: 'a.handler', runtime: lambda.Runtime.NODEJS_22_X, rules: [{ schedule: props.at }] });
    new Timed(this, 'Three', { fileName: 'fn.zip', handler: 'b.handler', runtime: lambda.Runtime.NODEJS_22_X, rules: [{ schedule: undefined }] });`,
        `import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Timed } from 'our-constructs';
class Base extends lambda.Function {
  constructor(scope: any, id: string, name: string) {
    super(scope, id, { code: lambda.Code.fromAsset('fn'), handler: name + '.handler' });
  }
  poll(queue: Queue, batchSize: number) {
    super.addEventSource(new SqsEventSource(queue, { batchSize }));
  }
}
class Queued extends Base {
  constructor(scope: any, id: string, name: string) {
    super(scope, id, name);
    super.poll(new Queue(scope, 'Queue'), 1);
  }
  poll() {}
}
`,
      ),
      functions: [
        'One @ lib/stack.ts:26 cdk -> fn/a.ts:1#handler [sqs:1]',
        'Three @ lib/stack.ts:28 cdk -> fn/b.ts:1#handler nodejs22.x',
        'Two @ lib/stack.ts:27 cdk -> fn/a.ts:1#handler nodejs22.x [schedule]',
      ],
    },
    {
      title: 'calculates with durations',
      files: stack(`    const limit = Duration.minutes(15).minus(Duration.seconds(5));
    new lambda.Function(this, 'One', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler', timeout: limit.plus(Duration.millis(500)) });
    new lambda.Function(this, 'Two', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler', timeout: Duration.seconds(limit.toMinutes() * 12) });
    new lambda.Function(this, 'Three', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler', timeout: limit.minus(props.more) });`),
      functions: [
        'One @ lib/stack.ts:9 cdk -> fn/a.ts:1#handler 895.5s',
        'Three @ lib/stack.ts:11 cdk -> fn/a.ts:1#handler',
        'Two @ lib/stack.ts:10 cdk -> fn/a.ts:1#handler 179s',
      ],
    },
    {
      title: 'counts no snapshot of what a program makes',
      files: {
        ...stack(`    new lambda.Function(this, 'One', { code: lambda.Code.fromAsset('fn'), handler: 'a.handler' });`),
        'test/integ.snapshot/cdk.out': '{ "version": "36.0.0" }',
        'test/integ.snapshot/S.template.json': SNAPSHOT,
      },
      functions: ['One @ lib/stack.ts:8 cdk -> fn/a.ts:1#handler'],
    },
    {
      title: 'reads what was synthesised where no program is',
      files: { 'stacks/cdk.out': '{ "version": "36.0.0" }', 'stacks/S.template.json': SNAPSHOT },
      unresolved: ['One @ stacks/S.template.json:3: its code is fetched from S3 (b/…)'],
    },
    {
      title: 'ends endless recursion, import cycles and loops',
      files: {
        'cdk.json': '{}',
        'a.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { other } from './b';
export function again(n: number): any { return again(n + 1); }
for (let i = 0; true; i++) { again(i); }
export class S extends S {}
new S();
while (true) { other(); }
new NodejsFunction({}, 'F', { entry: 'fn.ts' });
`,
        'b.ts': "import { again } from './a';\nimport 'aws-cdk-lib';\nexport const other = () => again(0);\n",
        'fn.ts': HANDLER,
      },
      functions: ['F @ a.ts:8 cdk -> fn.ts:1#handler'],
    },
    {
      title: 'reads events of programs in plain JavaScript, and tells what a deployment calls',
      files: {
        'cdk.json': '{ "app": "node bin/app.js" }',
        'bin/app.js': "const { S } = require('../lib/stack');\nnew S({}, 'S');\n",
        'lib/stack.js': `const { Stack, CustomResource } = require('aws-cdk-lib');
const lambda = require('aws-cdk-lib/aws-lambda');
const events = require('aws-cdk-lib/aws-events');
const targets = require('aws-cdk-lib/aws-events-targets');
const { Schedule } = require('aws-cdk-lib/aws-scheduler');
const { LambdaInvoke } = require('aws-cdk-lib/aws-scheduler-targets');
const { AwsCustomResource, Provider } = require('aws-cdk-lib/custom-resources');
class S extends Stack {
  constructor(scope, id) {
    super(scope, id);
    const code = lambda.Code.fromAsset('fn');
    const fn = (name) => new lambda.Function(this, name, { code, handler: 'a.handler' });
    const [ruled, timed, scheduled, seed, setup, told] = ['Ruled', 'Timed', 'Scheduled', 'Seed', 'Setup', 'Told'].map(fn);
    new events.Rule(this, 'R', { eventPattern: { source: ['x'] }, targets: [new targets.LambdaFunction(ruled)] });
    new events.Rule(this, 'T', { schedule: events.Schedule.rate(1), targets: [new targets.LambdaFunction(timed)] });
    new Schedule(this, 'Sch', { target: new LambdaInvoke(scheduled, {}) });
    new AwsCustomResource(this, 'Call', {
      onCreate: { service: 'Lambda', action: 'invoke', parameters: { FunctionName: seed.functionName } },
    });
    const provider = new Provider(this, 'P', { onEventHandler: setup });
    new CustomResource(this, 'C', { serviceToken: provider.serviceToken, properties: { target: told.functionArn } });
    new lambda.LayerVersion(this, 'Layer', { code: lambda.Code.fromAsset('layer') });
  }
}
module.exports = { S };
`,
        'fn/a.js': 'exports.handler = async () => {};',
      },
      functions: [
        'Ruled @ lib/stack.js:12 cdk -> fn/a.js:1#handler [eventbridge]',
        'Scheduled @ lib/stack.js:12 cdk -> fn/a.js:1#handler [schedule]',
        'Seed @ lib/stack.js:12 cdk -> fn/a.js:1#handler [custom-resource]',
        'Setup @ lib/stack.js:12 cdk -> fn/a.js:1#handler [custom-resource]',
        'Timed @ lib/stack.js:12 cdk -> fn/a.js:1#handler [schedule]',
        'Told @ lib/stack.js:12 cdk -> fn/a.js:1#handler',
      ],
    },
    {
      title: 'matches synthesised templates with the code that made them',
      files: {
        ...stack("    new NodejsFunction(this, 'One', { entry: 'fn/a.ts' });"),
        'cdk.out/S.template.json': JSON.stringify({
          Resources: {
            One1: {
              Type: 'AWS::Lambda::Function',
              Properties: { Code: { S3Bucket: 'b', S3Key: 'k' }, Handler: 'index.handler' },
              Metadata: { 'aws:cdk:path': 'S/One/Resource' },
            },
            Else: {
              Type: 'AWS::Lambda::Function',
              Properties: { Code: { S3Bucket: 'b', S3Key: 'k' }, Handler: 'index.handler' },
              Metadata: { 'aws:cdk:path': 'S/Else/Resource' },
            },
          },
        }),
      },
      functions: ['One @ lib/stack.ts:8 cdk -> fn/a.ts:1#handler'],
      unresolved: ['Else @ cdk.out/S.template.json:1: its code is an asset of the CDK construct S/Else/Resource'],
    },
    {
      title: 'reads SST routes and functions',
      files: {
        'sst.config.ts': `export default $config({ app() { return {}; }, async run() { await import('./infra/api'); } });\n`,
        'infra/api.ts': `const api = new sst.aws.ApiGatewayV2('Api');
api.route('GET /notes', { handler: 'fns/list.main', memory: '1 GB', timeout: '20 seconds' });
new sst.aws.Function('Job', { handler: 'fns/job.main' });
`,
        'fns/list.ts': 'export const main = 1;',
        'fns/job.ts': 'export const main = 1;',
      },
      functions: [
        'GET /notes @ infra/api.ts:2 cdk -> fns/list.ts:1#main 1024MB 20s x86_64 [http]',
        'Job @ infra/api.ts:3 cdk -> fns/job.ts:1#main 1024MB 20s x86_64',
      ],
    },
  ]);

  it('states bundling', async () => {
    const { functions } = await discover(
      stack(
        "    new NodejsFunction(this, 'F', { entry: 'fn/a.ts', bundling: { minify: true, externalModules: ['pg'], format: OutputFormat.ESM, banner: '//x' } });",
        "import { OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';\n",
      ),
    );
    assert.deepEqual(functions[0]?.build, {
      tool: 'esbuild',
      unstatedRuntime: 'default',
      minify: true,
      format: 'esm',
      external: ['pg'],
      other: { banner: '//x' },
    });
  });

  it('states what an asset packages, and what others make', async () => {
    const { functions } = await discover(
      stack(
        `    new lambda.Function(this, 'A', { code: lambda.Code.fromAsset('fn', { exclude: ['*.md', '!a.md'], ignoreMode: IgnoreMode.GIT }), handler: 'a.handler' });
    new lambda.Function(this, 'B', { code: lambda.Code.fromAsset('fn', { bundling: { image } }), handler: 'b.handler' });`,
        "import { IgnoreMode } from 'aws-cdk-lib';\n",
      ),
    );
    assert.deepEqual(
      functions.map(({ build }) => build),
      [
        { tool: 'zip', folder: 'fn', handler: 'a.handler', patterns: ['!*.md', 'a.md'], other: { ignoreMode: 'GIT' } },
        { tool: 'unknown' },
      ],
    );
  });
});
