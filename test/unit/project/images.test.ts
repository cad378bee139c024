import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';
import { settingsOf } from './shown.js';

const RUN = 'export const run = async (event) => event;\n';
const TF = (more: string) => `resource "aws_lambda_function" "fn" {
  function_name = "fn"
  package_type  = "Image"
  memory_size   = 1024
  ${more}
}
`;

describe('images that a program of Pulumi builds', () => {
  const DOCKERFILE =
    'FROM public.ecr.aws/lambda/nodejs:22 AS lambda\nCOPY main.js ./\nCMD ["main.run"]\nFROM scratch AS other\n';
  const HEAD = `import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as docker from '@pulumi/docker';
import * as build from '@pulumi/docker-build';
import * as pulumi from '@pulumi/pulumi';
const packageType = 'Image';
`;
  const program = (code: string) => ({
    'Pulumi.yaml': 'name: p\nruntime: nodejs\n',
    'index.ts': HEAD + code,
    'img/Dockerfile': DOCKERFILE.split('\n').slice(0, 3).join('\n'),
    'img/deploy/lambda.Dockerfile': DOCKERFILE,
    'img/main.js': 'exports.run = exports.other = async (event) => event;\n',
  });
  const forms: readonly (readonly [title: string, code: string])[] = [
    ['a context of awsx', "new awsx.ecr.Image('i', { repositoryUrl: 'x', context: './img' }).imageUri"],
    ['a path of awsx', "new awsx.ecr.Image('i', { repositoryUrl: 'x', path: './img' }).imageUri"],
    [
      'a file and a stage',
      "new awsx.ecr.Image('i', { repositoryUrl: 'x', context: 'img', dockerfile: 'img/deploy/lambda.Dockerfile', target: 'lambda', args: { A: 'b' } }).imageUri",
    ],
    [
      'a file named from the context',
      "new awsx.ecr.Image('i', { repositoryUrl: 'x', context: 'img', dockerfile: 'deploy/lambda.Dockerfile', target: 'lambda' }).imageUri",
    ],
    [
      'a text with its digest',
      "pulumi.interpolate`${new docker.Image('i', { imageName: 'x', build: { context: 'img' } }).repoDigest}`",
    ],
    ['a folder alone', "new docker.Image('i', { imageName: 'x', build: './img' }).imageName"],
    [
      'locations',
      "new build.Image('i', { tags: ['x'], context: { location: 'img' }, dockerfile: { location: 'img/deploy/lambda.Dockerfile' }, target: 'lambda' }).ref",
    ],
    [
      'what is applied to it',
      "new build.Image('i', { tags: ['x'], context: { location: 'img' } }).ref.apply((each) => each)",
    ],
    [
      'a repository that it goes to',
      "((repo) => (new awsx.ecr.Image('i', { repositoryUrl: repo.url, context: 'img' }), pulumi.interpolate`${repo.url}:latest`))(new awsx.ecr.Repository('r'))",
    ],
  ];
  checkAll(
    forms.map(([title, code]) => ({
      title: `lead to their Dockerfile by ${title}`,
      files: program(
        `const imageUri = ${code};\nnew aws.lambda.Function('fn', { packageType, imageUri, memorySize: 512 });\n`,
      ),
      functions: ['fn @ index.ts:8 pulumi -> img/main.js:1#run nodejs22.x 512MB'],
    })),
  );

  checkAll([
    {
      title: 'are given another command by the function',
      files: program(`const image = new awsx.ecr.Image('i', { repositoryUrl: 'x', context: './img' });
new aws.lambda.Function('fn', { packageType, imageUri: image.imageUri, imageConfig: { commands: ['main.other'] } });
`),
      functions: ['fn @ index.ts:8 pulumi -> img/main.js:1#other nodejs22.x'],
    },
    {
      title: 'stay unknown where their place is not static, or their Dockerfile stands in the program',
      files: {
        ...program(`const config = new pulumi.Config();
const far = new awsx.ecr.Image('i', { repositoryUrl: 'x', context: config.require('context') });
const inline = new build.Image('j', { tags: ['x'], context: { location: 'img' }, dockerfile: { inline: 'FROM scratch' } });
new aws.lambda.Function('far', { packageType, imageUri: far.imageUri });
new aws.lambda.Function('inline', { packageType, imageUri: inline.ref });
`),
        'img/Dockerfile': 'FROM scratch\n',
      },
      unresolved: [
        'far @ index.ts:10: it is deployed as a container image',
        'inline @ index.ts:11: it is deployed as a container image',
      ],
    },
    {
      title: 'lead to their Dockerfile in CDK for Terraform',
      files: {
        'cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
        'main.ts': `import { App, TerraformStack } from 'cdktf';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { Image } from '@cdktf/provider-docker/lib/image';
const stack = new TerraformStack(new App(), 's');
const image = new Image(stack, 'i', { name: 'x', build: { context: 'img' } });
new LambdaFunction(stack, 'fn', { functionName: 'fn', packageType: 'Image', imageUri: image.name });
`,
        'img/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:22\nCOPY main.js ./\nCMD ["main.run"]\n',
        'img/main.js': 'exports.run = async (event) => event;\n',
      },
      functions: ['fn @ main.ts:6 cdktf -> img/main.js:1#run nodejs22.x'],
    },
  ]);

  it('give the function the settings of an image', async () => {
    const { deployment } = await discover(
      program(`const { imageUri } = new awsx.ecr.Image('i', { repositoryUrl: 'x', context: './img' });
new aws.lambda.Function('fn', { packageType, imageUri, timeout: 30, architectures: ['arm64'] });
`),
    );
    assert.deepEqual(settingsOf(deployment(), 'fn'), {
      runtime: 'nodejs22.x stated 1',
      memoryMb: '128 default',
      timeoutS: '30 stated 8',
      architecture: 'arm64 stated 8',
      package: 'image stated 8',
      tracing: 'pass-through default',
      logRetentionDays: 'forever default',
      isInVpc: 'false default',
      ephemeralMb: '512 default',
      reservedConcurrency: 'none default',
      provisionedConcurrency: 'none default',
    });
  });
});

