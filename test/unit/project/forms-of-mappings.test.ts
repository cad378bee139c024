import assert from 'node:assert/strict';
import type { Deployment } from '../../../src/model/deployment.js';
import { discover, HANDLER } from './check.js';

/** Mappings, schedules and the routes of load balancers, each with what it invokes and where it stands. */
async function linksOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { deployment, problems } = await discover({ 'src/a.js': HANDLER, ...files });
  assert.deepEqual(problems, []);
  const { mappings, schedules, apis }: Deployment = deployment();
  return [
    ...mappings.map(
      ({ name, kind, function: fn, batchSize, declaredIn }) =>
        `${name}: ${kind} → ${fn ?? '-'} ${batchSize.value} @ ${declaredIn.file}:${declaredIn.line}`,
    ),
    ...schedules.map(({ name, expression, functions }) => `${name}: ${expression.value} → ${functions.join() || '-'}`),
    ...apis.flatMap(({ name, kind, routes }) =>
      routes.map(({ method, path, function: fn }) => `${name} (${kind}): ${method} ${path} → ${fn ?? '-'}`),
    ),
  ];
}

const inCdk = (code: string) => ({
  'cdk.json': '{ "app": "node app.ts" }',
  'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
const stack = new Stack(new App(), 'S');
const fn = new lambda.Function(stack, 'Fn', { code: lambda.Code.fromAsset('src'), handler: 'a.handler' });
${code}
`,
});

const inSam = (resources: string) => ({
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: !Sub '\${AWS::StackName}-fn', CodeUri: src, Handler: a.handler, Runtime: nodejs22.x }
${resources}
`,
});

describe('forms of mappings and what they invoke', () => {
  const cases: readonly { title: string; files: Readonly<Record<string, string>>; links: readonly string[] }[] = [
    {
      title: 'reads a mapping of level one in CDK',
      files: inCdk(
        "const q = new sqs.Queue(stack, 'Q');\nnew lambda.CfnEventSourceMapping(stack, 'M', { functionName: fn.functionName, eventSourceArn: q.queueArn, batchSize: 9 });",
      ),
      links: ['Q sqs: sqs → app.ts#Fn 9 @ app.ts:7'],
    },
    {
      title: 'reads a mapping of an ARN, and of what is imported by one',
      files: inCdk(
        `new lambda.EventSourceMapping(stack, 'M', { target: fn, eventSourceArn: 'arn:aws:kinesis:eu-west-1:1:stream/s' });
new lambda.EventSourceMapping(stack, 'N', { target: fn, eventSourceArn: sqs.Queue.fromQueueArn(stack, 'I', 'arn:aws:sqs:eu-west-1:1:q').queueArn });`,
      ),
      links: ['M: kinesis → app.ts#Fn 100 @ app.ts:6', 'I sqs: sqs → app.ts#Fn 10 @ app.ts:7'],
    },
    {
      title: 'says the line of the call that adds a mapping',
      files: inCdk(
        "\nfn.addEventSourceMapping('M', { eventSourceArn: 'arn:aws:dynamodb:eu-west-1:1:table/t/stream/x', batchSize: 7 });",
      ),
      links: ['M: dynamodb → app.ts#Fn 7 @ app.ts:7'],
    },
    {
      title: 'leaves open what an ARN is of that only a deployment knows',
      files: inCdk("new lambda.EventSourceMapping(stack, 'M', { target: fn, eventSourceArn: process.env.ARN });"),
      links: ['M: unknown → app.ts#Fn undefined @ app.ts:6'],
    },
    {
      title: 'finds a function of a template by its name',
      files: inSam(`  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Sub '\${AWS::StackName}-fn', EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q' }
  Joined:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Join ['-', [!Ref AWS::StackName, fn]], EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q' }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets: [{ Id: a, Arn: !Sub 'arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${AWS::StackName}-fn:live' }]`),
      links: [
        'Map: sqs → template.yaml#Fn 10 @ template.yaml:6',
        'Joined: sqs → template.yaml#Fn 10 @ template.yaml:9',
        'Rule: rate(1 day) → template.yaml#Fn',
      ],
    },
    {
      title: 'finds no function by a name that another one has',
      files: inSam(`  Map:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: !Sub '\${AWS::StackName}-other', EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q' }`),
      links: ['Map: sqs → - 10 @ template.yaml:6'],
    },
    {
      title: 'reads schedules of state machines',
      files: inSam(`  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Events:
        Daily: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
        Hourly: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 hour) } }`),
      links: ['MachineDaily: rate(1 day) → -', 'MachineHourly: rate(1 hour) → -'],
    },
    {
      title: 'reads what a load balancer hands on in a service',
      files: {
        'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  one:
    handler: src/a.handler
    events:
      - alb: { listenerArn: arn:aws:x, priority: 1, conditions: { path: [/a, /b], method: GET } }
      - alb: { listenerArn: !Ref Listener, priority: 2, conditions: { host: example.org } }
resources: { Resources: { Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener' } } }
`,
      },
      links: [
        'alb (alb): GET /a → serverless.yml#one',
        'alb (alb): GET /b → serverless.yml#one',
        'Listener (alb): ANY * → serverless.yml#one',
      ],
    },
  ];
  for (const { title, files, links } of cases) it(title, async () => assert.deepEqual(await linksOf(files), links));
});
