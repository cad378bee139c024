import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

async function variables(files: Readonly<Record<string, string>>): Promise<unknown[]> {
  const { functions } = await discover({ 'src/a.js': HANDLER, ...files });
  return functions.map(({ environment, environmentUnknown }) => [environment, environmentUnknown]);
}

describe('environment variables', () => {
  it('CDK: of properties and of later calls, known or not', async () => {
    const made = (id: string, environment: string) =>
      `new NodejsFunction(stack, '${id}', { entry: 'src/a.js'${environment && `, environment: ${environment}`} })`;
    const text = `import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
const stack = new Stack(new App(), 'S');
${made('plain', "{ A: '1' }")};
${made('open', "{ A: '1', ...load(), B: process.env.B }")};
${made('over', "{ ...load(), A: '1' }")};
${made('foreign', 'load()')};
const added = ${made('added', '')};
added.addEnvironment('A', '2');
added.addEnvironment('B', process.env.B);
`;
    assert.deepEqual(await variables({ 'cdk.json': '{ "app": "tsx bin.ts" }', 'bin.ts': text }), [
      [{ A: '2' }, ['B']],
      [undefined, ['*']],
      // What is spread over it may replace it.
      [undefined, ['A', 'B', '*']],
      [{ A: '1' }, ['*']],
      [{ A: '1' }, undefined],
    ]);
  });

  it('SAM: intrinsics are not known', async () => {
    const fn = (environment: string) => `
    Type: AWS::Serverless::Function
    Properties: { Handler: src/a.handler, CodeUri: ., Runtime: nodejs22.x, Environment: ${environment} }`;
    const template = `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Resources:
  A:${fn('{ Variables: { X: 1, Y: !If [IsProd, a, b] } }')}
  B:${fn('!If [IsProd, { Variables: { X: 1 } }, !Ref AWS::NoValue]')}
  C:${fn('{ Variables: !If [IsProd, { X: 1 }, { X: 2 }] }')}
`;
    assert.deepEqual(await variables({ 'template.yaml': template }), [
      [{ X: '1' }, ['Y']],
      [undefined, ['*']],
      [undefined, ['*']],
    ]);
  });

  it('Serverless Framework: references are not known', async () => {
    const service = (environment: string, own: string) => `service: s
provider: { name: aws, runtime: nodejs22.x, environment: ${environment} }
functions:
  a: { handler: src/a.handler, environment: ${own} }
`;
    const of = async (environment: string, own: string) =>
      variables({ 'serverless.yml': service(environment, own) }).then(([first]) => (first as unknown[])[1]);
    assert.deepEqual(await of('{ X: one }', "{ Y: '${env:Y}', Z: { Ref: Table } }"), ['Y', 'Z']);
    assert.deepEqual(await of("'${file(env.yml)}'", '{}'), ['*']);
    assert.deepEqual(await of('{ X: one }', '{ Y: two }'), undefined);
  });

  it('Terraform: references are not known', async () => {
    const resource = (variables: string) => `resource "aws_lambda_function" "a" {
  filename = "src"
  handler = "a.handler"
  runtime = "nodejs22.x"
  environment {
    variables = ${variables}
  }
}
`;
    const of = async (value: string) =>
      variables({ 'main.tf': resource(value) }).then(([first]) => (first as unknown[])[1]);
    assert.deepEqual(await of('{ X = "one", Y = var.y }'), ['Y']);
    assert.deepEqual(await of('merge(var.all, { X = "one" })'), ['*']);
  });
});
