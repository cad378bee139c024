import assert from 'node:assert/strict';
import { type LocalAws, withLocalAws } from '../support/aws/local-aws.js';
import { assertSameBehaviour, runBoth } from '../support/aws/run-both.js';
import { runHandler } from '../support/aws/run-handler.js';
import { countRequests } from '../support/aws/traffic.js';
import { type Pair, pairs, perItem, type Sends } from './pairs.js';

const ids = ['a', 'b', 'c'];
const [dynamo, ...others] = pairs as [Pair, ...Pair[]];

/** Sends a batch with something amiss, and answers what the handler makes of the SDK's answer. */
async function sendBatch(
  pair: Pair,
  { setup, all }: Sends,
  result: string,
  prepare: (aws: LocalAws) => void,
  event = { ids },
) {
  return withLocalAws(async (aws) => {
    const env = { ...aws.env, ...(await pair.seed(aws)) };
    prepare(aws);
    const source = `${setup}\nexport const handler = async ({ ids }) => { const answer = await ${all}; return ${result}; };`;
    const { results } = await runHandler({ files: { 'index.ts': source }, event, env });
    return { result: results[0], state: await pair.state(aws) };
  });
}

describe('batches of which a part fails', () => {
  /** How each service tells which entries failed. */
  const failures: Readonly<Record<string, string>> = {
    sqs: 'answer.Failed.map(({ Id, Code }) => [Id, Code])',
    sns: 'answer.Failed.map(({ Id, Code }) => [Id, Code])',
    s3: 'answer.Errors.map(({ Key, Code }) => [Key, Code])',
    eventbridge: '[answer.FailedEntryCount, answer.Entries.map(({ ErrorCode }) => ErrorCode)]',
    kinesis: '[answer.FailedRecordCount, answer.Records.map(({ ErrorCode }) => ErrorCode)]',
    firehose: '[answer.FailedPutCount, answer.RequestResponses.map(({ ErrorCode }) => ErrorCode)]',
  };
  const inOrder = { value: [1, [null, 'Busy', null]] };
  const byName = { value: [['b', 'Busy']] };
  for (const pair of others) {
    for (const sdk of ['v3', 'v2'] as const) {
      const sends = pair[sdk];
      if (!sends) continue;
      it(`${pair.service}, SDK ${sdk}: the others are taken, and the answer tells which failed`, async () => {
        const { result, state } = await sendBatch(pair, sends, failures[pair.service]!, ({ traffic }) =>
          traffic.failEntries(pair.batch, { when: (_, index) => index === 1, code: 'Busy' }),
        );
        assert.deepEqual(result, /^s/.test(pair.service) ? byName : inOrder);
        // Objects to be deleted: `b` is left, besides the one that nobody asked to delete.
        assert.equal((state as readonly unknown[]).length, 2);
      });
    }
    it(`${pair.service}: all may fail`, async () => {
      const { result, state } = await sendBatch(pair, pair.v3, failures[pair.service]!, ({ traffic }) =>
        traffic.failEntries(pair.batch, { when: () => true, code: 'Busy' }),
      );
      const all = ids.map((id) => [id, 'Busy']);
      assert.deepEqual(result, { value: /^s/.test(pair.service) ? all : [3, ['Busy', 'Busy', 'Busy']] });
      assert.equal((state as readonly unknown[]).length, pair.service === 's3' ? 4 : 0);
    });
  }
});

describe('batches of which a part stays unprocessed', () => {
  const setups = { v3: dynamo.v3, v2: dynamo.v2! };
  const sendRest = {
    v3: 'await client.send(new BatchWriteCommand({ RequestItems: rest }))',
    v2: 'await client.batchWrite({ RequestItems: rest }).promise()',
  };
  const run = (sdk: 'v3' | 'v2', after: string) =>
    runBoth({
      before: { 'index.ts': perItem(setups[sdk]) },
      after: {
        'index.ts': `${setups[sdk].setup}\nexport const handler = async ({ ids }) => { ${after} return ids.length; };`,
      },
      event: { ids },
      async seed(aws) {
        aws.traffic.failEntries('BatchWriteItem', { when: (_, index) => index > 0 });
        return { env: await dynamo.seed(aws) };
      },
      state: dynamo.state,
    });
  const loop = (send: string) => `
    let rest = { things: ids.map((id) => ({ PutRequest: { Item: { id, size: 1 } } })) };
    while (Object.keys(rest).length > 0) rest = (${send}).UnprocessedItems ?? {};`;

  for (const sdk of ['v3', 'v2'] as const) {
    it(`SDK ${sdk}: sending the rest again leaves the same behind`, async () => {
      const outcomes = await run(sdk, loop(sendRest[sdk]));
      assertSameBehaviour(outcomes);
      assert.deepEqual(countRequests(outcomes.after.requests), { 'dynamodb.BatchWriteItem': 2 });
    });
  }

  it('is noticed when the rest is forgotten', async () => {
    const outcomes = await run('v3', `await ${dynamo.v3.all};`);
    assert.deepEqual(outcomes.after.state, [{ id: 'a', size: 1 }]);
    assert.throws(() => assertSameBehaviour(outcomes), { code: 'ERR_ASSERTION' });
  });

  it('goes for keys as well, and items come in another order than they were asked for', async () => {
    const source = `import { DynamoDB } from 'aws-sdk';
      const client = new DynamoDB.DocumentClient({ endpoint: process.env.DYNAMODB_ENDPOINT });
      export const handler = async ({ ids }) => {
        const answer = await client.batchGet({
          RequestItems: { things: { Keys: ids.map((id) => ({ id })), ProjectionExpression: 'id' } },
        }).promise();
        return [answer.Responses.things, answer.UnprocessedKeys.things];
      };`;
    await withLocalAws(async (aws) => {
      await dynamo.seed(aws);
      await aws.dynamo.putAll(
        'things',
        ids.map((id) => ({ id, size: 2 })),
      );
      aws.traffic.failEntries('BatchGetItem', { when: ({ Key }) => (Key as { id: { S: string } }).id.S === 'b' });
      const { results } = await runHandler({ files: { 'index.ts': source }, event: { ids }, env: aws.env });
      const rest = { Keys: [{ id: 'b' }], ProjectionExpression: 'id' };
      assert.deepEqual(results, [{ value: [[{ id: 'c' }, { id: 'a' }], rest] }]);
    });
  });
});

describe('batches that are too large', () => {
  const tooMany: Readonly<Record<string, readonly [count: number, error: string]>> = {
    dynamodb: [26, 'ValidationException'],
    sqs: [11, 'TooManyEntriesInBatchRequest'],
    sns: [11, 'TooManyEntriesInBatchRequest'],
    s3: [1001, 'MalformedXML'],
    eventbridge: [11, 'ValidationException'],
    kinesis: [501, 'ValidationException'],
    firehose: [501, 'ValidationException'],
  };
  for (const pair of pairs) {
    const [count, error] = tooMany[pair.service]!;
    it(`${pair.service}: ${count} entries are refused`, async () => {
      const event = { ids: Array.from({ length: count }, (_, index) => `n${index}`) };
      const { result } = await sendBatch(pair, pair.v3, '0', () => {}, event);
      assert.match((result as { error: { name: string } }).error.name, new RegExp(error));
    });
  }
});
