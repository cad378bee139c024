import assert from 'node:assert/strict';
import { lintSource } from '../../../support/lint-source.js';

describe('a method that no call from a handler was seen to enter', () => {
  const service = `import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export class Stock {
  one() { return 1; }
  all() { return client.send(new ScanCommand({ TableName: 'stock' })); }
}
`;
  const lint = (handler: string) =>
    lintSource({ 'stock.ts': service, 'check.ts': `import { Stock } from './stock';\n${handler}` }, ['dynamodb-scan']);

  it('is an info that says so, while its class is in use', async () => {
    const { findings } = await lint('export const handler = async (event) => new Stock().one();');
    assert.deepEqual(
      findings.map(({ severity, related }) => [severity, related.map(({ message }) => message)]),
      [['info', ['no call path from a handler was found; these functions use its class']]],
    );
  });

  it('is a warning with the whole way when a handler calls it', async () => {
    const { findings } = await lint('export const handler = async (event) => new Stock().all();');
    assert.deepEqual(
      findings.map(({ severity, callPath }) => [severity, callPath.map(({ name }) => name)]),
      [['warning', ['handler', 'Stock.all']]],
    );
  });

  it('is silent when no function uses its class', async () => {
    const { findings } = await lint('export const handler = async (event) => typeof Stock;');
    assert.deepEqual(findings, []);
  });
});
