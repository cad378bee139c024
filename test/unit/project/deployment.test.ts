import assert from 'node:assert/strict';
import type { Deployment, Setting } from '../../../src/model/deployment.js';
import { discover, HANDLER } from './check.js';
import { settingsOf as settings, shown as show } from './shown.js';

function mappings({ mappings }: Deployment): readonly string[] {
  return mappings.map(({ id: _, name, declaredIn, function: fn, kind, source, ...rest }) =>
    [
      `${name} @ ${declaredIn.line}: ${kind} ${source ?? '-'} → ${fn ?? '-'}`,
      ...Object.entries(rest).map(([key, setting]) => `${key}=${show(setting as Setting<unknown>)}`),
    ].join(' | '),
  );
}

function others(deployment: Deployment): readonly string[] {
  const { queues, streams, apis, logGroups, schedules, stateMachines } = deployment;
  return [
    ...queues.map((each) => `queue ${each.name}: ${show(each.visibilityTimeoutS)}, fifo ${show(each.isFifo)}`),
    ...streams.map((each) => `stream ${each.name}: ${show(each.retentionHours)}`),
    ...apis.map(
      ({ name, kind, routes }) =>
        `api ${name} (${kind}): ${routes.map((each) => `${each.method} ${each.path} → ${each.function}`).join(', ')}`,
    ),
    ...logGroups.map((each) => `log group ${each.name}: ${show(each.retentionDays)}`),
    ...schedules.map((each) => `schedule ${each.name}: ${show(each.expression)} → ${each.functions.join()}`),
    ...stateMachines.map((each) => `state machine ${each.name}: ${show(each.kind)} → ${each.functions.join()}`),
  ];
}

async function deploymentOf(files: Readonly<Record<string, string>>): Promise<Deployment> {
  const { deployment, problems } = await discover(files);
  assert.deepEqual(problems, []);
  return deployment();
}

const DEFAULTS = {
  runtime: 'unknown',
  memoryMb: '128 default',
  timeoutS: '3 default',
  architecture: 'x86_64 default',
  package: 'zip default',
  tracing: 'pass-through default',
  logRetentionDays: 'forever default',
  isInVpc: 'false default',
  ephemeralMb: '512 default',
  reservedConcurrency: 'none default',
  provisionedConcurrency: 'none default',
};

const STREAM =
  'parallelization=1 default | bisectsOnError=false default | maxRetries=until expired default | maxAgeS=until expired default | hasFailureDestination=false default | tumblingWindowS=0 default';
const PLAIN = 'isEnabled=true default';

