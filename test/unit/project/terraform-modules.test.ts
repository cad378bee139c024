import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import { discover, HANDLER } from './check.js';

interface Found {
  readonly functions: readonly LambdaFunction[];
  readonly deployment: Deployment;
}

async function find(files: Readonly<Record<string, string>>): Promise<Found> {
  const { functions, deployment, problems } = await discover({ 'src/a.ts': HANDLER, ...files });
  assert.deepEqual(problems, []);
  return { functions, deployment: deployment() };
}

function links({ deployment: { mappings, apis, schedules } }: Found): readonly string[] {
  return [
    ...mappings.map((each) => `${each.name}: ${each.kind} ${each.source ?? '-'} → ${each.function ?? '-'}`),
    ...apis.flatMap(({ name, routes }) =>
      routes.map((each) => `${name}: ${each.method} ${each.path} → ${each.function ?? '-'}`),
    ),
    ...schedules.map((each) => `${each.name} → ${each.functions.join()}`),
  ];
}

function events({ functions }: Found): readonly string[] {
  return functions.map(({ name, eventSources }) => `${name} [${eventSources.map(({ type }) => type).join(' ')}]`);
}

const FUNCTION = `resource "aws_lambda_function" "this" {
  filename = "\${path.root}/src.zip"
  handler  = "a.handler"
  runtime  = "nodejs22.x"
}
output "arn" {
  value = aws_lambda_function.this.arn
}
`;
const QUEUE = `variable "seconds" {
  default = 30
}
resource "aws_sqs_queue" "this" {
  visibility_timeout_seconds = var.seconds
}
output "arn" {
  value = aws_sqs_queue.this.arn
}
`;
const MAPPING = `resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = %queue%
  function_name    = %function%
}
`;

function mapping(queue: string, fn: string): string {
  return MAPPING.replace('%queue%', queue).replace('%function%', fn);
}

function call(name: string, source: string, more = ''): string {
  return `module "${name}" {\n  source = "./${source}"\n${more}}\n`;
}

