import assert from 'node:assert/strict';
import { buildPlanOf } from '../../../src/bundle/settings/settings.js';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf } from './shown.js';

const FETCH = 'export default { fetch(request) { return new Response(request.url); } };\n';
const CDK = {
  'cdk.json': '{ "app": "tsx app.ts" }',
  'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LlrtFunction } from 'cdk-lambda-llrt';
const stack = new Stack(new App(), 'S');
new LlrtFunction(stack, 'Llrt', { entry: 'src/a.ts', memorySize: 256 });
const bun = LayerVersion.fromLayerVersionArn(stack, 'L', 'arn:aws:lambda:eu-west-1:1:layer:bun:3');
new Function(stack, 'Bun', { code: Code.fromAsset('src'), handler: 'web.fetch', runtime: Runtime.PROVIDED_AL2, layers: [bun] });
new Function(stack, 'Rust', { code: Code.fromAsset('src'), handler: 'bootstrap', runtime: Runtime.PROVIDED_AL2023 });
`,
  'src/a.ts': HANDLER,
  'src/web.ts': FETCH,
};

describe('functions that something else than Node.js runs', () => {
  checkAll([
    {
      title: 'are found where the handler names a module, or a script starts Node.js, whatever brings that along',
      files: {
        'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Layer:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: app, Handler: e.handler, Runtime: provided.al2023, Layers: [arn:aws:lambda:eu-west-1:1:layer:node-23-custom:1] }
  Script:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ric, Handler: e.handler, Runtime: provided.al2023 }
  Bref:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: php, Handler: index.php, Runtime: provided.al2023 }
`,
        'app/e.mjs': 'export const handler = async (event) => event;\n',
        'ric/bootstrap': '#!/bin/sh\nexec /opt/bin/node /opt/aws-lambda-ric/bin/index.mjs "$_HANDLER"\n',
        'ric/e.mjs': 'export const handler = async (event) => event;\n',
        'php/index.js': 'exports.php = 1;\n',
      },
      unresolved: ['Bref @ template.yaml:9: runtime provided.al2023 is not Node.js'],
      functions: [
        'Layer @ template.yaml:3 sam -> app/e.mjs:1#handler provided.al2023',
        'Script @ template.yaml:6 sam -> ric/e.mjs:1#handler provided.al2023',
      ],
    },
    {
      title: 'are found where a layer says what runs them',
      files: {
        ...CDK,
        'sam/template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  LlrtLayer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: llrt.zip } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: a.handler, Runtime: provided.al2023, Layers: [!Ref LlrtLayer] }
  Go:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: bootstrap, Runtime: provided.al2023, Layers: 5 }
`,
        'sam/src/a.js': 'exports.handler = async (event) => event;\n',
        'sls/serverless.yml': `service: s
provider: { name: aws, runtime: provided.al2 }
functions:
  api: { handler: api.fetch, layers: ['arn:aws:lambda:eu-west-1:1:layer:bun-x64:1'] }
`,
        'sls/api.ts': FETCH,
        'tf/main.tf': `resource "aws_lambda_function" "fn" {
  function_name = "fn"
  filename = "src"
  handler = "a.handler"
  runtime = "provided.al2023"
  layers = [aws_lambda_layer_version.llrt.arn]
}
`,
        'tf/src/a.js': 'exports.handler = async (event) => event;\n',
      },
      unresolved: [
        'Rust @ app.ts:8: runtime provided.al2023 is not Node.js',
        'Go @ sam/template.yaml:7: runtime provided.al2023 is not Node.js',
      ],
      functions: [
        'Bun @ app.ts:7 cdk -> src/web.ts:1#default.fetch provided.al2',
        'Llrt @ app.ts:5 cdk -> src/a.ts:1#handler provided.al2023 256MB',
        'Fn @ sam/template.yaml:4 sam -> sam/src/a.js:1#handler provided.al2023',
        'api @ sls/serverless.yml:4 serverless -> sls/api.ts:1#default.fetch provided.al2',
        'fn @ tf/main.tf:1 terraform -> tf/src/a.js:1#handler provided.al2023',
      ],
    },
    {
      title: 'are told from other languages, whichever way a runtime is named',
      files: {
        'cdk.json': '{ "app": "tsx app.ts" }',
        'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Handler, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
const stack = new Stack(new App(), 'S');
const make = (id: string, runtime: Runtime, more: any = {}) => new Function(stack, id, { code: Code.fromAsset('rust'), handler: 'a.handler', runtime, ...more });
make('Al2023', Runtime.PROVIDED_AL2023);
make('Al2', Runtime.PROVIDED_AL2);
make('Old', Runtime.PROVIDED);
make('Named', new Runtime('provided.al2023'));
make('Corretto', Runtime.JAVA_8_CORRETTO);
make('Core', Runtime.DOTNET_CORE_3_1);
make('Image', Runtime.FROM_IMAGE, { handler: Handler.FROM_IMAGE, code: Code.fromAssetImage('img') });
make('Script', Runtime.PROVIDED_AL2023, { code: Code.fromAsset('script') });
make('Deno', Runtime.PROVIDED_AL2023, { code: Code.fromAsset('deno') });
new NodejsFunction(stack, 'Fetched', { entry: 'src/a.ts', runtime: Runtime.PROVIDED_AL2023, bundling: { commandHooks: { afterBundling: (i, o) => [\`cp vendor/llrt/bootstrap \${o}\`] } } });
new NodejsFunction(stack, 'Own', { entry: 'src/b.ts', runtime: Runtime.PROVIDED_AL2023 });
`,
        'rust/bootstrap': 'binary',
        'rust/a.js': 'exports.handler = async (event) => event;\n',
        'img/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:22\nCOPY main.js ./\nCMD ["main.handler"]\n',
        'img/main.js': 'exports.handler = async (event) => event;\n',
        'script/bootstrap': '#!/bin/sh\nexec node runtime.js\n',
        'script/runtime.js': 'require(process.env._HANDLER);\n',
        'script/a.js': 'exports.handler = async (event) => event;\n',
        'deno/bootstrap': '#!/bin/sh\nexec deno run -A runtime.ts\n',
        'deno/a.ts': HANDLER,
        'src/a.ts': HANDLER,
        'src/b.ts': HANDLER,
        'sam/template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Built:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [c.ts] } }
    Properties: { CodeUri: src, Handler: c.handler, Runtime: provided.al2023 }
  Cargo:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: rust-cargolambda }
    Properties: { CodeUri: src, Handler: bootstrap, Runtime: provided.al2023 }
