import { checkAll, HANDLER } from './check.js';

const sam = (code: string, handler = 'index.handler') => `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Code: ${code}
      Handler: ${handler}
      Runtime: nodejs22.x
`;

/** As a tool leaves it that uploads code itself. */
function uploaded(path: string, property = 'Code'): string {
  const Metadata = { 'aws:asset:path': path, 'aws:asset:property': property };
  const Properties = { Code: { S3Bucket: 'bucket', S3Key: 'key' }, Handler: 'index.handler', Runtime: 'nodejs22.x' };
  return JSON.stringify({ Resources: { Fn: { Type: 'AWS::Lambda::Function', Metadata, Properties } } });
}

describe('code that is deployed from elsewhere', () => {
  checkAll([
    {
      title: 'is in the folder that its archive in S3 is called after',
      files: {
        'template.yaml': sam("{ S3Bucket: b, S3Key: !Sub '${Prefix}/orders.zip' }"),
        'functions/orders/index.ts': HANDLER,
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> functions/orders/index.ts:1#handler nodejs22.x'],
    },
    {
      title: 'is in the sources of that folder, or in a file of that name',
      files: {
        'template.yaml': sam('{ S3Bucket: b, S3Key: v1/orders.zip }', 'dist/index.handler'),
        'services/orders/src/index.ts': HANDLER,
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> services/orders/src/index.ts:1#handler nodejs22.x'],
    },
    {
      title: 'is in a file of that name',
      files: {
        'template.yaml': sam('{ S3Bucket: b, S3Key: v1/createOrder.zip }'),
        'src/handlers/createOrder.ts': HANDLER,
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> src/handlers/createOrder.ts:1#handler nodejs22.x'],
    },
    {
      title: 'stays open where two folders have the name and the export',
      files: {
        'template.yaml': sam('{ S3Bucket: b, S3Key: orders.zip }'),
        'a/orders/index.ts': HANDLER,
        'b/orders/index.ts': HANDLER,
      },
      unresolved: ['Fn @ template.yaml:2: its code is fetched from S3 (b/orders.zip)'],
    },
    {
      title: 'stays open where the export is another, or the name is not static',
      files: {
        'template.yaml': sam("{ S3Bucket: b, S3Key: !Sub 'v1/${Name}.zip' }"),
        'orders/index.ts': 'export const other = async () => 1;\n',
      },
      unresolved: ['Fn @ template.yaml:2: its code is fetched from S3 (b/…)'],
    },
    ...['service/x.zip', 'v1/service/x.zip', 'service-3f2a91c.zip', 'service-v1.2.3.zip', 'a/service_20240131.zip'].map(
      (key) => ({
        title: `is not guessed outside of the folder that the key names: ${key}`,
        files: {
          'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`, 'job.run'),
          'service/thing.ts': HANDLER,
          'other/job.ts': 'export const run = async () => 1;\n',
        },
        unresolved: [`Fn @ template.yaml:2: its code is fetched from S3 (b/${key})`],
      }),
    ),
    ...['service/x.zip', 'service-3f2a91c.zip'].map((key) => ({
      title: `is guessed in that folder: ${key}`,
      files: {
        'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`, 'job.run'),
        'service/deep/job.ts': 'export const run = async () => 1;\n',
        'other/job.ts': 'export const run = async () => 1;\n',
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> service/deep/job.ts:1#run nodejs22.x'],
    })),
    ...['gone/x.zip', 'v1/x.zip', 'gone-3f2a91c.zip', 'service-worker.zip', 'x.zip'].map((key) => ({
      title: `is guessed anywhere where the key names no folder: ${key}`,
      files: {
        'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`, 'job.run'),
        'service/v1/thing.ts': HANDLER,
        'other/job.ts': 'export const run = async () => 1;\n',
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> other/job.ts:1#run nodejs22.x'],
    })),
    ...(
      [
        ['email-v2.zip', 'src/email-v2/index.ts', 'src/email/index.ts'],
        ['email_v2.zip', 'src/email_v2.ts', 'src/email/index.ts'],
        ['auth-2fa.zip', 'auth-2fa/index.ts', 'auth/index.ts'],
        ['step-1.zip', 'step-1/index.ts', 'step/index.ts'],
        ['lambda/orders.zip', 'src/orders/index.ts', 'lambda/shared.ts'],
        ['functions/bill.zip', 'packages/bill/src/index.ts', 'functions/shared.ts'],
        ['code/deploy/bill.zip', 'packages/bill.ts', 'deploy/index.ts'],
        ['api/bill.zip', 'packages/bill/src/index.ts', 'api/index.ts'],
        ['api/bill-v2.zip', 'packages/bill-v2/src/index.ts', 'api/index.ts', 'packages/bill/index.ts'],
        ['api/bill.zip', 'api/bill/index.ts', 'packages/bill/index.ts', 'api/index.ts'],
        ['api/bundle.zip', 'api/index.ts', 'packages/bundle/index.ts'],
        ['api/v2.zip', 'api/index.ts', 'packages/bill/index.ts'],
      ] as const
    ).map(([key, file, ...others]) => ({
      title: `is where the whole name of the archive is, and not what a part of the key is called like: ${key}, ${file}`,
      files: {
        'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`),
        ...Object.fromEntries([file, ...others].map((path) => [path, HANDLER])),
      },
      functions: [`Fn @ template.yaml:2 cloudformation -> ${file}:1#handler nodejs22.x`],
    })),
    ...(
      [
        ['orders-v2.zip', 'orders-v2/deep/job.ts', 'orders/deep/job.ts'],
        ['orders_v2.zip', 'orders-v2/deep/job.ts', 'orders/deep/job.ts'],
        ['step-1-3f2a91c.zip', 'step-1/deep/job.ts', 'step/deep/job.ts'],
        ['step-1-v2.0.1.zip', 'step/deep/job.ts', 'other/job.ts'],
        ['orders-2024-01-31.zip', 'orders/deep/job.ts', 'other/job.ts'],
      ] as const
    ).map(([key, file, other]) => ({
      title: `is guessed where the longest name of the key leads: ${key}`,
      files: {
        'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`, 'job.run'),
        [file]: 'export const run = async () => 1;\n',
        [other]: 'export const run = async () => 1;\n',
      },
      functions: [`Fn @ template.yaml:2 cloudformation -> ${file}:1#run nodejs22.x`],
    })),
    ...['auth-2fa.zip', 'auth-e2e.zip'].map((key) => ({
      title: `is not bound by what is cut off as a hash and is none: ${key}`,
      files: {
        'template.yaml': sam(`{ S3Bucket: b, S3Key: ${key} }`, 'job.run'),
        'auth/thing.ts': HANDLER,
        'other/job.ts': 'export const run = async () => 1;\n',
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> other/job.ts:1#run nodejs22.x'],
    })),
    {
      title: 'is nowhere where two have the name of the archive, neither of them in the folder of the key',
      files: {
        'template.yaml': sam('{ S3Bucket: b, S3Key: api/bill.zip }'),
        'a/bill/index.ts': HANDLER,
        'b/bill/index.ts': HANDLER,
        'api/index.ts': HANDLER,
      },
      unresolved: ['Fn @ template.yaml:2: its code is fetched from S3 (b/api/bill.zip)'],
    },
    {
      title: 'is found by the key of Code.fromBucket, of which a part is not static',
      files: {
        'cdk.json': '{"app":"npx ts-node app.ts"}',
        'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
for (const name of ['orders', 'users'])
  new Function(new Stack(new App(), 'S'), name, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromBucket(undefined, \`\${process.env.VERSION}/\${name}/\` + name + '.zip'),
  });
`,
        'orders/src/index.ts': HANDLER,
        'users/src/index.ts': HANDLER,
      },
      functions: [
        'orders @ app.ts:4 cdk -> orders/src/index.ts:1#handler nodejs22.x',
        'users @ app.ts:4 cdk -> users/src/index.ts:1#handler nodejs22.x',
      ],
    },
    {
      title: 'is where the tool says that it took it from',
      files: {
        'amplify/backend/function/notes/notes-cloudformation-template.json': uploaded('./src'),
        'amplify/backend/function/notes/src/index.js': 'exports.handler = async () => 1;\n',
        'src/index.js': 'exports.handler = async () => 1;\n',
      },
      functions: [
        'Fn @ amplify/backend/function/notes/notes-cloudformation-template.json:1 cloudformation -> amplify/backend/function/notes/src/index.js:1#handler nodejs22.x',
      ],
    },
    {
      title: 'is not where the tool took a layer from, and not in a staged copy',
      files: {
        'a.json': uploaded('./src', 'Content'),
        'b.json': uploaded(`asset.${'0a'.repeat(32)}`),
        'c.json': uploaded('/nowhere/of/this/machine'),
        'src/index.js': 'exports.handler = async () => 1;\n',
        [`asset.${'0a'.repeat(32)}/index.js`]: 'exports.handler = async () => 1;\n',
      },
      unresolved: ['a', 'b', 'c'].map((file) => `Fn @ ${file}.json:1: its code is fetched from S3 (bucket/key)`),
    },
    {
      title: 'is what an Nx project writes',
      files: {
        'nx.json': '{}',
        'package.json': '{}',
        'apps/api/project.json': JSON.stringify({
          targets: {
            build: { options: { main: 'apps/api/src/main.ts', outputPath: 'dist/apps/api', outputFileName: 'main' } },
          },
        }),
        'apps/api/src/main.ts': HANDLER,
        'template.yaml': sam('dist/apps/api', 'main.handler'),
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> apps/api/src/main.ts:1#handler nodejs22.x'],
    },
    {
      title: 'is the only file beside a construct that exports the handler',
      files: {
        'cdk.json': '{"app":"npx ts-node app.ts"}',
        'app.ts':
          "import { App, Stack } from 'aws-cdk-lib';\nimport { Orders } from './src/orders/construct';\nnew Orders(new Stack(new App(), 'S'), 'Orders');\n",
        'src/orders/construct.ts': `import { entryIn } from '@example/tools';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
export class Orders extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new NodejsFunction(this, 'Fn', { entry: entryIn(__dirname) });
  }
}
`,
        'src/orders/run.ts': HANDLER,
        'src/orders/other.ts': 'export const other = 1;\n',
      },
      functions: ['Fn @ src/orders/construct.ts:7 cdk -> src/orders/run.ts:1#handler'],
    },
    {
      title: 'is beside the folder that a bundler makes of it',
      files: { 'template.yaml': sam('src/orders.lambda.bundle'), 'src/orders.lambda.ts': HANDLER },
      functions: ['Fn @ template.yaml:2 cloudformation -> src/orders.lambda.ts:1#handler nodejs22.x'],
    },
  ]);
});

const resource = `{ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: { Ref: 'B' }, S3Key: 'ping.zip' }, Handler: 'index.handler', Runtime: 'nodejs22.x', MemorySize: 256 } }`;

describe('nested stacks whose template is elsewhere', () => {
  const stack = (url: string, parameters: string) => `Resources:
  Fn:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ${url}, Parameters: { ${parameters} } }
`;
  const facts = 'LambdaRuntime: nodejs22.x, LambdaHandler: index.handler, MemorySize: 256, TimeoutSeconds: 9';
  checkAll([
    {
      title: 'make a function of a Node.js runtime, whatever their parameters are called',
      files: {
        'template.yaml': stack("!Sub '${Base}/lambda.yaml'", `${facts}, Key: !Sub '\${Path}/orders.zip'`),
        'orders/index.js': 'exports.handler = async (event) => event;\n',
      },
      functions: ['Fn @ template.yaml:2 cloudformation -> orders/index.js:1#handler nodejs22.x 256MB 9s'],
    },
    {
      title: 'are told where their code is not there',
      files: { 'template.yaml': stack('https://x/lambda.yaml', `${facts}, Key: a/orders.zip`) },
      unresolved: ['Fn @ template.yaml:2: its code is fetched from S3 (…/a/orders.zip)'],
    },
    {
      title:
        'make none without runtime or handler, or of another language, and their own template does where it is here',
      files: {
        'a.yaml': stack('https://x/y.yaml', 'Runtime: nodejs22.x, Key: orders.zip'),
        'b.yaml': stack('https://x/y.yaml', 'Runtime: python3.12, Handler: index.handler'),
        'c.yaml': stack('./child.yaml', facts),
        'child.yaml': sam('orders'),
        'orders/index.ts': HANDLER,
      },
      functions: ['Fn @ child.yaml:2 cloudformation -> orders/index.ts:1#handler nodejs22.x'],
    },
  ]);
});

describe('templates that are written as code', () => {
  checkAll([
    {
      title: 'are read from every export of a module',
      files: {
        'stacks/all.js': `exports.one = { Resources: { Ping: ${resource} } };\nexports.two = { Resources: { Pong: ${resource} } };\nexports.rest = { A: 1 };\n`,
        'stacks/parts.js': `exports.three = { Pang: ${resource} };\nexports.four = { Pung: ${resource} };\n`,
        'ping/index.js': HANDLER,
      },
      functions: ['Ping', 'Pong', 'Pang', 'Pung'].map((name, index) => {
        const [file, line] = [index < 2 ? 'all' : 'parts', 1 + (index % 2)];
        return `${name} @ stacks/${file}.js:${line} cloudformation -> ping/index.js:1#handler nodejs22.x 256MB`;
      }),
    },
    {
      title: 'are read where a module exports resources',
      files: { 'stack/functions.js': `module.exports = {\n  Ping: ${resource},\n};\n`, 'ping/index.js': HANDLER },
      functions: ['Ping @ stack/functions.js:2 cloudformation -> ping/index.js:1#handler nodejs22.x 256MB'],
    },
    {
      title: 'are read as a whole and count once',
      files: {
        'stack/functions.js': `module.exports = {\n  Ping: ${resource},\n};\n`,
        'stack/index.js':
          "const { Ping } = require('./functions');\nmodule.exports = { Resources: { Ping, T: { Type: 'AWS::Lambda::Function' } } };\n",
        'ping/index.js': HANDLER,
      },
      functions: ['Ping @ stack/functions.js:2 cloudformation -> ping/index.js:1#handler nodejs22.x 256MB'],
      unresolved: ['T @ stack/index.js:2: it has no Handler'],
    },
    {
      title: 'are not what a test or a CDK program mentions',
      files: {
        'test/stack.test.js': `module.exports = { Ping: ${resource} };\n`,
        'lib/assert.ts': `import { Template } from 'aws-cdk-lib/assertions';\nexport default { Ping: ${resource} };\n`,
      },
    },
  ]);
});

describe('functions that no deployment file names', () => {
  checkAll([
    {
      title: 'stay found beside an entry of the config',
      files: { 'index.js': HANDLER, 'jobs/run.js': 'exports.run = async (event) => event;\n', 'package.json': '{}' },
      options: { handlers: [{ file: 'jobs/run.js', export: 'run' }] },
      functions: ['index @ index.js:1 code -> index.js:1#handler', 'run @ jobs/run.js:1 config -> jobs/run.js:1#run'],
    },
    {
      title: 'may take no parameters, unless they are commands',
      files: {
        'stop/index.js': 'exports.handler = async () => {};\n',
        'commands/up.js': "exports.command = 'up';\nexports.handler = async () => {};\n",
        'plain.js': 'exports.handler = () => {};\n',
        'package.json': '{}',
      },
      functions: ['stop @ stop/index.js:1 code -> stop/index.js:1#handler'],
    },
    {
      title: 'are looked for in a package beside one that a deployment file names',
      files: {
        'template.yaml': sam('orders'),
        'package.json': '{}',
        'orders/package.json': '{}',
        'orders/index.js': HANDLER,
        'tickets/package.json': '{}',
        'tickets/index.js': HANDLER,
        'deep/er/package.json': '{}',
        'deep/er/index.js': HANDLER,
      },
      functions: [
        'Fn @ template.yaml:2 cloudformation -> orders/index.js:1#handler nodejs22.x',
        'tickets @ tickets/index.js:1 code -> tickets/index.js:1#handler',
      ],
    },
  ]);
});

describe('modules of Terraform that cannot be read', () => {
  const module = (more: string) => `module "mailer" {
  source  = "https://modules.example.com/function.zip"
  ${more}
}
`;
  checkAll([
    {
      title: 'make a function of a Node.js runtime, whatever their arguments are called',
      files: {
        'infra/main.tf': module(`node_runtime = "nodejs22.x"
  code_base_path = "\${path.module}/../lambdas"
  code_dir = "mailer/dist"
  handler_function_name = "handler"
  memory = 512
  timeout_seconds = 20`),
        'lambdas/mailer/src/index.ts': HANDLER,
      },
      functions: ['mailer @ infra/main.tf:1 terraform -> lambdas/mailer/src/index.ts:1#handler nodejs22.x 512MB 20s'],
    },
    {
      title: 'are told where their code is not known',
      files: { 'main.tf': module('runtime = "nodejs22.x"\n  handler = "index.handler"') },
      unresolved: ['mailer @ main.tf:1: it does not say where its code is'],
    },
    {
      title: 'are none without a runtime, or with another one',
      files: {
        'main.tf': `${module('name = "x"')}module "other" {\n  source = "https://x"\n  runtime = "python3.12"\n}\n`,
      },
    },
  ]);
});

describe('constructs of other packages', () => {
  const cdk = '{"app":"npx ts-node bin/app.ts"}';
  const program = (props: string) => `import { App, Stack } from 'aws-cdk-lib';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { ScheduledLambda } from '@example/cdk';
new ScheduledLambda(new Stack(new App(), 'S'), 'nightly', { ${props} });
`;
  checkAll([
    {
      title: 'make a function of a Node.js runtime, whose code is called like their archive',
      files: {
        'cdk.json': cdk,
        'bin/app.ts': program(
          "runtime: Runtime.NODEJS_22_X, fileName: 'nightly.zip', handler: 'index.handler', memorySize: 512",
        ),
        'packages/nightly/src/index.ts': HANDLER,
      },
      functions: ['nightly @ bin/app.ts:4 cdk -> packages/nightly/src/index.ts:1#handler nodejs22.x 512MB'],
    },
    {
      title: 'are told where their code is not known, and leave the search for handlers as it was',
      files: {
        'cdk.json': cdk,
        'package.json': '{}',
        'bin/app.ts': program("runtime: Runtime.NODEJS_22_X, app: 'nightly'"),
        'src/index.js': HANDLER,
      },
      functions: ['index @ src/index.js:1 code -> src/index.js:1#handler'],
      unresolved: ['nightly @ bin/app.ts:4: its code is known to ScheduledLambda of @example/cdk only'],
    },
    {
      title: 'are none without a runtime, or with that of another language',
      files: { 'cdk.json': cdk, 'bin/app.ts': program('runtime: Runtime.PYTHON_3_12') },
    },
    {
      title: 'of the same checkout: the program declares what a package outside of its folder makes',
      files: {
        'shared/package.json': '{ "name": "@mono/shared", "main": "index.ts" }',
        'shared/index.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
export const made = (scope: Construct, id: string, entry: string) => new NodejsFunction(scope, id, { entry });
`,
        'package.json': '{ "workspaces": ["shared", "app"] }',
        'app/cdk.json': cdk,
        'app/package.json': '{ "name": "app" }',
        'app/bin/app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { made } from '@mono/shared';
made(new Stack(new App(), 'S'), 'Orders', 'src/orders.ts');
`,
        'app/src/orders.ts': HANDLER,
      },
      functions: ['Orders @ app/bin/app.ts:3 cdk -> app/src/orders.ts:1#handler'],
    },
  ]);
});

describe('what modules of Terraform are given', () => {
  const root = (given: string) => `module "fn" {
  source = "./modules/fn"
  fn = { zip = "code.zip"${given} }
}
`;
  const inner = `variable "fn" {
  type = object({ zip = string, bucket = optional(string, null), memory = optional(number, 256) })
}
resource "aws_lambda_function" "fn" {
  filename    = var.fn.bucket == null ? var.fn.zip : null
  handler     = "a.handler"
  runtime     = "nodejs22.x"
  memory_size = var.fn.memory
}
`;
  checkAll([
    {
      title: 'has the defaults of optional attributes that are left out',
      files: { 'main.tf': root(''), 'modules/fn/main.tf': inner, 'code/a.ts': HANDLER },
      functions: ['fn @ modules/fn/main.tf:4 terraform -> code/a.ts:1#handler nodejs22.x 256MB'],
    },
    {
      title: 'wins over these defaults',
      files: { 'main.tf': root(', memory = 512'), 'modules/fn/main.tf': inner, 'code/a.ts': HANDLER },
      functions: ['fn @ modules/fn/main.tf:4 terraform -> code/a.ts:1#handler nodejs22.x 512MB'],
    },
    {
      title: 'is one function where only Terraform knows all the keys of for_each',
      files: {
        'main.tf': `variable "more" {}
resource "aws_lambda_function" "fn" {
  for_each = merge(var.more, { known = 1 })
  filename = "code.zip"
  handler  = "a.handler"
  runtime  = "nodejs22.x"
}
`,
        'code/a.ts': HANDLER,
      },
      functions: ['fn @ main.tf:2 terraform -> code/a.ts:1#handler nodejs22.x'],
    },
  ]);
});
