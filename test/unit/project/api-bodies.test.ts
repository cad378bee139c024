import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

/** `GET /orders → template.yaml#Fn @ openapi.yaml:5` for each route of each API. */
async function routesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { deployment, problems } = await discover({ 'src/a.js': HANDLER, ...files });
  assert.deepEqual(problems, []);
  return deployment().apis.flatMap(({ name, kind, routes }) =>
    routes.map(
      ({ method, path, function: fn, declaredIn }) =>
        `${name} (${kind}): ${method} ${path} → ${fn ?? '-'} @ ${declaredIn.file}:${declaredIn.line}`,
    ),
  );
}

const SUB = '!Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"';
const LONG = `{ "Fn::Sub": ${SUB.slice(5)} }`;

function template(properties: string, type = 'AWS::Serverless::Api', events = ''): string {
  return `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      { CodeUri: src, Handler: a.handler, Runtime: nodejs22.x${events} }
  Api:
    Type: ${type}
    Properties:
${properties.replaceAll(/^/gm, '      ')}
`;
}

const document = (uri: string, indent = '') =>
  `openapi: 3.0.1
paths:
  /orders:
    post:
      x-amazon-apigateway-integration:
        uri: ${uri}
    parameters: []
`.replaceAll(/^/gm, indent);

describe('routes of documents of OpenAPI in templates', () => {
  const cases: readonly { title: string; files: Readonly<Record<string, string>>; routes: readonly string[] }[] = [
    {
      title: 'reads a body in the template',
      files: { 'template.yaml': template(`DefinitionBody:\n${document(SUB, '  ')}`) },
      routes: ['Api (rest): POST /orders → template.yaml#Fn @ template.yaml:14'],
    },
    {
      title: 'reads a body that is included from a file',
      files: {
        'template.yaml': template(
          'DefinitionBody:\n  Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api/openapi.yaml } }',
        ),
        'api/openapi.yaml': document(LONG),
      },
      routes: ['Api (rest): POST /orders → template.yaml#Fn @ api/openapi.yaml:4'],
    },
    {
      title: 'reads the file that an HTTP API names, any method and an integration among the components',
      files: {
        'template.yaml': template('DefinitionUri: openapi.yaml', 'AWS::Serverless::HttpApi'),
        'openapi.yaml': `openapi: 3.0.1
paths:
  /orders/{id}:
    x-amazon-apigateway-any-method:
      x-amazon-apigateway-integration: { $ref: '#/components/x-amazon-apigateway-integrations/fn' }
components:
  x-amazon-apigateway-integrations:
    fn: { uri: ${LONG} }
`,
      },
      routes: ['Api (http): ANY /orders/{id} → template.yaml#Fn @ openapi.yaml:4'],
    },
    {
      title: 'reads the body of an API of CloudFormation, with an alias behind the function and a joined URI',
      files: {
        'template.yaml': template(
          `Body:
  paths:
    /a:
      get: { x-amazon-apigateway-integration: { uri: !Sub "arn:aws:x/\${Fn.Arn}:\${Alias}/invocations" } }
    /b:
      get:
        x-amazon-apigateway-integration: { uri: !Join ['', ['arn:aws:x/', !GetAtt Fn.Arn, '/invocations']] }`,
          'AWS::ApiGatewayV2::Api',
        ),
      },
      routes: [
        'Api (http): GET /a → template.yaml#Fn @ template.yaml:13',
        'Api (http): GET /b → template.yaml#Fn @ template.yaml:15',
      ],
    },
    {
      title: 'counts a route once that the document describes and an event of the function answers',
      files: {
        'template.yaml': template(
          'DefinitionBody: { paths: { /orders: { get: {} } } }',
          'AWS::Serverless::Api',
          ', Events: { Get: { Type: Api, Properties: { Path: /orders, Method: get, RestApiId: !Ref Api } } }',
        ),
      },
      routes: ['Api (rest): GET /orders → template.yaml#Fn @ template.yaml:6'],
    },
    {
      title: 'reads a body below the resources of a service',
      files: {
        'serverless.yml': `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  get: { handler: src/a.handler }
resources:
  Resources:
    Api:
      Type: AWS::ApiGateway::RestApi
      Properties:
        Body: { paths: { /orders: { get: { x-amazon-apigateway-integration: { uri: !Sub 'x/\${GetLambdaFunction.Arn}/invocations' } } } } }
`,
      },
      routes: ['Api (rest): GET /orders → serverless.yml#get @ serverless.yml:10'],
    },
    {
      title: 'knows nothing of a document in a bucket, outside the project or of another transform',
      files: {
        'template.yaml': template(
          'DefinitionUri: s3://bucket/openapi.yaml\nDefinitionBody:\n  Fn::Transform: { Name: Other, Parameters: { Location: openapi.yaml } }',
        ),
        'openapi.yaml': document(LONG),
        'other.yaml': template('DefinitionUri: ../../openapi.yaml'),
      },
      routes: [],
    },
    {
      title: 'leaves open who answers where the URI names no function',
      files: { 'template.yaml': template(`DefinitionBody:\n${document('https://example.org', '  ')}`) },
      routes: ['Api (rest): POST /orders → - @ template.yaml:14'],
    },
  ];
  for (const { title, files, routes } of cases) it(title, async () => assert.deepEqual(await routesOf(files), routes));

  it('brings the function the event', async () => {
    const { functions } = await discover({
      'src/a.js': HANDLER,
      'template.yaml': template(`DefinitionBody:\n${document(SUB, '  ')}`),
    });
    assert.deepEqual(
      functions.map(({ eventSources }) => eventSources),
      [[{ type: 'rest' }]],
    );
  });
});

