import assert from 'node:assert/strict';
import { awsCallOf } from '../../../../src/lambda/aws-requests/aws-calls.js';
import { callsIn } from '../../../../src/lambda/program.js';
import { loadSource } from '../../../support/load-source.js';

/** Requests of a file in code order: `service.Operation via`, with what else is known. */
function requestsIn(code: string): readonly string[] {
  const { program } = loadSource(`${code}\nexport const handler = async () => 1;`);
  const calls = [...program.modules.values()].flatMap((module) => [...callsIn(module)]);
  return calls.flatMap(({ call }) => {
    const request = awsCallOf(call, program);
    if (!request) return [];
    const { service, operation, via, isPaginated, isConditional } = request;
    return [`${service}.${operation} ${via}${isPaginated ? ' paginated' : ''}${isConditional ? ' conditional' : ''}`];
  });
}

const v3 =
  "import { DynamoDBClient, GetItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';\nconst client = new DynamoDBClient({});\n";
const v2 = "import AWS from 'aws-sdk';\nconst db = new AWS.DynamoDB.DocumentClient();\n";
const electro = "import { Entity, Service } from 'electrodb';\nconst Task = new Entity({});\n";
const dynamoose = "import dynamoose from 'dynamoose';\nconst Cat = dynamoose.model('Cat', {});\n";
const onetable = "import { Table } from 'dynamodb-onetable';\nconst User = new Table({}).getModel('User');\n";
const toolbox =
  "import { Entity, Table, GetItemCommand, ScanCommand, PutItemCommand } from 'dynamodb-toolbox';\nconst Pet = new Entity({});\n";

describe('a request to AWS', () => {
  const cases: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['a command', `${v3}client.send(new GetItemCommand({}));`, ['dynamodb.GetItem v3']],
    [
      'a command made before',
      `${v3}const command = new GetItemCommand({});\nclient.send(command);`,
      ['dynamodb.GetItem v3'],
    ],
    [
      'a command made by a function',
      `${v3}const command = () => new GetItemCommand({});\nclient.send(command());`,
      ['dynamodb.GetItem v3'],
    ],
    [
      'a document command',
      "import { PutCommand } from '@aws-sdk/lib-dynamodb';\nclient.send(new PutCommand({}));",
      ['dynamodb.PutItem v3'],
    ],
    [
      'a command over a client that cannot be seen',
      "import { PublishCommand } from '@aws-sdk/client-sns';\nexport const f = (c) => c.send(new PublishCommand({}));",
      ['sns.Publish v3'],
    ],
    [
      'an aggregated client',
      "import { S3 } from '@aws-sdk/client-s3';\nnew S3({}).putObject({});",
      ['s3.PutObject v3'],
    ],
    [
      'an aggregated document client',
      "import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';\nDynamoDBDocument.from(base).get({});",
      ['dynamodb.GetItem v3'],
    ],
    ['a paginator', `${v3}paginateScan({ client }, {});`, ['dynamodb.Scan v3 paginated']],
    ['v2 with a promise', `${v2}db.get({}).promise();`, ['dynamodb.GetItem v2']],
    ['v2 with a callback', `${v2}db.put({}, (error) => {});`, ['dynamodb.PutItem v2']],
    [
      'v2 of a single client',
      "import SQS from 'aws-sdk/clients/sqs';\nnew SQS().sendMessage({});",
      ['sqs.SendMessage v2'],
    ],
    [
      'ElectroDB',
      `${electro}Task.get({}).go();\nTask.scan.go();\nTask.query.byOwner({}).go();`,
      ['dynamodb.GetItem library', 'dynamodb.Scan library', 'dynamodb.Query library'],
    ],
    [
      'ElectroDB, with conditions',
      `${electro}Task.create({}).go();\nTask.put({}).go();\nTask.put({}).where(f).go();`,
      ['dynamodb.PutItem library conditional', 'dynamodb.PutItem library', 'dynamodb.PutItem library conditional'],
    ],
    ['ElectroDB, not before go()', `${electro}Task.get({});`, []],
    [
      'Dynamoose',
      `${dynamoose}Cat.get(1);\nCat.scan('age').gt(3).exec();\nCat.query('id').exec();\nCat.create({});`,
      [
        'dynamodb.GetItem library',
        'dynamodb.Scan library',
        'dynamodb.Query library',
        'dynamodb.PutItem library conditional',
      ],
    ],
    [
      'OneTable',
      `${onetable}User.get({});\nUser.scan();\nUser.create({});\nUser.remove({});`,
      [
        'dynamodb.GetItem library',
        'dynamodb.Scan library',
        'dynamodb.PutItem library conditional',
        'dynamodb.DeleteItem library',
      ],
    ],
    [
      'DynamoDB-Toolbox',
      `${toolbox}Pet.build(GetItemCommand).key({}).send();\nPet.build(PutItemCommand).item({}).options({}).send();`,
      ['dynamodb.GetItem library', 'dynamodb.PutItem library'],
    ],
    ['DynamoDB-Toolbox, before its commands', `${toolbox}Pet.get({});`, ['dynamodb.GetItem library']],
    [
      'parameters of Powertools',
      "import { getParameter } from '@aws-lambda-powertools/parameters/ssm';\ngetParameter('a');",
      ['ssm.GetParameter library'],
    ],
    ['not what sends nothing', `${v2}db.createSet([]);\nnew AWS.S3().getSignedUrl('getObject', {});`, []],
    ['not send() of something else', "import { Resend } from 'resend';\nnew Resend().send({ to: 'a' });", []],
    ['not a table of ours', 'const table = { get: () => 1, scan: () => 2 };\ntable.get();\ntable.scan();', []],
  ];
  for (const [title, code, expected] of cases) it(title, () => assert.deepEqual(requestsIn(code), expected));
});
