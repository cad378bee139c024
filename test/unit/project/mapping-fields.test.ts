import assert from 'node:assert/strict';
import type { EventMapping, Setting } from '../../../src/model/deployment.js';
import { discover, HANDLER } from './check.js';

/** Every setting that a mapping of a stream has, none of them the default. */
const STREAM = {
  isEnabled: false,
  batchSize: 11,
  windowS: 12,
  reportsItemFailures: true,
  filters: 2,
  parallelization: 3,
  bisectsOnError: true,
  maxRetries: 4,
  maxAgeS: 65,
  hasFailureDestination: true,
  tumblingWindowS: 13,
};
const QUEUE = {
  isEnabled: false,
  batchSize: 11,
  windowS: 12,
  reportsItemFailures: true,
  filters: 2,
  maxConcurrency: 5,
};

const PATTERNS = `[{ Pattern: '{"a":[1]}' }, { Pattern: '{"b":[2]}' }]`;
const STREAM_PROPERTIES = `Enabled: false, BatchSize: 11, MaximumBatchingWindowInSeconds: 12, FunctionResponseTypes: [ReportBatchItemFailures], FilterCriteria: { Filters: ${PATTERNS} }, ParallelizationFactor: 3, BisectBatchOnFunctionError: true, MaximumRetryAttempts: 4, MaximumRecordAgeInSeconds: 65, DestinationConfig: { OnFailure: { Destination: arn } }, TumblingWindowInSeconds: 13`;
const QUEUE_PROPERTIES = `Enabled: false, BatchSize: 11, MaximumBatchingWindowInSeconds: 12, FunctionResponseTypes: [ReportBatchItemFailures], FilterCriteria: { Filters: ${PATTERNS} }, ScalingConfig: { MaximumConcurrency: 5 }`;

const PROGRAM = `import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib';
import { KinesisEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
export class S extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const fn = new lambda.Function(this, 'Fn', { code: lambda.Code.fromAsset('src'), handler: 'a.handler' });
    const queue = new Queue(this, 'Queue');
    const filters = [
      lambda.FilterCriteria.filter({ a: lambda.FilterRule.isEqual(1) }),
      lambda.FilterCriteria.filter({ b: lambda.FilterRule.isEqual(2) }),
    ];
    const more = { enabled: false, batchSize: 11, maxBatchingWindow: Duration.seconds(12), reportBatchItemFailures: true, filters };
    fn.addEventSource(new SqsEventSource(queue, { ...more, maxConcurrency: 5 }));
    fn.addEventSource(
      new KinesisEventSource(new Stream(this, 'Stream'), {
        ...more,
        startingPosition: lambda.StartingPosition.LATEST,
        parallelizationFactor: 3,
        bisectBatchOnError: true,
        retryAttempts: 4,
        maxRecordAge: Duration.seconds(65),
        onFailure: new SqsDlq(queue),
        tumblingWindow: Duration.seconds(13),
      }),
    );
  }
}
`;

const TERRAFORM = `resource "aws_lambda_function" "fn" {
  filename = "src.zip"
  handler  = "a.handler"
  runtime  = "nodejs22.x"
}
resource "aws_kinesis_stream" "s" {}
resource "aws_sqs_queue" "q" {}
resource "aws_lambda_event_source_mapping" "stream" {
  event_source_arn                   = aws_kinesis_stream.s.arn
  function_name                      = aws_lambda_function.fn.arn
  enabled                            = false
  batch_size                         = 11
  maximum_batching_window_in_seconds = 12
  function_response_types            = ["ReportBatchItemFailures"]
  parallelization_factor             = 3
  bisect_batch_on_function_error     = true
  maximum_retry_attempts             = 4
  maximum_record_age_in_seconds      = 65
  tumbling_window_in_seconds         = 13
  filter_criteria {
    filter {
      pattern = "a"
    }
    filter {
      pattern = "b"
    }
  }
  destination_config {
    on_failure {
      destination_arn = "arn"
    }
  }
}
resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn                   = aws_sqs_queue.q.arn
  function_name                      = aws_lambda_function.fn.arn
  enabled                            = false
  batch_size                         = 11
  maximum_batching_window_in_seconds = 12
  function_response_types            = ["ReportBatchItemFailures"]
  filter_criteria {
    filter {
      pattern = "a"
    }
    filter {
      pattern = "b"
    }
  }
  scaling_config {
    maximum_concurrency = 5
  }
}
`;

