import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

/** The operations that waiting for `work()` sends, in code order. */
function requestsOf(body: string): string[] {
  const { program, owners } = loadSource(`
    import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
    import AWS from 'aws-sdk';
    const dynamo = new DynamoDBClient({});
    const documents = new AWS.DynamoDB.DocumentClient();
    const work = async (id) => { ${body} };
    export const handler = async () => work();`);
  const [work] = owners('work');
  assert.ok(work);
  return program.effects.ofFunction(work as never).requests.map(({ operation }) => operation);
}

describe('a call sends one request', () => {
  const cases: readonly [body: string, expected: readonly string[]][] = [
    ['await documents.get({ Key: { id } }).promise();', ['GetItem']],
    ['return documents.get({ Key: { id } }).promise().then((r) => r.Item);', ['GetItem']],
    ['return dynamo.send(new GetItemCommand({})).then((r) => r.Item).catch(() => undefined);', ['GetItem']],
    ['return (await documents.get({}).promise()).Item ?? dynamo.send(new PutItemCommand({}));', ['GetItem', 'PutItem']],
    ['await documents.get({}).promise(); await documents.get({}).promise();', ['GetItem', 'GetItem']],
    ['await Promise.all([documents.get({}).promise(), documents.put({}).promise()]);', ['GetItem', 'PutItem']],
  ];
  for (const [body, expected] of cases) it(body, () => assert.deepEqual(requestsOf(body), expected));
});
