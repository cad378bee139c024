import assert from 'node:assert/strict';
import { assertSameBehaviour, type BothOutcomes, runBoth } from '../support/aws/run-both.js';
import { fixSource } from '../support/fix-source.js';

const body = `const dynamo = new DynamoDBClient({ endpoint: process.env.DYNAMODB_ENDPOINT, region: process.env.AWS_REGION });

async function serve(event) {
  if (event.action === 'plan') {
    const pairs = event.ids.map((id) => [id, picomatch.isMatch(id, '*.ts')]);
    return { pairs, source: picomatch.makeRe('*.ts').source };
  }
  return dynamo.send(new PutItemCommand({ TableName: 'rows', Item: { id: { S: event.ids[0] } } })).then(() => 'put');
}
`;
const commonJs = `const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const picomatch = require('picomatch');

${body}
exports.handler = serve;
`;
const esModule = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import picomatch from 'picomatch';

${body}
export const handler = async (event) => serve(event);
`;

const kinds = { 'index.js': commonJs, 'index.mjs': esModule };

function run(entry: string, after: string, action: string): Promise<BothOutcomes> {
  return runBoth({
    before: { [entry]: kinds[entry as keyof typeof kinds] },
    after: { [entry]: after },
    entry,
    export: 'handler',
    event: { action, ids: ['a.ts', 'b.js'] },
    seed: async ({ dynamo }) => void (await dynamo.createTable('rows', { id: 'S' })),
    state: async ({ dynamo }) => dynamo.dump('rows'),
  });
}

async function fixed(entry: string): Promise<string> {
  const { files } = await fixSource({ [entry]: kinds[entry as keyof typeof kinds] }, ['heavy-top-level-import']);
  return files[entry]!;
}

describe('what imports do that were moved into a branch', () => {
  for (const entry of Object.keys(kinds)) {
    it(`${entry} answers as before, in the branch and beside it`, async () => {
      const after = await fixed(entry);
      assert.match(after, /=== 'plan'\) \{\n.*(require|import)\(['"]picomatch/);
      for (const action of ['plan', 'put']) assertSameBehaviour(await run(entry, after, action));
    });
  }
});
