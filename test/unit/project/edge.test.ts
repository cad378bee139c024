import assert from 'node:assert/strict';
import { functionOnWire } from '../../../src/report/json.js';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf } from './shown.js';

const CDK = {
  'cdk.json': '{ "app": "tsx app.ts" }',
  'app.ts': `import { App, Stack, Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
const viewer = new NodejsFunction(stack, 'Viewer', { entry: 'a.ts', runtime: Runtime.NODEJS_22_X });
const origin = new cloudfront.experimental.EdgeFunction(stack, 'Origin', { code: Code.fromAsset('fn'), handler: 'a.handler', runtime: Runtime.NODEJS_22_X, memorySize: 512, timeout: Duration.seconds(20) });
const lone = new cloudfront.experimental.EdgeFunction(stack, 'Lone', { code: Code.fromAsset('fn'), handler: 'a.handler', runtime: Runtime.NODEJS_22_X });
const old = new NodejsFunction(stack, 'Old', { entry: 'a.ts', runtime: Runtime.NODEJS_22_X, memorySize: 256 });
const added = new NodejsFunction(stack, 'Added', { entry: 'a.ts', runtime: Runtime.NODEJS_22_X });
new cloudfront.Function(stack, 'NoLambda', { code: cloudfront.FunctionCode.fromFile({ filePath: 'fn/a.js' }) });
const site = new cloudfront.Distribution(stack, 'Site', {
  defaultBehavior: { origin: {}, edgeLambdas: [{ functionVersion: viewer.currentVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST, includeBody: true }] },
  additionalBehaviors: { '/x': { edgeLambdas: [{ functionVersion: origin, eventType: cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE }, { functionVersion: 5, eventType: 7 }, 3] } },
});
site.addBehavior('/y', {}, { edgeLambdas: [{ functionVersion: added.currentVersion, eventType: cloudfront.LambdaEdgeEventType.VIEWER_RESPONSE }] });
new cloudfront.CloudFrontWebDistribution(stack, 'OldSite', { originConfigs: [{ behaviors: [{ lambdaFunctionAssociations: [{ eventType: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST, lambdaFunction: old.currentVersion }] }] }] });
`,
  'a.ts': HANDLER,
  'fn/a.js': 'exports.handler = async (event) => event;\n',
};

