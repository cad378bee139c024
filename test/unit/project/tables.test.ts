import assert from 'node:assert/strict';
import type { Table } from '../../../src/model/table.js';
import { discover, HANDLER } from './check.js';

function show({ id, physicalName, partition, sort, indexes, declaredIn, extension }: Table): string {
  const own = [partition, sort].filter(Boolean).join('+');
  const others = indexes.map(
    (each) =>
      `${each.kind} ${each.name}(${[each.partition, each.sort].filter(Boolean).join('+')}: ${each.projected === 'all' ? 'all' : each.projected.join()})`,
  );
  const place = `${declaredIn.file}:${declaredIn.line} ${declaredIn.kind}`;
  return [`${id} @ ${place}`, physicalName ?? '?', own, ...others, ...(extension ? ['open'] : [])].join(' | ');
}

async function tablesOf(files: Readonly<Record<string, string>>) {
  const { tables, functions, problems } = await discover(files);
  assert.deepEqual(problems, []);
  return { tables: tables.map(show), variables: functions.map((fn) => fn.tables) };
}

describe('tables that deployment files declare', () => {
  it('SAM: keys, indexes, names by parameter, references of environments', async () => {
    const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Prefix:
    Type: String
    Default: dev
Globals:
  Function:
    Environment:
      Variables:
        USERS: !Sub '\${Users}'
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.handler
      Environment:
        Variables:
          BY_NAME: !Sub '\${Prefix}-users'
          STACK: !Sub '\${AWS::StackName}-logs'
          STREAM: !GetAtt Users.StreamArn
          ARN: !GetAtt Simple.Arn
          BUCKET: !Ref Bucket
  Users:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '\${Prefix}-users'
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      BillingMode: PAY_PER_REQUEST
      LocalSecondaryIndexes:
        - IndexName: byAge
          KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: age, KeyType: RANGE }]
          Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [name] }
  Logs:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '\${AWS::StackName}-logs'
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Unknown:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: !Ref Key, KeyType: HASH }]
  Simple:
    Type: AWS::Serverless::SimpleTable
`;
    const { tables, variables } = await tablesOf({ 'template.yaml': template, 'a.ts': HANDLER });
    assert.deepEqual(tables, [
      'template.yaml#Users @ template.yaml:23 sam | dev-users | id | local byAge(id+age: id,age,name) | open',
      'template.yaml#Logs @ template.yaml:34 sam | ? | id',
      'template.yaml#Simple @ template.yaml:44 sam | ? | id',
    ]);
    const [users, logs, simple] = ['Users', 'Logs', 'Simple'].map((name) => `template.yaml#${name}`);
    assert.deepEqual(variables, [{ USERS: users, BY_NAME: users, STACK: logs, ARN: simple }]);
  });

  it('serverless.yml: resources in other files, and names that a variable tells', async () => {
    const service = `service: shop
provider:
  name: aws
  environment:
    ORDERS: \${self:custom.orders}
custom:
  orders: orders-\${opt:stage}
functions:
  list:
    handler: a.handler
resources:
  - Resources: \${file(tables.yml)}
`;
    const own = `Orders:
  Type: AWS::DynamoDB::Table
  Properties:
    TableName: \${self:custom.orders}
    BillingMode: PAY_PER_REQUEST
    AttributeDefinitions:
      - AttributeName: id
        AttributeType: S
    KeySchema:
      - AttributeName: id
        KeyType: HASH
`;
    const { tables, variables } = await tablesOf({ 'serverless.yml': service, 'tables.yml': own, 'a.ts': HANDLER });
    assert.deepEqual(tables, ['serverless.yml#Orders @ tables.yml:1 serverless | ? | id | open']);
    assert.deepEqual(variables, [{ ORDERS: 'serverless.yml#Orders' }]);
  });

  it('Terraform: also handed down to a module', async () => {
    const main = `resource "aws_dynamodb_table" "users" {
  name      = "users-\${var.stage}"
  hash_key  = "id"
  range_key = "city"
  global_secondary_index {
    name            = "byCity"
    hash_key        = "city"
    projection_type = "KEYS_ONLY"
  }
}
module "list" {
  source = "./list"
  table  = aws_dynamodb_table.users.name
}
`;
    const list = `variable "table" {}
resource "aws_lambda_function" "list" {
  handler  = "a.handler"
  runtime  = "nodejs22.x"
  filename = "\${path.module}/a.zip"
  environment {
    variables = {
      USERS  = var.table
      PREFIX = "x-\${var.table}"
      STAGE  = "dev"
    }
  }
}
`;
    const files = { 'main.tf': main, 'list/main.tf': list, 'list/a.ts': HANDLER };
    const { functions, tables } = await discover(files);
    assert.deepEqual(tables.map(show), [
      '.#aws_dynamodb_table.users @ main.tf:1 terraform | ? | id+city | global byCity(city: id,city)',
    ]);
    assert.deepEqual(
      functions.map(({ environment, tables: named }) => [environment, named]),
      [[{ STAGE: 'dev' }, { USERS: '.#aws_dynamodb_table.users' }]],
    );
  });

  it('CDK: both kinds of table, and variables that are added later', async () => {
    const stack = `import { Stack, App } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
const stack = new Stack(new App(), 'Shop');
const type = dynamodb.AttributeType.STRING;
const users = new dynamodb.TableV2(stack, 'Users', {
  partitionKey: { name: 'id', type },
  globalSecondaryIndexes: [{ indexName: 'byCity', partitionKey: { name: 'city', type } }],
});
const orders = new dynamodb.Table(stack, 'Orders', { tableName: 'orders', partitionKey: { name: 'id', type }, sortKey: { name: 'day', type } });
orders.addLocalSecondaryIndex({ indexName: 'byTotal', sortKey: { name: 'total', type }, projectionType: dynamodb.ProjectionType.KEYS_ONLY });
const fn = new NodejsFunction(stack, 'list', { entry: 'a.ts', environment: { USERS: users.tableName, STREAM: users.tableStreamArn } });
fn.addEnvironment('ORDERS', orders.tableName);
`;
    const files = { 'cdk.json': '{ "app": "npx tsx stack.ts" }', 'stack.ts': stack, 'a.ts': HANDLER };
    const { tables, variables } = await tablesOf(files);
    assert.deepEqual(tables, [
      'stack.ts:6#Users @ stack.ts:6 cdk | ? | id | global byCity(city: all)',
      'stack.ts:10#Orders @ stack.ts:10 cdk | orders | id+day | local byTotal(id+total: id,day,total)',
    ]);
    assert.deepEqual(variables, [{ USERS: 'stack.ts:6#Users', ORDERS: 'stack.ts:10#Orders' }]);
  });
});