describe('what SAM and CloudFormation declare', () => {
  const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Memory: { Type: Number, Default: 512 }
  Open: { Type: Number }
Mappings:
  Sizes:
    prod: { Timeout: 9 }
Globals:
  Function:
    Runtime: nodejs22.x
    Tracing: Active
Resources:
  All:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: gone
      Handler: a.handler
      MemorySize: !Ref Memory
      Timeout: !FindInMap [Sizes, prod, Timeout]
      Architectures: [arm64]
      VpcConfig: { SubnetIds: [a] }
      EphemeralStorage: { Size: 1024 }
      ReservedConcurrentExecutions: 5
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 }
      Events:
        Queue:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: 7
            MaximumBatchingWindowInSeconds: 4
            FunctionResponseTypes: [ReportBatchItemFailures]
            FilterCriteria: { Filters: [{ Pattern: '{}' }] }
            ScalingConfig: { MaximumConcurrency: 3 }
        Second: { Type: SQS, Properties: { Queue: !GetAtt Others.Arn } }
        Get: { Type: HttpApi, Properties: { Path: /a, Method: get } }
        Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
  Plain:
    Type: AWS::Lambda::Function
    Properties: { Code: { ZipFile: x }, Handler: index.handler, MemorySize: !Ref Open }
  Log:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: !Sub '/aws/lambda/\${All}', RetentionInDays: 14 }
  Orders:
    Type: AWS::SQS::Queue
    Properties: { VisibilityTimeout: 60 }
  Others:
    Type: AWS::SQS::Queue
    Properties: { FifoQueue: true }
  Changes: { Type: AWS::Kinesis::Stream, Properties: { RetentionPeriodHours: 48 } }
  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: !Ref Plain
      EventSourceArn: !GetAtt Changes.Arn
      BisectBatchOnFunctionError: true
      MaximumRetryAttempts: -1
      MaximumRecordAgeInSeconds: 60
      ParallelizationFactor: 2
      TumblingWindowInSeconds: 30
      Enabled: false
      DestinationConfig: { OnFailure: { Destination: arn } }
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties: { Type: EXPRESS, DefinitionSubstitutions: { Fn: !GetAtt Plain.Arn } }
`;

  it('knows every setting of a function whose code is not there, and where it is written', async () => {
    const deployment = await deploymentOf({ 'template.yaml': template });
    assert.deepEqual(settings(deployment, 'All'), {
      runtime: 'nodejs22.x stated 10 globals',
      memoryMb: '512 stated 3 parameter',
      timeoutS: '9 stated 7 mapping',
      architecture: 'arm64 stated 20',
      package: 'zip default',
      tracing: 'active stated 11 globals',
      logRetentionDays: '14 stated 43',
      isInVpc: 'true stated 21',
      ephemeralMb: '1024 stated 22',
      reservedConcurrency: '5 stated 23',
      provisionedConcurrency: '2 stated 24',
    });
    assert.deepEqual(settings(deployment, 'Plain'), { ...DEFAULTS, memoryMb: 'unknown 40' });
    assert.deepEqual(
      deployment.functions.map(({ id, functionId, unfound }) => [id, functionId, unfound?.cause]),
      [
        ['template.yaml#All', undefined, 'not-found'],
        ['template.yaml#Plain', undefined, 'inline'],
      ],
    );
  });

  it('keeps each mapping with all of its settings, two queues included, and what is around', async () => {
    const deployment = await deploymentOf({ 'template.yaml': template });
    assert.deepEqual(mappings(deployment), [
      'AllQueue @ 26: sqs template.yaml#Orders → template.yaml#All | isEnabled=true default | batchSize=7 stated 30 | windowS=4 stated 31 | reportsItemFailures=true stated 32 | filters=1 stated 33 | maxConcurrency=3 stated 34',
      `AllSecond @ 35: sqs template.yaml#Others → template.yaml#All | ${PLAIN} | batchSize=10 default | windowS=0 default | reportsItemFailures=false default | filters=0 default | maxConcurrency=none default`,
      'Map @ 51: kinesis template.yaml#Changes → template.yaml#Plain | isEnabled=false stated 61 | batchSize=100 default | windowS=0 default | reportsItemFailures=false default | filters=0 default | parallelization=2 stated 59 | bisectsOnError=true stated 56 | maxRetries=until expired stated 57 | maxAgeS=60 stated 58 | hasFailureDestination=true stated 62 | tumblingWindowS=30 stated 60',
    ]);
    assert.deepEqual(others(deployment), [
      'queue Orders: 60 stated 46, fifo false default',
      'queue Others: 30 default, fifo true stated 49',
      'stream Changes: 48 stated 50',
      'api ServerlessHttpApi (http): GET /a → template.yaml#All',
      'log group Log: 14 stated 43',
      'schedule AllDaily: rate(1 day) stated 37 → template.yaml#All',
      'state machine Machine: express stated 65 → template.yaml#Plain',
    ]);
  });
});

describe('what a template takes from Systems Manager', () => {
  it('is unknown, as its default is the name of a parameter there', async () => {
    const deployment = await deploymentOf({
      'template.yaml': `Parameters:
  Memory: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /sizes/memory }
  Time: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 30 }
  Name: { Type: 'AWS::SSM::Parameter::Name', Default: /name }
Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Code: src/, Handler: a.handler, Runtime: nodejs22.x, MemorySize: !Ref Memory, Timeout: !Ref Time } }
`,
      'src/a.ts': HANDLER,
    });
    assert.deepEqual(
      [settings(deployment, 'Fn').memoryMb, settings(deployment, 'Fn').timeoutS].map((text) => text?.split(' ')[0]),
      ['unknown', 'unknown'],
    );
  });
});

