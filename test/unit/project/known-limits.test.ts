import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

/** `f: 512 stated, x86_64 default, keeps 14`, and what else is declared. */
async function told(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { deployment, unresolved, problems } = await discover({ 'src/a.js': HANDLER, ...files });
  assert.deepEqual(problems, []);
  const { functions, schedules, apis } = deployment();
  return [
    ...functions.map(({ name, settings: { memoryMb, timeoutS, package: zip, logRetentionDays } }) => {
      const shown = [memoryMb, timeoutS, zip, logRetentionDays].map(({ value, from }) => `${value ?? '?'} ${from}`);
      return `${name}: ${shown.join(', ')}`;
    }),
    ...unresolved.map(({ name, reason }) => `${name}: ${reason}`),
    ...schedules.map(({ name, expression, functions }) => `${name}: ${expression.value ?? '?'} → ${functions.join()}`),
    ...apis.map(({ name }) => `api ${name}`),
  ];
}

const inCdk = (code: string) => ({
  'cdk.json': '{ "app": "node app.ts" }',
  'app.ts': `import { App, Stack, Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { GuScheduledLambda } from '@guardian/cdk';
const stack = new Stack(new App(), 'S');
const code = lambda.Code.fromAsset('src');
const props = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.handler', code };
${code}
`,
});

const DEFAULT = '128 default, 3 default, zip default, forever default';
const UNKNOWN = '? unknown, ? unknown, ? unknown, ? unknown';

const FUNCTION =
  'resource "aws_lambda_function" "f" {\n  filename    = "src"\n  handler     = "a.handler"\n  timeout     = 5\n  memory_size = var.memory\n}\nvariable "memory" {\n  default = 256\n}\n';

