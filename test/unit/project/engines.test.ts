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
        'Rust @ app.ts:8: no script bootstrap was found beside its code',
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