describe('what the Serverless Framework declares', () => {
  const service = `service: s
frameworkVersion: '3'
provider:
  name: aws
  memorySize: 256
  logRetentionInDays: 14
  tracing: { lambda: true }
functions:
  all:
    handler: a.handler
    runtime: nodejs20.x
    timeout: \${param:seconds}
    architecture: arm64
    vpc: { subnetIds: [a] }
    ephemeralStorageSize: 2048
    reservedConcurrency: 4
    provisionedConcurrency: 1
    url: true
    events:
      - sqs: { arn: !GetAtt Orders.Arn, batchSize: 3, maximumBatchingWindow: 2, functionResponseType: ReportBatchItemFailures }
      - stream: { type: dynamodb, arn: !GetAtt Rows.StreamArn, batchWindow: 1 }
      - httpApi: { method: post, path: /a }
      - http: GET /b
      - schedule: rate(1 hour)
  plain:
    handler: a.handler
resources:
  Resources:
    Orders: { Type: AWS::SQS::Queue }
    Rows: { Type: AWS::DynamoDB::Table }
`;

  it('knows settings of the function, of the provider and of the framework', async () => {
    const deployment = await deploymentOf({ 'serverless.yml': service, 'a.ts': HANDLER });
    assert.deepEqual(settings(deployment, 'all'), {
      runtime: 'nodejs20.x stated 11',
      memoryMb: '256 stated 5 provider',
      timeoutS: 'unknown 12',
      architecture: 'arm64 stated 13',
      package: 'zip default',
      tracing: 'active stated 7 provider',
      logRetentionDays: '14 stated 6 provider',
      isInVpc: 'true stated 14',
      ephemeralMb: '2048 stated 15',
      reservedConcurrency: '4 stated 16',
      provisionedConcurrency: '1 stated 17',
    });
    assert.deepEqual(settings(deployment, 'plain'), {
      ...DEFAULTS,
      runtime: 'nodejs16.x default',
      memoryMb: '256 stated 5 provider',
      timeoutS: '6 default',
      tracing: 'active stated 7 provider',
      logRetentionDays: '14 stated 6 provider',
    });
  });

  it('makes mappings, routes and schedules of events', async () => {
    const deployment = await deploymentOf({ 'serverless.yml': service, 'a.ts': HANDLER });
    assert.deepEqual(mappings(deployment), [
      'all sqs-1 @ 20: sqs serverless.yml#Orders → serverless.yml#all | isEnabled=true default | batchSize=3 stated 20 | windowS=2 stated 20 | reportsItemFailures=true stated 20 | filters=0 default | maxConcurrency=none default',
      `all stream-2 @ 21: dynamodb serverless.yml#Rows → serverless.yml#all | ${PLAIN} | batchSize=10 default | windowS=1 stated 21 | reportsItemFailures=false default | filters=0 default | ${STREAM}`,
    ]);
    assert.deepEqual(others(deployment), [
      'queue Orders: 30 default, fifo false default',
      'api all url (url): ANY / → serverless.yml#all',
      'api HttpApi (http): POST /a → serverless.yml#all',
      'api ApiGatewayRestApi (rest): GET /b → serverless.yml#all',
      'schedule all schedule-5: rate(1 hour) stated → serverless.yml#all',
    ]);
  });
});

describe('what CDK programs declare', () => {
  const program = `import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Alias, Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
const stack = new Stack(new App(), 'S');
const queue = new Queue(stack, 'Orders', { visibilityTimeout: Duration.minutes(2) });
const other = new Queue(stack, 'Other');
const fn = new NodejsFunction(stack, 'All', {
  entry: 'src/a.ts',
  runtime: Runtime.NODEJS_22_X,
  memorySize: 256,
  timeout: Duration.seconds(9),
  architecture: Architecture.ARM_64,
  tracing: Tracing.ACTIVE,
  logRetention: RetentionDays.ONE_WEEK,
  vpc: stack.vpc,
  ephemeralStorageSize: Size.gibibytes(1),
  reservedConcurrentExecutions: 3,
});
fn.addAlias('live', { provisionedConcurrentExecutions: 2 });
fn.addEventSource(new SqsEventSource(queue, { batchSize: 7, maxBatchingWindow: Duration.seconds(5), reportBatchItemFailures: true }));
fn.addEventSource(new SqsEventSource(other));
new RestApi(stack, 'Api').root.addResource('orders').addMethod('GET', new LambdaIntegration(fn));
new Rule(stack, 'Daily', { schedule: Schedule.rate(Duration.days(1)), targets: [new LambdaFunction(fn)] });
new Function(stack, 'Stored', {
  runtime: Runtime.NODEJS_20_X,
  handler: 'index.handler',
  code: Code.fromBucket(undefined, 'key'),
  logGroup: new LogGroup(stack, 'Log'),
});
`;
  const files = { 'cdk.json': '{"app":"npx ts-node app.ts"}', 'app.ts': program, 'src/a.ts': HANDLER };

  it('knows settings that are made of classes of the library, and the defaults of CDK', async () => {
    const deployment = await deploymentOf(files);
    assert.deepEqual(settings(deployment, 'All'), {
      runtime: 'nodejs22.x stated 15',
      memoryMb: '256 stated 16',
      timeoutS: '9 stated 17',
      architecture: 'arm64 stated 18',
      package: 'zip default',
      tracing: 'active stated 19',
      logRetentionDays: '7 stated 20',
      isInVpc: 'true stated 21',
      ephemeralMb: '1024 stated 22',
      reservedConcurrency: '3 stated 23',
      provisionedConcurrency: '2 stated 25',
    });
    assert.deepEqual(settings(deployment, 'Stored'), {
      ...DEFAULTS,
      runtime: 'nodejs20.x stated 31',
      logRetentionDays: '731 default',
    });
  });

  it('knows mappings, routes and schedules', async () => {
    const deployment = await deploymentOf(files);
    assert.deepEqual(mappings(deployment), [
      'Orders sqs @ 26: sqs app.ts:11#Orders → app.ts#All | isEnabled=true default | batchSize=7 stated 26 | windowS=5 stated 26 | reportsItemFailures=true stated 26 | filters=0 default | maxConcurrency=none default',
      `Other sqs @ 27: sqs app.ts:12#Other → app.ts#All | ${PLAIN} | batchSize=10 default | windowS=0 default | reportsItemFailures=false default | filters=0 default | maxConcurrency=none default`,
    ]);
    assert.deepEqual(others(deployment), [
      'queue Orders: 120 stated 11, fifo false default',
      'queue Other: 30 default, fifo false default',
      'api Api (rest): GET /orders → app.ts#All',
      'log group Log: 731 default',
      'schedule Daily: rate(1 day) stated → app.ts#All',
    ]);
  });

  it('keeps log events forever where the program says so', async () => {
    const app = `import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
new NodejsFunction(new Stack(new App(), 'S'), 'Fn', { entry: 'src/a.ts', logRetention: RetentionDays.INFINITE });
`;
    const deployment = await deploymentOf({ ...files, 'app.ts': app });
    assert.equal(settings(deployment, 'Fn').logRetentionDays, 'forever stated 4');
  });
});

