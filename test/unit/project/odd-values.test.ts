import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

const ODD = [
  'null',
  'many',
  '[1, [x], { a: b }]',
  '{ a: { b: null } }',
  '.nan',
  '-1',
  "''",
  'true',
  '!Ref Gone',
  '!GetAtt [Gone]',
  '!Sub [1]',
  'constructor',
  '__proto__',
];

/** Type of a resource → properties that readers ask for. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Serverless::Function': [
    'CodeUri',
    'Handler',
    'Runtime',
    'MemorySize',
    'Timeout',
    'Architectures',
    'Layers',
    'Events',
    'Environment',
    'VpcConfig',
    'Tracing',
    'EphemeralStorage',
    'FunctionUrlConfig',
    'PackageType',
    'LoggingConfig',
    'ProvisionedConcurrencyConfig',
  ],
  'AWS::Lambda::Function': ['Code', 'Handler', 'Runtime', 'MemorySize', 'FunctionName', 'Layers', 'TracingConfig'],
  'AWS::Lambda::EventSourceMapping': [
    'FunctionName',
    'EventSourceArn',
    'BatchSize',
    'Enabled',
    'FunctionResponseTypes',
    'FilterCriteria',
    'DestinationConfig',
    'ScalingConfig',
    'SelfManagedEventSource',
  ],
  'AWS::SQS::Queue': ['FifoQueue', 'VisibilityTimeout', 'RedrivePolicy'],
  'AWS::Kinesis::Stream': ['RetentionPeriodHours'],
  'AWS::Logs::LogGroup': ['LogGroupName', 'RetentionInDays'],
  'AWS::Events::Rule': ['ScheduleExpression', 'State', 'Targets'],
  'AWS::StepFunctions::StateMachine': ['StateMachineType', 'DefinitionString'],
  'AWS::ApiGateway::Method': ['RestApiId', 'ResourceId', 'HttpMethod', 'Integration'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'RouteKey', 'Target'],
  'AWS::Lambda::Permission': ['Principal', 'FunctionName'],
  'AWS::Lambda::LayerVersion': ['Content'],
  'AWS::Lambda::Alias': ['FunctionName', 'ProvisionedConcurrencyConfig'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'GlobalSecondaryIndexes'],
  'AWS::CloudFormation::Stack': ['TemplateURL', 'Parameters'],
};
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Globals', 'Outputs', 'Metadata'];

function templateWith(odd: string): string {
  const resources = Object.entries(PROPERTIES).flatMap(([type, properties], index) =>
    properties.map((property) => `  R${index}${property}: { Type: ${type}, Properties: { ${property}: ${odd} } }\n`),
  );
  const event = (type: string) =>
    `{ Type: ${type}, Properties: { Queue: ${odd}, Stream: ${odd}, BatchSize: ${odd}, Schedule: ${odd}, Path: ${odd}, Method: ${odd}, ApiId: ${odd} } }`;
  const events = ['SQS', 'Kinesis', 'Schedule', 'HttpApi', odd].map((type, index) => `E${index}: ${event(type)}`);
  return `${SECTIONS.map((section) => `${section}: ${odd}\n`).join('')}Transform: ${odd}
Resources:
${resources.join('')}  Odd: ${odd}
  Typed: { Type: ${odd}, Properties: ${odd} }
  Bare: { Type: AWS::Serverless::Function, Properties: ${odd}, Metadata: { BuildMethod: esbuild, BuildProperties: ${odd} } }
  Own: { Type: AWS::Serverless::Function, Properties: { Events: { ${events.join(', ')} } } }
`;
}

function serviceWith(odd: string): string {
  const keys = [
    'handler',
    'memorySize',
    'timeout',
    'events',
    'url',
    'layers',
    'environment',
    'package',
    'vpc',
    'architecture',
    'runtime',
  ];
  const events = ['sqs', 'stream', 'schedule', 'http', 'httpApi', 'websocket', 'constructor'].map(
    (key) => `{ ${key}: ${odd} }`,
  );
  return `service: ${odd}
provider: { name: aws, environment: ${odd}, tracing: ${odd}, vpc: ${odd}, stage: ${odd} }
custom: ${odd}
params: ${odd}
plugins: ${odd}
package: ${odd}
layers: ${odd}
functions:
${keys.map((key) => `  ${key}: { ${key}: ${odd} }\n`).join('')}  odd: ${odd}
  events: { handler: a.handler, memorySize: "\${param:x}", events: [${events.join(', ')}, ${odd}, toString] }
resources: [${odd}, { Resources: ${odd} }, { Resources: { Odd: ${odd}, Fn: { Type: AWS::Lambda::Function, Properties: ${odd} } } }]
`;
}

describe('odd values in deployment files', () => {
  for (const odd of ODD)
    it(`break nothing: ${odd}`, async () => {
      const { problems, deployment } = await discover({
        'template.yaml': templateWith(odd),
        'svc/serverless.yml': serviceWith(odd),
        'svc/serverless-compose.yml': `services: { a: ${odd}, b: { path: ${odd}, params: ${odd} }, c: { path: ., params: { x: ${odd} } } }\n`,
        'svc/a.ts': HANDLER,
      });
      assert.deepEqual(problems, []);
      const text = JSON.stringify(deployment());
      assert.ok(text.includes('template.yaml#R1Handler'));
      assert.ok(!text.includes('":null'));
    });

  it('make settings unknown, each with its place', async () => {
    const { deployment } = await discover({
      'template.yaml': `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: [nodejs22.x], MemorySize: null, VpcConfig: many } }
  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Ref Gone, EventSourceArn: !GetAtt Gone.Arn, BatchSize: many, FunctionResponseTypes: [7], Enabled: null }
`,
    });
    const [fn] = deployment().functions;
    const [mapping] = deployment().mappings;
    const { runtime, memoryMb, isInVpc } = fn!.settings;
    assert.equal(mapping?.function, undefined);
    assert.equal(mapping?.source, undefined);
    assert.equal(mapping?.kind, 'unknown');
    const unknown = [runtime, memoryMb, isInVpc, mapping?.batchSize, mapping?.reportsItemFailures, mapping?.isEnabled];
    assert.deepEqual(
      unknown.map((each) => [each?.from, each?.writtenAt?.line]),
      [...Array(3).fill(['unknown', 2]), ...Array(3).fill(['unknown', 5])],
    );
  });
});

describe('two files that declare the same', () => {
  const sam = (code: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ${code}
      Handler: a.handler
      Events: { Q: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } } }
  Jobs: { Type: AWS::SQS::Queue }
  Rows: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
`;

  it('count once where one is packaged out of the other', async () => {
    const { functions, unresolved, deployment, tables } = await discover({
      'template.yaml': sam('code'),
      'packaged.yaml': sam('s3://bucket/0123456789abcdef'),
      'code/a.ts': HANDLER,
    });
    const { queues, mappings, functions: declared } = deployment();
    assert.deepEqual(
      [...functions, ...declared, ...queues, ...mappings, ...tables].map(({ id }) => id),
      ['template.yaml#Fn', 'template.yaml#Fn', 'template.yaml#Jobs', 'template.yaml#FnQ', 'template.yaml#Rows'],
    );
    assert.deepEqual(unresolved, []);
  });

  it('stay where a packaged file stands alone, or has a function of its own', async () => {
    const other =
      '  Other: { Type: AWS::Serverless::Function, Properties: { CodeUri: s3://b/c, Handler: b.handler } }\n';
    const alone = await discover({ 'packaged.yaml': sam('s3://bucket/0123') });
    const more = await discover({
      'template.yaml': sam('code'),
      'packaged.yaml': `${sam('s3://bucket/0123')}${other}`,
      'code/a.ts': HANDLER,
    });
    assert.equal(alone.deployment().queues.length, 1);
    assert.equal(more.deployment().queues.length, 2);
  });

  it('are one function that a service and a template declare', async () => {
    const { functions, deployment } = await discover({
      'template.yaml': sam('code'),
      'serverless.yml': 'service: s\nprovider: { name: aws }\nfunctions:\n  fn: { handler: code/a.handler }\n',
      'code/a.ts': HANDLER,
    });
    assert.deepEqual(
      functions.map(({ id, alsoDeclaredIn = [] }) => [id, alsoDeclaredIn.map(({ file }) => file)]),
      [['template.yaml#Fn', ['serverless.yml']]],
    );
    assert.deepEqual(
      deployment().functions.map(({ id, functionId }) => [id, functionId]),
      [
        ['serverless.yml#fn', 'template.yaml#Fn'],
        ['template.yaml#Fn', 'template.yaml#Fn'],
      ],
    );
  });
});
