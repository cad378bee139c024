import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

const V3 = '@aws-sdk/client-dynamodb';

const handlerWith = (options: string, head = ''): string => `import { DynamoDBClient, GetItemCommand } from '${V3}';
${head}export const handler = async (event: { id: string }) => {
  const client = new DynamoDBClient(${options});
  return client.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: event.id } } }));
};
`;

const V2 = `import AWS from 'aws-sdk';
export const handler = async (event: { id: string }) => {
  const client = new AWS.DynamoDB({ region: process.env.AWS_REGION });
  return client.getItem({ TableName: 'rows', Key: { id: { S: event.id } } }).promise();
};
`;

const TEST = `import { handler } from '../handler';
beforeAll(() => { process.env.AWS_REGION = 'us-east-1'; });
test('a', async () => { await handler({ id: '1' }); });
`;

const kindOf = async (handler: string): Promise<string> =>
  (await fixOf({ 'handler.ts': handler, 'test/handler.test.ts': TEST })).split(':')[0]!;

describe('a region that a test sets when the code is loaded', () => {
  for (const handler of [
    handlerWith('{}'),
    handlerWith('{ region: process.env.AWS_REGION }'),
    handlerWith('{ region: process.env.AWS_REGION!, maxAttempts: 2 }'),
    handlerWith('{ region }', 'const region = process.env.AWS_REGION;\n'),
    handlerWith('{ region }', 'const { AWS_REGION: region } = process.env;\n'),
    handlerWith('options', 'const options = { region: process.env.AWS_REGION };\n'),
  ])
    it(`is found when the client first sends: ${handler.split('\n').slice(1, -4).join(' ')}`, async () =>
      assert.equal(await kindOf(handler), 'safe'));

  for (const handler of [
    handlerWith(`{ region: process.env.AWS_REGION ?? 'eu-west-1' }`),
    handlerWith(`{ region: process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION }`),
    handlerWith(`{ region: process.env.AWS_REGION ? process.env.AWS_REGION : 'eu-west-1' }`),
    handlerWith('{ endpoint: `https://dynamodb.${process.env.AWS_REGION}.amazonaws.com` }'),
    handlerWith('{ region: process.env.AWS_REGION, endpoint: `https://x.${process.env.AWS_REGION}.y` }'),
    handlerWith('{ region: regionOf() }', `const regionOf = () => process.env.AWS_REGION ?? 'eu-west-1';\n`),
    handlerWith(`{ region, forcePathStyle: region === 'local' }`).replace(
      '  const client',
      '  const region = process.env.AWS_REGION;\n  const client',
    ),
    handlerWith(
      '{ region: process.env.AWS_REGION, maxAttempts: isLocal() ? 1 : 3 }',
      "const isLocal = () => process.env.AWS_REGION === 'local';\n",
    ),
    V2,
  ])
    it(`is not, where nobody looks for it: ${handler.split('\n').slice(0, -4).join(' ')}`, async () =>
      assert.equal(await kindOf(handler), 'suggestion'));
});