`,
        'sam/src/c.ts': HANDLER,
      },
      unresolved: [
        'Al2023 @ app.ts:6: runtime provided.al2023 is not Node.js',
        'Al2 @ app.ts:7: runtime provided.al2 is not Node.js',
        'Old @ app.ts:8: runtime provided is not Node.js',
        'Named @ app.ts:9: runtime provided.al2023 is not Node.js',
        'Corretto @ app.ts:10: runtime java8.al2 is not Node.js',
        'Core @ app.ts:11: runtime dotnetcore3.1 is not Node.js',
        'Cargo @ sam/template.yaml:7: runtime provided.al2023 is not Node.js',
      ],
      functions: [
        'Deno @ app.ts:14 cdk -> deno/a.ts:1#handler provided.al2023',
        'Fetched @ app.ts:15 cdk -> src/a.ts:1#handler provided.al2023',
        'Image @ app.ts:12 cdk -> img/main.js:1#handler nodejs22.x',
        'Own @ app.ts:16 cdk -> src/b.ts:1#handler provided.al2023',
        'Script @ app.ts:13 cdk -> script/a.js:1#handler provided.al2023',
        'Built @ sam/template.yaml:3 sam -> sam/src/c.ts:1#handler provided.al2023',
      ],
    },
    {
      title: 'are told from other languages in Pulumi and in CDK for Terraform',
      files: {
        'p/Pulumi.yaml': 'name: p\nruntime: nodejs\n',
        'p/index.ts': `import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
const { Runtime } = aws.lambda;
const llrt = new aws.lambda.LayerVersion('llrt', { layerName: 'llrt', code: new pulumi.asset.FileArchive('x.zip') });
for (const [index, runtime] of [Runtime.CustomAL2023, Runtime.CustomAL2, Runtime.Custom, Runtime.Python3d13, Runtime.Go1dx, Runtime.Java8AL2].entries())
  new aws.lambda.Function('fn' + index, { runtime, handler: 'bootstrap', code: new pulumi.asset.FileArchive('app') });
new aws.lambda.Function('js', { runtime: Runtime.CustomAL2023, handler: 'a.handler', code: new pulumi.asset.FileArchive('app'), layers: [llrt.arn] });
`,
        'p/app/a.js': 'exports.handler = async (event) => event;\n',
        'c/cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
        'c/main.ts': `import { App, TerraformStack } from 'cdktf';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