describe('functions that CloudFront runs', () => {
  checkAll([
    {
      title: 'are found in CDK, whatever hands them to a distribution',
      files: CDK,
      functions: [
        'Added @ app.ts:10 cdk -> a.ts:1#handler nodejs22.x 128MB x86_64 [cloudfront:viewer]',
        'Lone @ app.ts:8 cdk -> fn/a.js:1#handler nodejs22.x x86_64 [cloudfront]',
        'Old @ app.ts:9 cdk -> a.ts:1#handler nodejs22.x 256MB x86_64 [cloudfront:viewer]',
        'Origin @ app.ts:7 cdk -> fn/a.js:1#handler nodejs22.x 512MB 20s x86_64 [cloudfront:origin]',
        'Viewer @ app.ts:6 cdk -> a.ts:1#handler nodejs22.x 128MB x86_64 [cloudfront:viewer]',
      ],
    },
    {
      title: 'are found in templates, services and Terraform',
      files: {
        'cfn/template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: a.handler, Runtime: nodejs22.x, AutoPublishAlias: live }
  Two:
    Type: AWS::Lambda::Function
    Properties: { Code: src, Handler: a.two, Runtime: nodejs22.x }
  Version:
    Type: AWS::Lambda::Version
    Properties: { FunctionName: !Ref Two }
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        DefaultCacheBehavior:
          LambdaFunctionAssociations:
            - { EventType: viewer-request, LambdaFunctionARN: !Ref Fn.Version }
            - 7
        CacheBehaviors:
          - LambdaFunctionAssociations:
              - { EventType: origin-request, LambdaFunctionARN: !Ref Version }
  Broken:
    Type: AWS::CloudFront::Distribution
    Properties: { DistributionConfig: [1], X: 2 }
`,
        'cfn/src/a.js': 'exports.handler = async (event) => event;\nexports.two = async (event) => event;\n',
        'sls/serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x, memorySize: 128 }
functions:
  edge:
    handler: a.handler
    events:
      - cloudFront: { eventType: viewer-response, origin: 'https://x' }
      - cloudFront: 5
`,
        'sls/a.js': 'exports.handler = async (event) => event;\n',
        'tf/main.tf': `resource "aws_lambda_function" "edge" {
  function_name = "edge"
  filename      = "a.zip"
  source_code_hash = filebase64sha256("a.zip")
  handler       = "a.handler"
  runtime       = "nodejs22.x"
  publish       = true
}
resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    lambda_function_association {
      event_type = "origin-request"
      lambda_arn = aws_lambda_function.edge.qualified_arn
    }
  }
}
`,
        'tf/a.js': 'exports.handler = async (event) => event;\n',
      },
      functions: [
        'Fn @ cfn/template.yaml:3 sam -> cfn/src/a.js:1#handler nodejs22.x 128MB x86_64 [cloudfront:viewer]',
        'Two @ cfn/template.yaml:6 sam -> cfn/src/a.js:2#two nodejs22.x x86_64 [cloudfront:origin]',
        'edge @ sls/serverless.yml:4 serverless -> sls/a.js:1#handler nodejs22.x 128MB 5s x86_64 [cloudfront:viewer cloudfront]',
        'edge @ tf/main.tf:1 terraform -> tf/a.js:1#handler nodejs22.x x86_64 [cloudfront:origin]',
      ],
    },
  ]);

  it('have the memory and the architecture that CloudFront leaves them', async () => {
    const { functions, deployment } = await discover(CDK);
    const found = deployment();
    const { memoryMb, timeoutS, architecture } = settingsOf(found, 'Viewer');
    assert.deepEqual([memoryMb, timeoutS, architecture], ['128 default', '3 default', 'x86_64 default']);
    assert.equal(settingsOf(found, 'Old').memoryMb, '256 stated 9');
    assert.ok(functions.every(({ edge }) => edge));
    assert.deepEqual(
      functions.map((fn) => functionOnWire(fn).edge).map((edge) => [edge?.at, edge?.timeoutS, edge?.zippedBytes]),
      [
        ['viewer', 5, 1_048_576],
        ['unknown', 30, 52_428_800],
        ['viewer', 5, 1_048_576],
        ['origin', 30, 52_428_800],
        ['viewer', 5, 1_048_576],
      ],
    );
  });

  it('take memory and time of their own alone in the Serverless Framework, and no VPC', async () => {
    const { deployment } = await discover({
      'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x, memorySize: 512, timeout: 20, vpc: { securityGroupIds: [a], subnetIds: [b] } }
functions:
  plain: { handler: a.handler, events: [{ cloudFront: { eventType: origin-request, origin: s3://x.s3.amazonaws.com/y } }] }
  own: { handler: a.handler, memorySize: 256, timeout: 10, events: [{ cloudFront: { eventType: origin-request, origin: s3://x.s3.amazonaws.com/y } }] }
  other: { handler: a.handler }
`,
      'a.js': HANDLER,
    });
    const shown = deployment().functions.map(({ name, settings: { memoryMb, timeoutS, isInVpc } }) =>
      [name, memoryMb.value, timeoutS.value, isInVpc.value].join(' '),
    );
    assert.deepEqual(shown.sort(), ['other 512 20 true', 'own 256 10 false', 'plain 128 5 false']);
  });
});

describe('functions that a plug-in of the Serverless Framework gives to CloudFront', () => {
  const FILES = {
    'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x, memorySize: 512 }
plugins: ['@silvermine/serverless-plugin-cloudfront-lambda-edge']
functions:
  viewer: { handler: a.handler, memorySize: 128, lambdaAtEdge: { distribution: Site, eventType: viewer-request } }
  origin: { handler: a.handler, lambdaAtEdge: [{ distribution: Site, eventType: origin-request }, { distribution: Site, eventType: origin-response }] }
  plain: { handler: a.handler }
`,
    'a.js': 'exports.handler = async (event) => event;\n',
  };
  checkAll([
    {
      title: 'have its event',
      files: FILES,
      functions: [
        'origin @ serverless.yml:6 serverless -> a.js:1#handler nodejs22.x 512MB x86_64 [cloudfront:origin]',
        'plain @ serverless.yml:7 serverless -> a.js:1#handler nodejs22.x 512MB',
        'viewer @ serverless.yml:5 serverless -> a.js:1#handler nodejs22.x 128MB x86_64 [cloudfront:viewer]',
      ],
    },
  ]);

  it('have the settings of any function', async () => {
    const { functions, deployment } = await discover(FILES);
    assert.deepEqual(settingsOf(deployment(), 'origin'), settingsOf(deployment(), 'plain'));
    assert.deepEqual(
      functions.map((fn) => [fn.name, fn.edge, 'isEdgeByPlugin' in fn]),
      [
        ['origin', true, false],
        ['plain', undefined, false],
        ['viewer', true, false],
      ],
    );
  });
});
