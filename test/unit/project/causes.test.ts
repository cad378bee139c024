import assert from 'node:assert/strict';
import type { UnresolvedCause } from '../../../src/model/function.js';
import { discover, HANDLER } from './check.js';

type Files = Readonly<Record<string, string>>;

const sam = (properties: string): Files => ({
  'template.yaml': `Resources:\n  Fn: { Type: "AWS::Serverless::Function", Properties: { ${properties} } }\n`,
});
const serverless = (settings: string, provider = 'aws'): Files => ({
  'serverless.yml': `service: s\nprovider: { name: ${provider} }\nfunctions:\n  Fn: ${settings}\n`,
});
const terraform = (body: string): Files => ({
  'main.tf': `resource "aws_lambda_function" "Fn" {\n  ${body}\n}\n`,
});
const cdk = (construct: string): Files => ({
  'cdk.json': '{ "app": "node stack.js" }',
  'stack.js': `const lambda = require('aws-cdk-lib/aws-lambda');
const { PythonFunction } = require('@aws-cdk/aws-lambda-python-alpha');
const { NodejsFunction } = require('aws-cdk-lib/aws-lambda-nodejs');
${construct}
`,
});
const cdkCode = (code: string): Files =>
  cdk(`new lambda.Function(this, 'Fn', { code: lambda.Code.${code}, handler: 'a.handler' });`);

const FORMS: Readonly<Record<UnresolvedCause, Readonly<Record<string, Files>>>> = {
  'not-node': {
    'a runtime in SAM': sam('CodeUri: fn, Handler: a.handler, Runtime: python3.12'),
    'a runtime in Terraform': terraform('runtime = "go1.x"\n  handler = "a"\n  filename = "a.zip"'),
    'a runtime of the Serverless Framework': serverless('{ handler: a.b, runtime: ruby3.3 }'),
    'a construct of CDK': cdk("new PythonFunction(this, 'Fn', { entry: 'fn' });"),
    'no runtime, and a file in Python': { ...sam('CodeUri: fn, Handler: a.handler'), 'fn/a.py': '' },
  },
  'not-lambda': { 'another cloud': serverless('{ handler: a.b }', 'google') },
  image: {
    'in SAM': sam('PackageType: Image'),
    'in CloudFormation': sam('Code: { ImageUri: x }'),
    'in Terraform': terraform('package_type = "Image"'),
    'in the Serverless Framework': serverless('{ image: x }'),
    'in CDK': cdk("new lambda.DockerImageFunction(this, 'Fn', {});"),
    'built by Docker for CDK': cdkCode("fromDockerBuild('fn')"),
  },
  inline: {
    'in SAM': sam('InlineCode: x'),
    'in CloudFormation': sam('Code: { ZipFile: x }'),
    'in CDK': cdkCode("fromInline('x')"),
  },
  stored: {
    'an address in S3': sam('CodeUri: "s3://bucket/key", Handler: a.handler'),
    'a bucket in SAM': sam('CodeUri: { Bucket: b, Key: k }, Handler: a.handler'),
    'a bucket in Terraform': terraform('s3_bucket = "b"\n  s3_key = "k"\n  handler = "a.handler"'),
    'a bucket in CDK': cdkCode("fromBucket(bucket, 'k')"),
    'an asset of a construct': {
      'cdk.json': '{}',
      'cdk.out/S.template.json': JSON.stringify({
        Resources: {
          Fn: {
            Type: 'AWS::Lambda::Function',
            Properties: { Code: { S3Bucket: 'cdk-x-assets', S3Key: 'k' }, Handler: 'a.handler' },
            Metadata: { 'aws:cdk:path': 'S/Fn/Resource' },
          },
        },
      }),
    },
  },
  outside: {
    'a folder beside the root': sam('CodeUri: ../other, Handler: a.handler'),
    'the handler of a layer': sam('CodeUri: fn, Handler: /opt/nodejs/node_modules/datadog-lambda-js/handler.handler'),
    'the wrapper of a layer': serverless('{ handler: newrelic-lambda-wrapper.handler }'),
  },
  'not-found': {
    'a file that is not built': serverless('{ handler: gone/a.handler }'),
    'a package that is not installed': serverless('{ handler: node_modules/datadog-lambda-js/dist/handler.handler }'),
    'a folder of an asset': cdkCode("fromAsset('gone')"),
    'a folder of an archive': terraform('filename = "gone.zip"\n  handler = "a.handler"'),
    'an entry of CDK': cdk("new NodejsFunction(this, 'Fn', { entry: 'gone.ts' });"),
    'an export': {
      ...serverless('{ handler: a.gone }'),
      'a.js': 'exports.one = async () => 1;\nexports.two = async () => 2;\n',
    },
    'a handler without an export': serverless('{ handler: gone }'),
    'a start script': sam('CodeUri: fn, Handler: run.sh'),
  },
  unknown: {
    'a handler with a variable': serverless("{ handler: '${param:x}.handler' }"),
    'no handler': serverless('{ memorySize: 128 }'),
    'no handler in SAM': sam('CodeUri: fn'),
    'a path with a variable': sam('CodeUri: !Sub "${X}/fn", Handler: a.handler'),
    'a path in Terraform': terraform('filename = var.x\n  handler = "a.handler"'),
    'code in CDK': cdk("new lambda.Function(this, 'Fn', { code: given(), handler: 'a.handler' });"),
  },
};

describe('the cause of a function that was not found', () => {
  for (const [cause, forms] of Object.entries(FORMS))
    for (const [name, files] of Object.entries(forms))
      it(`is ${cause}: ${name}`, async () => {
        const { functions, unresolved } = await discover(files);
        assert.deepEqual(functions, []);
        assert.deepEqual(
          unresolved.map((each) => [each.name, each.cause]),
          [['Fn', cause]],
          JSON.stringify(unresolved),
        );
      });

  it('is told of handlers in the config that no file matches', async () => {
    const options = { handlers: [{ file: 'dist/*.js', export: 'handler' }] };
    const { unresolved } = await discover({ 'src/a.ts': HANDLER }, options);
    assert.deepEqual(
      unresolved.map(({ name, cause }) => [name, cause]),
      [[undefined, 'not-found']],
    );
  });
});