const CASES: readonly { title: string; files: Readonly<Record<string, string>>; told: readonly string[] }[] = [
  {
    title: 'a log group of several is of the function that it is named after',
    files: {
      'main.tf': `locals { fns = { a = { keep = 7 }, b = { keep = 14 } } }
resource "aws_lambda_function" "f" {
  for_each      = local.fns
  function_name = "app-\${each.key}"
  filename      = "src"
  handler       = "a.handler"
}
resource "aws_cloudwatch_log_group" "f" {
  for_each          = local.fns
  name              = "/aws/lambda/app-\${each.key}"
  retention_in_days = each.value.keep
}
resource "aws_lambda_function" "g" {
  function_name = "app-c"
  filename      = "src"
  handler       = "a.handler"
}
`,
    },
    told: [
      'f["a"]: 128 default, 3 default, zip default, 7 stated',
      'f["b"]: 128 default, 3 default, zip default, 14 stated',
      `g: ${DEFAULT}`,
    ],
  },
  {
    title: 'an override file changes what others state, and makes nothing',
    files: {
      'main.tf': FUNCTION,
      'a_override.tf':
        'variable "memory" {\n  type = number\n}\nresource "aws_lambda_function" "f" {\n  timeout = 6\n}\nresource "aws_lambda_function" "none" {\n  timeout = 6\n}\n',
      'override.tf': 'resource "aws_lambda_function" "f" {\n  timeout = 7\n}\n',
    },
    told: ['f: 256 stated, 7 stated, zip default, forever default'],
  },
  {
    title: 'a file that only sounds like an override is one of the module',
    files: {
      'main.tf': FUNCTION,
      'overrides.tf': 'resource "aws_lambda_function" "g" {\n  filename = "src"\n  handler = "a.handler"\n}\n',
    },
    told: ['f: 256 stated, 5 stated, zip default, forever default', `g: ${DEFAULT}`],
  },
  {
    title: 'a construct of a package has the schedules that it is given',
    files: inCdk(`new GuScheduledLambda(stack, 'G', {
  ...props, rules: [{ schedule: Schedule.rate(Duration.minutes(5)) }, { schedule: Schedule.expression('cron(0 1 * * ? *)') }],
});
new GuScheduledLambda(stack, 'H', { ...props, schedule: process.env.S });
new GuScheduledLambda(stack, 'I', { ...props, schedule: undefined });`),
    told: [
      `G: ${UNKNOWN}`,
      `H: ${UNKNOWN}`,
      `I: ${UNKNOWN}`,
      'GSchedule: rate(5 minutes) → app.ts#G',
      'GSchedule-2: cron(0 1 * * ? *) → app.ts#G',
      'HSchedule: ? → app.ts#H',
    ],
  },
  {
    title: 'a rule has a schedule where what it is given is one',
    files: inCdk(`const make = (id, given) => {
  const fn = new lambda.Function(stack, id, props);
  new Rule(stack, id + 'Rule', { schedule: given instanceof Schedule ? given : undefined, targets: [new LambdaFunction(fn)] });
};
make('A', Schedule.rate(Duration.hours(1)));
make('B', { source: ['aws.s3'] });
make('C', undefined);`),
    told: [`A: ${DEFAULT}`, `B: ${DEFAULT}`, `C: ${DEFAULT}`, 'ARule: rate(1 hour) → app.ts#A'],
  },
  {
    title: 'functions of other clouds are none of Lambda',
    files: {
      'main.tf': `resource "google_cloudfunctions_function" "f" { runtime = "nodejs18" }
module "g" {
  source  = "terraform-google-modules/event-function/google"
  runtime = "nodejs18"
}
module "h" {
  source  = "./h"
  runtime = "nodejs18"
}
module "i" {
  source   = "acme/fn/aws"
  runtime  = "nodejs18.x"
  handler  = "a.handler"
  filename = "src"
}
`,
      'google/serverless.yml':
        'provider: { name: google, runtime: nodejs18 }\nfunctions:\n  first: { handler: http, events: [{ http: path }] }\n',
    },
    told: [`first: ${UNKNOWN}`, `i: ${UNKNOWN}`, 'first: provider google is not AWS Lambda'],
  },
  {
    title: 'what an included part of a function may bring is not known',
    files: {
      'template.yaml': `Resources:
  Stated:
    Type: AWS::Lambda::Function
    Properties: { MemorySize: 512, Handler: a.handler, Code: src, 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: s3://b/x } } }
  All:
    Type: AWS::Serverless::Function
    Properties: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: x.yaml } } }
  Located:
    Type: AWS::Lambda::Function
    Properties: { Handler: none.handler, 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: x.yaml } } }
  Whole:
    Type: AWS::Lambda::Function
    Properties: { MemorySize: 512, Handler: a.handler, Code: src }
`,
    },
    told: [
      'Stated: 512 stated, ? unknown, ? unknown, forever default',
      'All: ? unknown, ? unknown, ? unknown, forever default',
      'Located: ? unknown, ? unknown, ? unknown, forever default',
      'Whole: 512 stated, 3 default, zip default, forever default',
      'All: its Handler is known only at deployment',
      'Located: its code location is known only at deployment',
    ],
  },
  {
    title: 'a function with the runtime of an image is a container',
    files: inCdk(`const image = { runtime: lambda.Runtime.FROM_IMAGE, handler: lambda.Handler.FROM_IMAGE };
new lambda.Function(stack, 'A', { ...image, code: lambda.Code.fromAssetImage('src') });
new lambda.Function(stack, 'B', { ...image, code: new lambda.EcrImageCode(process.env.X) });
new lambda.Function(stack, 'C', { ...image, code: process.env.X });
new lambda.Function(stack, 'D', props);`),
    told: [
      ...['A', 'B', 'C'].map((name) => `${name}: 128 default, 3 default, image stated, forever default`),
      `D: ${DEFAULT}`,
      ...['A', 'B', 'C'].map((name) => `${name}: it is deployed as a container image`),
    ],
  },
];

describe('what a declaration leaves open, and what it is not', () => {
  for (const { title, files, told: expected } of CASES)
    it(title, async () => assert.deepEqual(await told(files), expected));
});