describe('routes of documents of OpenAPI in Terraform', () => {
  const FUNCTION = `resource "aws_lambda_function" "x" {
  filename = "src"
  handler  = "a.handler"
  runtime  = "nodejs22.x"
}
`;
  const rest = (body: string) => `${FUNCTION}resource "aws_api_gateway_rest_api" "api" {\n  body = ${body}\n}\n`;
  const cases: readonly { title: string; files: Readonly<Record<string, string>>; routes: readonly string[] }[] = [
    {
      title: 'reads a template that is given the function',
      files: {
        'main.tf': rest('templatefile("${path.module}/api.yaml", { arn = aws_lambda_function.x.invoke_arn })'),
        'api.yaml': document('"${arn}"'),
      },
      routes: ['api (rest): POST /orders → main.tf#x @ api.yaml:4'],
    },
    {
      title: 'reads a template through a local, of a kind of file that is not known, with escapes',
      files: {
        'main.tf': `${FUNCTION}locals {
  body = templatefile("api.json.tftpl", { arn = aws_lambda_function.x.invoke_arn, region = var.region })
}
variable "region" {}
resource "aws_apigatewayv2_api" "api" {
  protocol_type = "HTTP"
  body          = local.body
}
`,
        'api.json.tftpl': `{
  "info": { "description": "a \\"b\\" $\${stage} \${region}" },
  "paths": { "/orders/{id}": {
    "get": { "x-amazon-apigateway-integration": { "uri": "\${arn}" } } } }
}`,
      },
      routes: ['api (http): GET /orders/{id} → main.tf#x @ api.json.tftpl:4'],
    },
    {
      title: 'reads what is encoded in place',
      files: {
        'main.tf': rest(`jsonencode({
    paths = {
      "/orders" = {
        get = { "x-amazon-apigateway-integration" = { uri = aws_lambda_function.x.invoke_arn } }
        put = { "x-amazon-apigateway-integration" = { uri = "x/\${aws_lambda_function.x.arn}/invocations" } }
      }
    }
  })`),
      },
      routes: ['api (rest): GET /orders → main.tf#x @ main.tf:9', 'api (rest): PUT /orders → main.tf#x @ main.tf:9'],
    },
    {
      title: 'reads a plain file, whose functions nobody can tell',
      files: { 'main.tf': rest('file("api.yaml")'), 'api.yaml': document('arn:aws:lambda:x') },
      routes: ['api (rest): POST /orders → - @ api.yaml:4'],
    },
    {
      title: 'knows the function that an API names itself',
      files: {
        'main.tf': `${FUNCTION}resource "aws_apigatewayv2_api" "api" {
  protocol_type = "HTTP"
  target        = aws_lambda_function.x.arn
}
`,
      },
      routes: ['api (http): ANY $default → main.tf#x @ main.tf:6'],
    },
    {
      title: 'knows nothing of files outside the project, that are missing, or whose name only a run knows',
      files: {
        'main.tf': [
          rest('file("../../secret.yaml")'),
          'resource "aws_api_gateway_rest_api" "b" {\n  body = file("none.yaml")\n}',
          'variable "v" {}\nresource "aws_api_gateway_rest_api" "c" {\n  body = file("${var.v}.yaml")\n}',
        ].join('\n'),
      },
      routes: [],
    },
  ];
  for (const { title, files, routes } of cases) it(title, async () => assert.deepEqual(await routesOf(files), routes));
});