describe('what Terraform declares', () => {
  const main = `resource "aws_lambda_function" "all" {
  function_name                  = "all"
  filename                       = "src.zip"
  handler                        = "a.handler"
  runtime                        = "nodejs22.x"
  memory_size                    = 256
  timeout                        = 7
  architectures                  = ["arm64"]
  reserved_concurrent_executions = -1
  tracing_config {
    mode = "Active"
  }
  vpc_config {
    subnet_ids = ["a"]
  }
  ephemeral_storage {
    size = 1024
  }
}
resource "aws_lambda_function" "plain" {
  s3_bucket = "b"
  s3_key    = var.key
  handler   = "a.handler"
  runtime   = "nodejs22.x"
  timeout   = var.seconds
}
variable "key" {}
variable "seconds" {}
resource "aws_cloudwatch_log_group" "all" {
  name              = "/aws/lambda/\${aws_lambda_function.all.function_name}"
  retention_in_days = 14
}
resource "aws_sqs_queue" "orders" {
  visibility_timeout_seconds = 90
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn        = aws_sqs_queue.orders.arn
  function_name           = aws_lambda_function.all.arn
  batch_size              = 4
  function_response_types = ["ReportBatchItemFailures"]
  scaling_config {
    maximum_concurrency = 5
  }
}
resource "aws_cloudwatch_event_rule" "daily" {
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "daily" {
  rule = aws_cloudwatch_event_rule.daily.name
  arn  = aws_lambda_function.plain.arn
}
resource "aws_apigatewayv2_api" "api" {
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_integration" "all" {
  integration_uri = aws_lambda_function.all.invoke_arn
}
resource "aws_apigatewayv2_route" "get" {
  api_id    = aws_apigatewayv2_api.api.id
  route_key = "GET /orders"
  target    = "integrations/\${aws_apigatewayv2_integration.all.id}"
}
`;

  it('knows settings of attributes and blocks, and what nobody can know before it runs', async () => {
    const deployment = await deploymentOf({ 'main.tf': main, 'src/a.ts': HANDLER });
    assert.deepEqual(settings(deployment, 'all'), {
      runtime: 'nodejs22.x stated 5',
      memoryMb: '256 stated 6',
      timeoutS: '7 stated 7',
      architecture: 'arm64 stated 8',
      package: 'zip default',
      tracing: 'active stated 11',
      logRetentionDays: '14 stated 31',
      isInVpc: 'true stated 13',
      ephemeralMb: '1024 stated 17',
      reservedConcurrency: 'none stated 9',
      provisionedConcurrency: 'none default',
    });
    assert.deepEqual(settings(deployment, 'plain'), {
      ...DEFAULTS,
      runtime: 'nodejs22.x stated 24',
      timeoutS: 'unknown 25',
    });
  });

  it('knows mappings, routes and schedules', async () => {
    const deployment = await deploymentOf({ 'main.tf': main, 'src/a.ts': HANDLER });
    assert.deepEqual(mappings(deployment), [
      'm @ 36: sqs .#aws_sqs_queue.orders → main.tf#all | isEnabled=true default | batchSize=4 stated 39 | windowS=0 default | reportsItemFailures=true stated 40 | filters=0 default | maxConcurrency=5 stated 42',
    ]);
    assert.deepEqual(others(deployment), [
      'queue orders: 90 stated 34, fifo false default',
      'api api (http): GET /orders → main.tf#all',
      'log group all: 14 stated 31',
      'schedule daily: rate(1 day) stated 46 → main.tf#plain',
    ]);
  });
});