const RESOURCES = `  Stream: { Type: AWS::Kinesis::Stream, Properties: {} }
  Queue: { Type: AWS::SQS::Queue, Properties: {} }
`;
const FORMATS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'SAM events': {
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
${RESOURCES}  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: a.handler
      Events:
        S: { Type: Kinesis, Properties: { Stream: !GetAtt Stream.Arn, ${STREAM_PROPERTIES} } }
        Q: { Type: SQS, Properties: { Queue: !GetAtt Queue.Arn, ${QUEUE_PROPERTIES} } }
`,
  },
  CloudFormation: {
    'template.yaml': `Resources:
${RESOURCES}  Fn: { Type: AWS::Lambda::Function, Properties: { Code: src/, Handler: a.handler, Runtime: nodejs22.x } }
  S: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Stream.Arn, ${STREAM_PROPERTIES} } }
  Q: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Fn, EventSourceArn: !GetAtt Queue.Arn, ${QUEUE_PROPERTIES} } }
`,
  },
  'Serverless Framework': {
    'serverless.yml': `service: s
provider: { name: aws }
functions:
  fn:
    handler: src/a.handler
    events:
      - stream: { type: kinesis, arn: !GetAtt Stream.Arn, enabled: false, batchSize: 11, batchWindow: 12, functionResponseType: ReportBatchItemFailures, filterPatterns: [{ a: [1] }, { b: [2] }], parallelizationFactor: 3, bisectBatchOnFunctionError: true, maximumRetryAttempts: 4, maximumRecordAgeInSeconds: 65, destinations: { onFailure: arn }, tumblingWindowInSeconds: 13 }
      - sqs: { arn: !GetAtt Queue.Arn, enabled: false, batchSize: 11, maximumBatchingWindow: 12, functionResponseType: ReportBatchItemFailures, filterPatterns: [{ a: [1] }, { b: [2] }], maximumConcurrency: 5 }
resources:
  Resources:
    Stream: { Type: AWS::Kinesis::Stream, Properties: {} }
    Queue: { Type: AWS::SQS::Queue, Properties: {} }
`,
  },
  CDK: { 'cdk.json': '{ "app": "node stack.ts" }', 'stack.ts': PROGRAM },
  Terraform: { 'main.tf': TERRAFORM },
};

describe('a mapping has every setting in', () => {
  for (const [format, files] of Object.entries(FORMATS)) {
    it(format, async () => {
      const { deployment, problems } = await discover({ 'src/a.ts': HANDLER, ...files });
      assert.deepEqual(problems, []);
      const { mappings, functions } = deployment();
      assert.deepEqual(
        mappings.map(({ function: fn }) => fn),
        [functions[0]?.id, functions[0]?.id],
      );
      assert.ok(mappings.every(({ source }) => source !== undefined));
      assert.deepEqual(statedOf(mappings, 'kinesis'), STREAM);
      assert.deepEqual(statedOf(mappings, 'sqs'), QUEUE);
    });
  }
});

/** The values of the settings that a file states; a default or an unknown one is left out. */
function statedOf(mappings: readonly EventMapping[], wanted: EventMapping['kind']): Readonly<Record<string, unknown>> {
  const mapping = mappings.find(({ kind }) => kind === wanted);
  assert.ok(mapping);
  const { id: _, name: __, declaredIn: ___, function: ____, kind: _____, source: ______, ...settings } = mapping;
  const all = Object.entries(settings) as [string, Setting<unknown>][];
  return Object.fromEntries(all.filter(([, { from }]) => from === 'stated').map(([key, { value }]) => [key, value]));
}
