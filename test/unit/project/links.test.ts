import assert from 'node:assert/strict';
import { settingsOfFunctions } from '../../../src/derived/settings-of-functions.js';
import { discover, HANDLER } from './check.js';

type Files = Readonly<Record<string, string>>;

/** Functions with memory and timeout as their own declaration has them, and what leads to which. */
async function linksOf(files: Files): Promise<readonly string[]> {
  const { functions, unresolved, deployment } = await discover({ 'src/a.ts': HANDLER, 'src/b.ts': HANDLER, ...files });
  const all = deployment();
  const settings = settingsOfFunctions(all);
  return [
    ...[...functions, ...unresolved].map((fn) => {
      const id = 'id' in fn ? fn.id : fn.declarationId;
      return `${id}: ${settings(fn)?.memoryMb.value} ${settings(fn)?.timeoutS.value}`;
    }),
    ...all.mappings.map((each) => `mapping → ${each.function}`),
    ...all.apis.flatMap(({ routes }) => routes.map((each) => `${each.method} → ${each.function}`)),
    ...all.schedules.map((each) => `schedule → ${each.functions.join()}`),
  ];
}

const PROGRAM = `import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
`;

describe('links and settings lead to the very declaration', () => {
  it('where two constructs of one file have one id', async () => {
    const files = {
      'cdk.json': '{ "app": "node app.ts" }',
      'app.ts': `${PROGRAM}class One extends Construct {
  constructor(scope: any, id: string) {
    super(scope, id);
    new lambda.Function(this, 'Handler', { code: lambda.Code.fromAsset('src'), handler: 'a.handler', timeout: Duration.seconds(10) });
  }
}
class Two extends Construct {
  constructor(scope: any, id: string) {
    super(scope, id);
    const fn = new lambda.Function(this, 'Handler', { code: lambda.Code.fromAsset('src'), handler: 'b.handler', timeout: Duration.seconds(90) });
    fn.addEventSource(new SqsEventSource(new Queue(this, 'Queue')));
    new Rule(this, 'Rule', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(fn)] });
  }
}
new One(new Stack(), 'one');
new Two(new Stack(), 'two');
`,
    };
    assert.deepEqual(await linksOf(files), [
      'app.ts#Handler: 128 10',
      'app.ts#Handler-2: 128 90',
      'mapping → app.ts#Handler-2',
      'schedule → app.ts#Handler-2',
    ]);
  });

  it('where two stages make one construct', async () => {
    const files = {
      'cdk.json': '{ "app": "node app.ts" }',
      'app.ts': `${PROGRAM}class S extends Stack {
  constructor(scope: any, id: string, size: number) {
    super(scope, id);
    new lambda.Function(this, 'Fn', { code: lambda.Code.fromAsset('src'), handler: 'a.handler', memorySize: size });
  }
}
new S(app, 'dev', 256);
new S(app, 'prod', 1024);
`,
    };
    assert.deepEqual(await linksOf(files), ['app.ts#Fn: 256 3', 'app.ts#Fn-2: 1024 3']);
  });

  it('where one stack makes a construct twice, in two stages', async () => {
    const files = {
      'cdk.json': '{ "app": "node bin/app.ts" }',
      'bin/app.ts': "import { S } from '../stack.js';\nnew S(app, 'dev');\nnew S(app, 'prod');\n",
      'stack.ts': `${PROGRAM}class Consumer extends Construct {
  readonly fn: lambda.Function;
  constructor(scope: any, id: string, table: string) {
    super(scope, id);
    this.fn = new lambda.Function(this, 'Handler', { code: lambda.Code.fromAsset('src'), handler: 'a.handler', environment: { table } });
    this.fn.addEventSource(new SqsEventSource(new Queue(this, 'Queue')));
  }
}
export class S extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    new Consumer(this, 'Orders', 'orders');
    const users = new Consumer(this, 'Users', 'users');
    new Rule(this, 'Rule', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(users.fn)] });
  }
}
`,
    };
    assert.deepEqual(await linksOf(files), [
      'stack.ts#Orders: 128 3',
      'stack.ts#Users: 128 3',
      'mapping → stack.ts#Orders',
      'mapping → stack.ts#Users',
      'schedule → stack.ts#Users',
    ]);
  });

  it('where stages make a rule for functions of their own', async () => {
    const files = {
      'cdk.json': '{ "app": "node bin/app.ts" }',
      'bin/app.ts': "import { S } from '../stack.js';\nnew S(app, 'dev', 256);\nnew S(app, 'prod', 512);\n",
      'stack.ts': `${PROGRAM}export class S extends Stack {
  constructor(scope: any, id: string, reserved: number) {
    super(scope, id);
    const fn = new lambda.Function(this, 'Fn', { code: lambda.Code.fromAsset('src'), handler: 'a.handler', reservedConcurrentExecutions: reserved });
    new Rule(this, 'Rule', { schedule: Schedule.rate(Duration.hours(1)), targets: [new LambdaFunction(fn)] });
  }
}
`,
    };
    assert.deepEqual(await linksOf(files), [
      'stack.ts#Fn: 128 3',
      'stack.ts#Fn-2: 128 3',
      'schedule → stack.ts#Fn,stack.ts#Fn-2',
    ]);
  });

  it('where a module of Terraform that is called twice calls another one once', async () => {
    const files = {
      'main.tf': `module "orders" {
  source = "./svc"
  size   = 256
}
module "users" {
  source = "./svc"
  size   = 1024
}
module "again" {
  source = "./svc"
  size   = 1024
}
resource "aws_cloudwatch_event_rule" "r" {
  schedule_expression = "rate(5 minutes)"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = module.again.arn
}
`,
      'svc/main.tf': `variable "size" {}
module "fn" {
  source = "../fn"
  size   = var.size
}
resource "aws_sqs_queue" "q" {}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = module.fn.arn
}
output "arn" {
  value = module.fn.arn
}
`,
      'fn/main.tf': `variable "size" {}
resource "aws_lambda_function" "this" {
  filename    = "\${path.root}/src.zip"
  handler     = "a.handler"
  runtime     = "nodejs22.x"
  memory_size = var.size
}
output "arn" {
  value = aws_lambda_function.this.arn
}
`,
    };
    assert.deepEqual(await linksOf(files), [
      'main.tf#again.fn: 1024 3',
      'main.tf#orders.fn: 256 3',
      'main.tf#users.fn: 1024 3',
      'mapping → main.tf#again.fn',
      'mapping → main.tf#orders.fn',
      'mapping → main.tf#users.fn',
      'schedule → main.tf#again.fn',
    ]);
  });

  const KEYED = `locals {
  fns = {
    a = { batch = 1, queue = true }
    b = { batch = 2, queue = false }
  }
}
resource "aws_lambda_function" "fn" {
  for_each    = local.fns
  filename    = "src.zip"
  handler     = "\${each.key}.handler"
  runtime     = "nodejs22.x"
}
resource "aws_sqs_queue" "q" {
  for_each   = local.fns
  fifo_queue = each.key == "b"
}
`;

  it('where resources of Terraform are made of one map', async () => {
    const files = {
      'main.tf': `${KEYED}resource "aws_lambda_event_source_mapping" "m" {
  for_each         = local.fns
  event_source_arn = aws_sqs_queue.q[each.key].arn
  function_name    = aws_lambda_function.fn[each.key].arn
  batch_size       = each.value.batch
}
resource "aws_lambda_event_source_mapping" "some" {
  for_each         = { for name, each in local.fns : name => each if !each.queue }
  event_source_arn = aws_sqs_queue.q[each.key].arn
  function_name    = aws_lambda_function.fn[each.key].arn
}
resource "aws_lambda_event_source_mapping" "any" {
  event_source_arn = aws_sqs_queue.q[var.name].arn
  function_name    = aws_lambda_function.fn[var.name].arn
}
variable "name" {}
resource "aws_lambda_event_source_mapping" "over" {
  for_each         = aws_lambda_function.fn
  event_source_arn = aws_sqs_queue.q[each.key].arn
  function_name    = each.value.arn
}
resource "aws_lambda_event_source_mapping" "by" {
  for_each         = { for name, fn in aws_lambda_function.fn : name => fn.arn if name != "a" }
  event_source_arn = aws_sqs_queue.q[each.key].arn
  function_name    = each.value
}
resource "aws_cloudwatch_event_rule" "r" {
  for_each            = local.fns
  schedule_expression = "rate(\${each.value.batch} days)"
}
resource "aws_cloudwatch_event_target" "t" {
  for_each = local.fns
  rule     = aws_cloudwatch_event_rule.r[each.key].name
  arn      = aws_lambda_function.fn[each.key].arn
}
`,
    };
    assert.deepEqual(await linksOf(files), [
      'main.tf#fn["a"]: 128 3',
      'main.tf#fn["b"]: 128 3',
      'mapping → main.tf#fn["a"]',
      'mapping → main.tf#fn["b"]',
      'mapping → main.tf#fn["b"]',
      'mapping → undefined',
      'mapping → main.tf#fn["a"]',
      'mapping → main.tf#fn["b"]',
      'mapping → main.tf#fn["b"]',
      'schedule → main.tf#fn["a"]',
      'schedule → main.tf#fn["b"]',
    ]);
    const { mappings, queues } = (await discover({ 'src/a.ts': HANDLER, 'src/b.ts': HANDLER, ...files })).deployment();
    assert.deepEqual(
      mappings.map(({ name, source, kind, batchSize }) => [name, source, kind, batchSize.value]),
      [
        ['m["a"]', '.#aws_sqs_queue.q["a"]', 'sqs', 1],
        ['m["b"]', '.#aws_sqs_queue.q["b"]', 'sqs', 2],
        ['some["b"]', '.#aws_sqs_queue.q["b"]', 'sqs', 10],
        ['any', undefined, 'sqs', 10],
        ['over["a"]', '.#aws_sqs_queue.q["a"]', 'sqs', 10],
        ['over["b"]', '.#aws_sqs_queue.q["b"]', 'sqs', 10],
        ['by["b"]', '.#aws_sqs_queue.q["b"]', 'sqs', 10],
      ],
    );
    assert.deepEqual(
      queues.map(({ name, isFifo }) => [name, isFifo.value]),
      [
        ['q["a"]', false],
        ['q["b"]', true],
      ],
    );
  });

  it('where resources of Terraform are made of each other in a circle', async () => {
    const one = (name: string, other: string) =>
      `resource "aws_lambda_function" "${name}" {\n  for_each = aws_lambda_function.${other}\n  filename = "src.zip"\n  handler = "a.handler"\n  runtime = "nodejs22.x"\n}\n`;
    assert.deepEqual(await linksOf({ 'main.tf': one('a', 'b') + one('b', 'a') + one('self', 'self') }), [
      'main.tf#a: 128 3',
      'main.tf#b: 128 3',
      'main.tf#self: 128 3',
    ]);
  });

  it('where settings of Terraform are of one of several', async () => {
    const { functions, deployment } = await discover({
      'src/a.ts': HANDLER,
      'src/b.ts': HANDLER,
      'main.tf': `${KEYED}resource "aws_cloudwatch_log_group" "l" {
  for_each          = local.fns
  name              = "/aws/lambda/\${aws_lambda_function.fn[each.key].function_name}"
  retention_in_days = each.key == "a" ? 7 : 30
}
resource "aws_lambda_provisioned_concurrency_config" "p" {
  function_name                     = aws_lambda_function.fn["b"].function_name
  provisioned_concurrent_executions = 5
}
`,
    });
    const settings = settingsOfFunctions(deployment());
    assert.deepEqual(
      functions.map((fn) => [settings(fn)?.logRetentionDays.value, settings(fn)?.provisionedConcurrency.value]),
      [
        [7, 'none'],
        [30, 5],
      ],
    );
  });

  it('where a module of Terraform calls another one twice', async () => {
    const files = {
      'main.tf': 'module "api" {\n  source = "./api"\n}\n',
      'api/main.tf': `module "reader" {
  source = "../fn"
  size   = 256
}
module "writer" {
  source = "../fn"
  size   = 1024
}
resource "aws_sqs_queue" "q" {}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = module.writer.arn
}
`,
      'fn/main.tf': `variable "size" {}
resource "aws_lambda_function" "this" {
  filename    = "\${path.root}/src.zip"
  handler     = "a.handler"
  runtime     = "nodejs22.x"
  memory_size = var.size
}
output "arn" {
  value = aws_lambda_function.this.arn
}
`,
    };
    assert.deepEqual(await linksOf(files), [
      'api/main.tf#reader: 256 3',
      'api/main.tf#writer: 1024 3',
      'mapping → api/main.tf#writer',
    ]);
    const twice = { 'main.tf': 'module "blue" {\n  source = "./api"\n}\nmodule "green" {\n  source = "./api"\n}\n' };
    assert.deepEqual(await linksOf({ ...files, ...twice }), [
      'main.tf#blue.reader: 256 3',
      'main.tf#blue.writer: 1024 3',
      'main.tf#green.reader: 256 3',
      'main.tf#green.writer: 1024 3',
      'mapping → main.tf#blue.writer',
      'mapping → main.tf#green.writer',
    ]);
  });

  it('where its source was not found, and where two files declare a handler', async () => {
    const template = (name: string, size: number) => `Resources:
  ${name}: { Type: AWS::Lambda::Function, Properties: { Code: src/, Handler: a.handler, Runtime: nodejs22.x, MemorySize: ${size} } }
  Gone: { Type: AWS::Lambda::Function, Properties: { Code: gone/, Handler: z.handler, Runtime: nodejs22.x, MemorySize: 333 } }
  Map: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Gone, EventSourceArn: arn } }
`;
    const files = { 'one.yaml': template('Fn', 256), 'two.yaml': template('Fn', 512) };
    assert.deepEqual(await linksOf(files), [
      'one.yaml#Fn: 256 3',
      'one.yaml#Gone: 333 3',
      'two.yaml#Gone: 333 3',
      'mapping → one.yaml#Gone',
      'mapping → two.yaml#Gone',
    ]);
    const { functions } = await discover({ 'src/a.ts': HANDLER, ...files });
    assert.deepEqual(
      functions[0]?.alsoDeclaredIn?.map(({ id }) => id),
      ['two.yaml#Fn'],
    );
  });
});