const stack = new TerraformStack(new App(), 's');
new LambdaFunction(stack, 'go', { functionName: 'go', filename: 'app', handler: 'bootstrap', runtime: 'provided.al2023' });
new LambdaFunction(stack, 'js', { functionName: 'js', filename: 'app', handler: 'a.handler', runtime: 'provided.al2023', layers: ['arn:aws:lambda:eu-west-1:1:layer:llrt-arm64:1'] });
`,
        'c/app/a.js': 'exports.handler = async (event) => event;\n',
      },
      unresolved: [
        'go @ c/main.ts:4: runtime provided.al2023 is not Node.js',
        ...['provided.al2023', 'provided.al2', 'provided', 'python3.13', 'go1.x', 'java8.al2'].map(
          (runtime, index) => `fn${index} @ p/index.ts:6: runtime ${runtime} is not Node.js`,
        ),
      ],
      functions: [
        'js @ c/main.ts:5 cdktf -> c/app/a.js:1#handler provided.al2023',
        'js @ p/index.ts:7 pulumi -> p/app/a.js:1#handler provided.al2023',
      ],
    },
    {
      title: 'are found by images of Bun and Deno',
      files: {
        'infra/main.tf': ['deno', 'bun']
          .map(
            (name) => `resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  package_type  = "Image"
  image_uri     = "x/${name}-api:1"
}
`,
          )
          .join(''),
        'deno-api/Dockerfile': `FROM public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 AS aws-lambda-adapter
FROM denoland/deno:bin-2.1 AS deno_bin
FROM denoland/deno:debian
COPY --from=aws-lambda-adapter /lambda-adapter /opt/extensions/lambda-adapter
WORKDIR /var/task
COPY . /var/task
CMD ["deno", "run", "-A", "main.ts"]
`,
        'deno-api/main.ts': 'Deno.serve((request) => new Response(request.url));\n',
        'bun-api/Dockerfile': `FROM oven/bun:1
COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 /lambda-adapter /opt/extensions/lambda-adapter
WORKDIR /app
COPY src ./src
CMD ["bun", "run", "src/index.ts"]
`,
        'bun-api/src/index.ts': FETCH,
      },
      functions: [
        'bun @ infra/main.tf:6 terraform -> bun-api/src/index.ts:1#',
        'deno @ infra/main.tf:1 terraform -> deno-api/main.ts:1#',
      ],
    },
  ]);

  it('are run by what the commands of a build fetch, or by what a script starts', async () => {
    const { functions, deployment } = await discover({
      'cdk.json': '{ "app": "tsx app.ts" }',
      'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
const stack = new Stack(new App(), 'S');
const commandHooks = { beforeBundling: () => [], afterBundling: (i, o) => ['curl -L https://x/llrt-lambda-arm64.zip'] };
new NodejsFunction(stack, 'Fetched', { entry: 'a.ts', runtime: Runtime.PROVIDED_AL2023, bundling: { commandHooks } });
new NodejsFunction(stack, 'Inline', { entry: 'b.ts', runtime: Runtime.PROVIDED_AL2023, bundling: { commandHooks: { afterBundling: () => ['cp llrt/bootstrap .'] } } });
new NodejsFunction(stack, 'Own', { entry: 'c.ts', runtime: Runtime.PROVIDED_AL2023, bundling: { commandHooks: { afterBundling: () => ['cp x .'] } } });
new Function(stack, 'Script', { code: Code.fromAsset('deno'), handler: 'd.handler', runtime: Runtime.PROVIDED_AL2023 });
`,
      ...Object.fromEntries(['a.ts', 'b.ts', 'c.ts', 'deno/d.ts'].map((file) => [file, HANDLER])),
      'deno/bootstrap': '#!/bin/sh\nexec deno run -A runtime.ts\n',
    });
    assert.deepEqual(
      functions.map(({ name, engine }) => `${name} ${engine}`),
      ['Fetched llrt', 'Inline llrt', 'Own undefined', 'Script deno'],
    );
    assert.deepEqual(settingsOf(deployment(), 'Inline'), {
      runtime: 'provided.al2023 stated 7',
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
    });
  });

  it('have the runtime that is deployed, and no figures of Node.js', async () => {
    const { functions, deployment } = await discover(CDK);
    assert.equal(settingsOf(deployment(), 'Llrt').runtime, 'provided.al2023 default');
    assert.deepEqual(
      functions.map(({ name, engine }) => [name, engine]),
      [
        ['Bun', 'bun'],
        ['Llrt', 'llrt'],
      ],
    );
    const told = functions.map((fn) => buildPlanOf(fn, '/root', { excludesSmithy: false, usesLatestRuntime: false }));
    assert.deepEqual(told, [
      { reason: 'it runs on Bun, which is not Node.js' },
      { reason: 'it runs on LLRT, which is not Node.js' },
    ]);
  });
});
