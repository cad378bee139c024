import assert from 'node:assert/strict';
import { assertSameBehaviour, type BothOutcomes, runBoth } from '../support/aws/run-both.js';
import { fixSource } from '../support/fix-source.js';

const handler = `const AWS = require('aws-sdk');

AWS.config.update({ region: process.env.AWS_REGION });
const documents = new AWS.DynamoDB.DocumentClient({ endpoint: process.env.DYNAMODB_ENDPOINT });

exports.handler = async (event) => {
  await documents.put({ TableName: 'rows', Item: { id: event.id, at: 1 } }).promise();
  const { Item } = await documents.get({ TableName: 'rows', Key: { id: event.id } }).promise();
  return Item;
};

exports.loaded = async () => Object.keys(require.cache).filter((path) => path.includes('aws-sdk')).length;
`;

async function run(before: string, after: string, name: string): Promise<BothOutcomes> {
  return runBoth({
    before: { 'index.js': before },
    after: { 'index.js': after },
    entry: 'index.js',
    export: name,
    event: { id: 'a' },
    seed: async ({ dynamo }) => void (await dynamo.createTable('rows', { id: 'S' })),
    state: async ({ dynamo }) => dynamo.dump('rows'),
  });
}

describe('what fixed imports of aws-sdk do', () => {
  const rule = 'full-aws-sdk-import';

  it('one client of v2 does the same, and loads a fraction of the files', async () => {
    const { files } = await fixSource({ 'index.js': handler }, [rule], { isSafeWanted: true, suggestionsOf: [] });
    const fixed = files['index.js']!;
    assert.match(fixed, /aws-sdk\/clients\/dynamodb/);
    assertSameBehaviour(await run(handler, fixed, 'handler'));
    const { before, after } = await run(handler, fixed, 'loaded');
    const [all] = before.results as readonly { value: number }[];
    const [one] = after.results as readonly { value: number }[];
    assert.ok(all && one && one.value * 3 < all.value, `${one?.value} of ${all?.value} files are still loaded`);
  });

  it('the codemod moves it to v3, which does the same', async () => {
    const { files, outcome } = await fixSource({ 'index.js': handler }, [rule]);
    const moved = files['index.js']!;
    assert.match(moved, /@aws-sdk\/lib-dynamodb/);
    assert.equal(outcome.applied[0]?.fix.transform, 'aws-sdk-v3');
    // SDK v3 has no global config: what is left of it is told.
    assert.match(outcome.applied[0].notes.join(), /does not support global configuration/);
    assertSameBehaviour(await run(handler, moved, 'handler'));
  });
});