describe('functions of container images', () => {
  checkAll([
    {
      title: 'are found by the Dockerfile that a template, a service or a program names',
      files: {
        'sam/template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { DockerContext: ./app, Dockerfile: Dockerfile.lambda, DockerTag: x }
    Properties:
      PackageType: Image
      MemorySize: 512
      Events: { Api: { Type: HttpApi } }
  Over:
    Type: AWS::Serverless::Function
    Metadata: { DockerContext: ./app, Dockerfile: Dockerfile.lambda }
    Properties: { PackageType: Image, ImageConfig: { Command: [other.handler] } }
`,
        'sam/app/Dockerfile.lambda': `# comment
FROM public.ecr.aws/lambda/nodejs:22
COPY package*.json ./
RUN npm ci \\
    --omit=dev
COPY src/*.js \${LAMBDA_TASK_ROOT}/
CMD ["app.handler"]
`,
        'sam/app/src/app.js': 'exports.handler = async (event) => event;\n',
        'sam/app/src/other.js': 'exports.handler = async (event) => event;\n',
        'sls/serverless.yml': `service: s
provider:
  name: aws
  ecr: { images: { base: { path: ./img, file: Dockerfile } } }
functions:
  one: { image: base }
  two: { image: { name: base, command: [lib/two.run] } }
  far: { image: { uri: '1.dkr.ecr.eu-west-1.amazonaws.com/gone@sha256:1' } }
`,
        'sls/img/Dockerfile': `FROM node:20-alpine AS build
WORKDIR /build
COPY . .
RUN npm run build
FROM node:20-alpine
WORKDIR /function
COPY --from=build /build/dist ./
ENTRYPOINT ["/usr/local/bin/npx", "aws-lambda-ric"]
CMD ["one.run"]
`,
        'sls/img/package.json': '{ "scripts": { "build": "tsc" } }',
        'sls/img/tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }',
        'sls/img/src/one.ts': RUN,
        'sls/img/src/lib/two.ts': RUN,
        'cdk/cdk.json': '{ "app": "tsx app.ts" }',
        'cdk/app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { DockerImageCode, DockerImageFunction } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
new DockerImageFunction(stack, 'Built', { code: DockerImageCode.fromImageAsset('img', { target: 'lambda', cmd: ['index.handler'] }), memorySize: 256 });
new DockerImageFunction(stack, 'Stored', { code: DockerImageCode.fromEcr(repository) });
new DockerImageFunction(stack, 'Odd', { code: 5 });
`,
        'cdk/img/Dockerfile': `FROM public.ecr.aws/lambda/nodejs:24 AS builder
WORKDIR /usr/app
COPY src ./src
RUN npx esbuild src/entry.ts --bundle --outfile=dist/index.js
FROM public.ecr.aws/lambda/nodejs:24 AS lambda
COPY --from=builder /usr/app/dist/* ./
CMD ["nothing.here"]
FROM scratch
`,
        'cdk/img/src/entry.ts': HANDLER,
      },
      unresolved: [
        'Stored @ cdk/app.ts:5: it is deployed as a container image',
        'Odd @ cdk/app.ts:6: it is deployed as a container image',
        'far @ sls/serverless.yml:8: it is deployed as a container image',
      ],
      functions: [
        'Built @ cdk/app.ts:4 cdk -> cdk/img/src/entry.ts:1#handler nodejs24.x 256MB',
        'Fn @ sam/template.yaml:3 sam -> sam/app/src/app.js:1#handler nodejs22.x 512MB [http]',
        'Over @ sam/template.yaml:10 sam -> sam/app/src/other.js:1#handler nodejs22.x',
        'one @ sls/serverless.yml:6 serverless -> sls/img/src/one.ts:1#run nodejs20.x',
        'two @ sls/serverless.yml:7 serverless -> sls/img/src/lib/two.ts:1#run nodejs20.x',
      ],
    },
    {
      title: 'are found by what Terraform builds them of',
      files: {
        'infra/main.tf': `resource "docker_image" "api" {
  name = "x/api"
  build { context = "\${path.module}/../api" }
}
module "docker" {
  source      = "terraform-aws-modules/lambda/aws//modules/docker-build"
  source_path = "\${path.module}/../job"
}
module "job" {
  source       = "terraform-aws-modules/lambda/aws"
  package_type = "Image"
  image_uri    = module.docker.image_uri
}
resource "aws_lambda_function" "api" {
  package_type = "Image"
  memory_size  = 512
  image_uri    = "\${aws_ecr_repository.api.repository_url}:latest"
}
`,
        'job/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:22\nCOPY . .\nCMD ["main.run"]\n',
        'job/main.ts': RUN,
        'api/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:22\nCOPY . .\nCMD ["main.run"]\n',
        'api/main.ts': RUN,
      },
      functions: [
        'api @ infra/main.tf:14 terraform -> api/main.ts:1#run nodejs22.x 512MB',
        'job @ infra/main.tf:9 terraform -> job/main.ts:1#run nodejs22.x',
      ],
    },
    {
      title: 'are found by the folder that is called like the image, or by the Dockerfile alone',
      files: {
        'infra/main.tf': TF('image_uri = "${var.images}/resize:latest"'),
        'resize/Dockerfile': 'ARG BASE\nFROM ${BASE}\nCOPY dist/ ${LAMBDA_TASK_ROOT}/\nCMD ["app.run"]\n',
        'resize/src/app.ts': RUN,
        'lone/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:20\nCOPY . .\nCMD [ "index.handler" ]\n',
        'lone/index.js': 'exports.handler = async (event) => event;\n',
        'python/Dockerfile': 'FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py ./\nCMD ["app.handler"]\n',
        'web/Dockerfile': 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
        'web/server.js': 'console.log(1);\n',
      },
      functions: [
        'fn @ infra/main.tf:1 terraform -> resize/src/app.ts:1#run 1024MB',
        'lone @ lone/Dockerfile:3 docker -> lone/index.js:1#handler nodejs20.x',
      ],
    },
    {
      title: 'serve behind the Web Adapter',
      files: {
        'infra/main.tf': TF('image_uri = "1.dkr.ecr.eu-west-1.amazonaws.com/web:1"'),
        'web/Dockerfile': `FROM public.ecr.aws/docker/library/node:22-slim
COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 /lambda-adapter /opt/extensions/lambda-adapter
WORKDIR /var/task
COPY . .
CMD ["npm", "start"]
`,
        'web/package.json': '{ "scripts": { "start": "node src/server.js" } }',
        'web/src/server.js': "require('http').createServer().listen(8080);\n",
      },
      functions: ['fn @ infra/main.tf:1 terraform -> web/src/server.js:1# nodejs22.x 1024MB'],
    },
    {
      title: 'stay images where a Dockerfile is half typed, or of another language',
      files: {
        'infra/main.tf': TF('image_uri = "x/half:1"\n  image_config { command = 5 }'),
        'half/Dockerfile': 'FROM\nCOPY\nCMD ["a.handler"\nWORKDIR\nCOPY --from= x',
        'half/a.js': 'exports.handler = async (event) => event;\n',
        'py/template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: { DockerContext: ., Dockerfile: Dockerfile }
    Properties: { PackageType: Image }
`,
        'py/Dockerfile': 'FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py ./\nCMD ["app.handler"]\n',
      },
      functions: ['a @ half/a.js:1 code -> half/a.js:1#handler'],
      unresolved: [
        'fn @ infra/main.tf:1: it is deployed as a container image',
        'Fn @ py/template.yaml:3: it is deployed as a container image',
      ],
    },
  ]);

  it('have the runtime of their image, with its place', async () => {
    const { functions, deployment } = await discover({
      'lone/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:20\nCOPY . .\nCMD [ "index.handler" ]\n',
      'lone/index.js': 'exports.handler = async (event) => event;\n',
    });
    const { runtime, package: packaged } = settingsOf(deployment(), 'lone');
    assert.deepEqual([runtime, packaged], ['nodejs20.x stated 1', 'image stated']);
    assert.deepEqual(functions[0]?.build, { tool: 'unknown', builder: 'docker' });
  });
});

describe('images with the Web Adapter', () => {
  const DOCKERFILE = `FROM node:22-slim
COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 /lambda-adapter /opt/extensions/lambda-adapter
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`;
  const SERVER = "require('node:http').createServer((_, response) => response.end()).listen(8080);\n";
  const svc = { 'svc/Dockerfile': DOCKERFILE, 'svc/server.js': SERVER };
  const other = { 'other/Dockerfile': DOCKERFILE, 'other/server.js': SERVER };
  const FOUND = 'svc @ svc/Dockerfile:5 docker -> svc/server.js:1# nodejs22.x';
  const OTHER = 'other @ other/Dockerfile:5 docker -> other/server.js:1# nodejs22.x';
  const TASK = (image: string) => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: web, Image: ${image} }] }
`;
  const cdk = (code: string) => ({
    'cdk.json': '{ "app": "tsx app.ts" }',
    'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
const task = new ecs.FargateTaskDefinition(stack, 'T');
${code}
`,
  });
  const CONTAINER = "task.addContainer('web', { image: ecs.ContainerImage.fromAsset('svc') });";

  checkAll([
    { title: 'are functions where nothing says what runs them', files: svc, functions: [FOUND] },
    { title: 'are no functions where a program gives them to ECS', files: { ...svc, ...cdk(CONTAINER) } },
    {
      title: 'are told from others that stand beside them',
      files: { ...svc, ...other, ...cdk(CONTAINER) },
      functions: [OTHER],
    },
    {
      title: 'are no functions where the only one goes to a registry, and a task takes one from there',
      files: { ...svc, 'template.yaml': TASK('1.dkr.ecr.eu-west-1.amazonaws.com/web:1') },
    },
    {
      title: 'are no functions of a task that names their folder',
      files: { ...svc, ...other, 'template.yaml': TASK('1.dkr.ecr.eu-west-1.amazonaws.com/svc:1') },
      functions: [OTHER],
    },
    {
      title: 'are functions although a file of Compose builds them for work on them',
      files: { ...svc, 'compose.yaml': 'services:\n  web:\n    build: ./svc\n' },
      functions: [FOUND],
    },
    {
      title: 'are no functions of a service of Terraform',
      files: {
        ...svc,
        'main.tf': `resource "aws_ecs_task_definition" "web" {
  container_definitions = jsonencode([{ name = "web", image = "\${aws_ecr_repository.web.repository_url}:1" }])
}
`,
      },
    },
    {
      title: 'are functions where a deployment file has a function of an image that may be this one',
      files: {
        ...svc,
        ...cdk(
          `${CONTAINER}\nnew lambda.DockerImageFunction(stack, 'Fn', { code: lambda.DockerImageCode.fromEcr(repository) });`,
        ),
      },
      functions: [FOUND],
      unresolved: ['Fn @ app.ts:7: it is deployed as a container image'],
    },
    {
      title: 'are functions where a workflow puts them on Lambda',
      files: {
        ...svc,
        'compose.yaml': 'services:\n  web:\n    build: ./svc\n',
        'ci/deploy.yml': 'steps:\n  - run: aws lambda update-function-code --function-name x --image-uri x\n',
      },
      functions: [FOUND],
    },
    {
      title: 'are functions for a program that ECS and Lambda both are given it by',
      files: {
        ...svc,
        ...cdk(
          `${CONTAINER}\nnew lambda.DockerImageFunction(stack, 'Fn', { code: lambda.DockerImageCode.fromImageAsset('svc') });`,
        ),
      },
      functions: ['Fn @ app.ts:7 cdk -> svc/server.js:1# nodejs22.x'],
    },
    {
      title: 'do not matter to images of Lambda itself',
      files: {
        'svc/Dockerfile': 'FROM public.ecr.aws/lambda/nodejs:22\nCOPY main.js ./\nCMD ["main.run"]\n',
        'svc/main.js': 'exports.run = async (event) => event;\n',
        'compose.yaml': 'services:\n  web:\n    build: ./svc\n',
      },
      functions: ['svc @ svc/Dockerfile:3 docker -> svc/main.js:1#run nodejs22.x'],
    },
  ]);
});