describe('what modules of Terraform hand to each other', () => {
  it('a mapping leads to a queue and a function of other modules', async () => {
    const found = await find({
      'main.tf': call('orders', 'queue') + call('worker', 'fn') + mapping('module.orders.arn', 'module.worker.arn'),
      'queue/main.tf': QUEUE,
      'fn/main.tf': FUNCTION,
    });
    assert.deepEqual(links(found), ['m: sqs queue#aws_sqs_queue.this → fn/main.tf#this']);
    assert.deepEqual(events(found), ['this [sqs]']);
  });

  it('an argument leads to what another module gives back', async () => {
    const variables = 'variable "queue" {}\nvariable "names" {}\n';
    const found = await find({
      'main.tf': call('orders', 'queue') + call('worker', 'fn', '  queue = module.orders.arn\n  names = { a = "b" }\n'),
      'queue/main.tf': QUEUE,
      'fn/main.tf': variables + FUNCTION + mapping('var.queue', 'aws_lambda_function.this.arn'),
    });
    assert.deepEqual(links(found), ['m: sqs queue#aws_sqs_queue.this → fn/main.tf#this']);
  });

  it('a module that is called twice makes two of each', async () => {
    const found = await find({
      'main.tf':
        call('orders', 'queue', '  seconds = 60\n') +
        call('mails', 'queue') +
        call('worker', 'fn') +
        mapping('module.mails.arn', 'module.worker.arn'),
      'queue/main.tf': QUEUE,
      'fn/main.tf': FUNCTION,
    });
    assert.deepEqual(
      found.deployment.queues.map(({ id, name, visibilityTimeoutS }) => [id, name, visibilityTimeoutS.value]),
      [
        ['.#module.mails.aws_sqs_queue.this', 'mails.this', 30],
        ['.#module.orders.aws_sqs_queue.this', 'orders.this', 60],
      ],
    );
    assert.deepEqual(links(found), ['m: sqs .#module.mails.aws_sqs_queue.this → fn/main.tf#this']);
  });

  it('a key tells one of several', async () => {
    const several = '  for_each = toset(["a", "b"])\n';
    const found = await find({
      'main.tf':
        call('orders', 'queue', several) +
        call('worker', 'fn', several) +
        mapping('module.orders["b"].arn', 'module.worker["a"].arn'),
      'queue/main.tf': QUEUE,
      'fn/main.tf': FUNCTION,
    });
    assert.deepEqual(links(found), ['m: sqs .#module.orders["b"].aws_sqs_queue.this → main.tf#worker["a"]']);
    assert.deepEqual(events(found), ['worker["a"] [sqs]', 'worker["b"] []']);
  });

  it('a key tells one of the functions of a block', async () => {
    const found = await find({
      'main.tf': `resource "aws_lambda_function" "fn" {
  for_each = { one = "a.handler", two = "b.handler" }
  filename = "src.zip"
  handler  = each.value
  runtime  = "nodejs22.x"
}
resource "aws_cloudwatch_event_rule" "daily" {
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "daily" {
  rule = aws_cloudwatch_event_rule.daily.name
  arn  = aws_lambda_function.fn["two"].arn
}
`,
      'src/b.ts': HANDLER,
    });
    assert.deepEqual(links(found), ['daily → main.tf#fn["two"]']);
    assert.deepEqual(events(found), ['fn["one"] []', 'fn["two"] [schedule]']);
  });

  it('a choice of what is there or not, and an alias, lead there', async () => {
    const found = await find({
      'main.tf': `${call('orders', 'queue', '  count = 1\n')}${FUNCTION}
resource "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.this.function_name
}
resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_alias.live.function_name
  provisioned_concurrent_executions = 4
}
${mapping('try(module.orders[0].arn, "")', 'aws_lambda_alias.live.arn')}`,
      'queue/main.tf': QUEUE.replace('aws_sqs_queue.this.arn', 'one(aws_sqs_queue.this[*].arn)'),
    });
    assert.deepEqual(links(found), ['m: sqs queue#aws_sqs_queue.this → main.tf#this']);
    assert.equal(found.deployment.functions[0]?.settings.provisionedConcurrency.value, 4);
  });

  it('a route, its integration and its API stand in three modules', async () => {
    const found = await find({
      'main.tf':
        'resource "aws_apigatewayv2_api" "api" {\n  protocol_type = "HTTP"\n}\n' +
        call('worker', 'fn') +
        call('get', 'route', '  api = aws_apigatewayv2_api.api.id\n  fn  = module.worker.arn\n'),
      'fn/main.tf': FUNCTION,
      'route/main.tf': `variable "api" {}
variable "fn" {}
resource "aws_apigatewayv2_integration" "own" {
  integration_uri = var.fn
}
resource "aws_apigatewayv2_route" "own" {
  api_id    = var.api
  route_key = "GET /orders"
  target    = "integrations/\${aws_apigatewayv2_integration.own.id}"
}
`,
    });
    assert.deepEqual(links(found), ['api: GET /orders → fn/main.tf#this']);
    assert.deepEqual(events(found), ['this [http]']);
  });

  it('a log group of another module keeps the events', async () => {
    const group = (name: string) => `resource "aws_cloudwatch_log_group" "g" {
  name              = "${name}"
  retention_in_days = 9
}
output "group" {
  value = aws_cloudwatch_log_group.g.name
}
`;
    const retention = async (files: Readonly<Record<string, string>>) =>
      (await find(files)).deployment.functions[0]?.settings.logRetentionDays.value;
    const named = FUNCTION.replace('{\n', '{\n  function_name = "worker"\n');
    const output = 'output "name" {\n  value = aws_lambda_function.this.function_name\n}\n';
    assert.equal(
      await retention({
        'main.tf': call('worker', 'fn') + group('/aws/lambda/${module.worker.name}'),
        'fn/main.tf': FUNCTION + output,
      }),
      9,
    );
    assert.equal(
      await retention({ 'main.tf': call('worker', 'fn') + group('/aws/lambda/worker'), 'fn/main.tf': named }),
      9,
    );
    const logging = '{\n  logging_config {\n    log_group = var.group\n  }\n';
    assert.equal(
      await retention({
        'main.tf': call('logs', 'logs') + call('worker', 'fn', '  group = module.logs.group\n'),
        'logs/main.tf': group('/own'),
        'fn/main.tf': `variable "group" {}\n${FUNCTION.replace('{\n', logging)}`,
      }),
      9,
    );
    assert.equal(
      await retention({
        'main.tf': call('worker', 'fn') + group('/other/${module.worker.name}'),
        'fn/main.tf': FUNCTION + output,
      }),
      'forever',
    );
  });

  it('layers lead to the folder that they are made of', async () => {
    const layered = (layers: string) => FUNCTION.replace('{\n', `{\n  layers = ${layers}\n`);
    const layer = `data "archive_file" "layer" {
  type        = "zip"
  source_dir  = "\${path.root}/layers/shared"
  output_path = "layer.zip"
}
resource "aws_lambda_layer_version" "shared" {
  filename   = data.archive_file.layer.output_path
  layer_name = "shared"
}
output "arn" {
  value = aws_lambda_layer_version.shared.arn
}
`;
    const files = { 'layers/shared/nodejs/shared.js': '' };
    const layersOf = async (main: string, more = {}) => {
      const [fn] = (await find({ ...files, 'main.tf': main, ...more })).functions;
      return [fn?.layers, fn?.hasForeignLayers];
    };
    assert.deepEqual(await layersOf(layered('[aws_lambda_layer_version.shared.arn]') + layer), [
      ['layers/shared'],
      undefined,
    ]);
    assert.deepEqual(
      await layersOf(call('shared', 'layer') + layered('[module.shared.arn, "arn:aws:lambda:x"]'), {
        'layer/main.tf': layer,
      }),
      [['layers/shared'], true],
    );
    const registry = `module "shared" {
  source       = "terraform-aws-modules/lambda/aws"
  create_layer = true
  source_path  = "layers/shared"
}
`;
    assert.deepEqual(await layersOf(registry + layered('[module.shared.lambda_layer_arn]')), [
      ['layers/shared'],
      undefined,
    ]);
    assert.deepEqual(await layersOf(layered('[var.layer]')), [undefined, true]);
    assert.deepEqual(await layersOf(layered('null')), [undefined, undefined]);
  });

  it('what is looked up, and what nobody knows, is of no source', async () => {
    const found = await find({
      'main.tf': `${FUNCTION}data "aws_sqs_queue" "other" {\n  name = "x"\n}\nvariable "queue" {}\n${mapping(
        'data.aws_sqs_queue.other.arn',
        'aws_lambda_function.this.arn',
      )}${mapping('var.queue', 'var.function').replace('"m"', '"n"')}`,
    });
    assert.deepEqual(links(found), ['m: sqs - → main.tf#this', 'n: unknown - → -']);
  });

  it('ends where modules need each other in a circle, and at the end of a long chain', async () => {
    const through = 'variable "in" {}\noutput "out" {\n  value = var.in\n}\n';
    const circle =
      call('a', 'pass', '  in = module.b.out\n') +
      call('b', 'pass', '  in = module.a.out\n') +
      call('c', 'pass', '  for_each = module.c.out\n  in = 1\n') +
      FUNCTION +
      mapping('module.a.out', 'aws_lambda_function.this.arn');
    assert.deepEqual(links(await find({ 'main.tf': circle, 'pass/main.tf': through })), [
      'm: unknown - → main.tf#this',
    ]);

    const length = 1_000;
    const chain = Array.from({ length }, (_, index) =>
      call(`m${index}`, 'pass', `  in = ${index === 0 ? '[1]' : `module.m${index - 1}.out`}\n`),
    );
    const several = chain.map((text) => text.replace('  in =', '  for_each ='));
    for (const calls of [chain, several]) {
      const files = { 'main.tf': calls.join('') + FUNCTION, 'pass/main.tf': through };
      assert.equal((await find(files)).functions.length, 1);
    }
  });

  it('take their defaults, inside of others as well, and where nothing may be null', async () => {
    const { deployment } = await find({
      'main.tf': 'module "fn" {\n  source = "./fn"\n  size   = null\n  time   = null\n}\n',
      'fn/main.tf': `variable "size" {
  default  = 512
  nullable = false
}
variable "time" {
  default = 60
}
variable "options" {
  type    = object({ tracing = optional(object({ mode = optional(string, "Active") }), {}) })
  default = {}
}
variable "subnets" {
  default = []
}
resource "aws_lambda_function" "this" {
  filename    = "\${path.root}/src.zip"
  handler     = "a.handler"
  runtime     = "nodejs22.x"
  memory_size = var.size
  timeout     = var.time
  tracing_config {
    mode = var.options.tracing.mode
  }
  dynamic "vpc_config" {
    for_each = var.subnets
    content {
      subnet_ids = [vpc_config.value]
    }
  }
  dynamic "ephemeral_storage" {
    for_each = var.unknown
    content {
      size = 1
    }
  }
}
variable "unknown" {}
`,
    });
    const [{ settings }] = deployment.functions as [(typeof deployment.functions)[number]];
    const { memoryMb, timeoutS, tracing, isInVpc, ephemeralMb } = settings;
    assert.deepEqual(
      [memoryMb, timeoutS, tracing, isInVpc, ephemeralMb].map(({ value, from }) => [value, from]),
      [
        [512, 'stated'],
        [3, 'default'],
        ['active', 'stated'],
        [false, 'default'],
        [undefined, 'unknown'],
      ],
    );
  });
});
