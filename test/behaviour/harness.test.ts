import assert from 'node:assert/strict';
import { AwsError } from '../support/aws/aws-error.js';
import type { LocalAws } from '../support/aws/local-aws.js';
import { assertSameBehaviour, type BothOutcomes, runBoth } from '../support/aws/run-both.js';
import { countRequests, peakConcurrency } from '../support/aws/traffic.js';
import { atOnce, type Pair, pairs, perItem, type Sends } from './pairs.js';

const sides = pairs.flatMap((pair) =>
  (['v3', 'v2'] as const).flatMap((sdk) => (pair[sdk] ? [{ pair, sdk, sends: pair[sdk] }] : [])),
);

function runPair(
  { seed, state }: Pair,
  sends: Sends,
  prepare = (_: LocalAws) => {},
  env: Readonly<Record<string, string>> = {},
): Promise<BothOutcomes> {
  return runBoth({
    before: { 'index.ts': perItem(sends) },
    after: { 'index.ts': atOnce(sends) },
    event: { ids: ['a', 'b', 'c'] },
    async seed(aws) {
      const seeded = await seed(aws);
      prepare(aws);
      return { env: { ...seeded, ...env } };
    },
    state,
  });
}

describe('handlers run before and after a change', () => {
  for (const { pair, sdk, sends } of sides) {
    const { service, single, batch } = pair;
    it(`${service}, SDK ${sdk}: the same is left behind with fewer requests`, async () => {
      const outcomes = await runPair(pair, sends);
      assertSameBehaviour(outcomes);
      assert.deepEqual(outcomes.before.results, [{ value: 3 }]);
      assert.equal((outcomes.after.state as readonly unknown[]).length, service === 's3' ? 1 : 3);
      assert.deepEqual(countRequests(outcomes.before.requests), { [`${service}.${single}`]: 3 });
      assert.deepEqual(countRequests(outcomes.after.requests), { [`${service}.${batch}`]: 1 });
    });
  }

  it('tells sequence from parallelism', async () => {
    const { seed, state, v3 } = pairs[0]!;
    const outcomes = await runBoth({
      before: { 'index.ts': perItem(v3) },
      after: {
        'index.ts': `${v3.setup}
          export const handler = async ({ ids }) => (await Promise.all(ids.map((id) => ${v3.one}))).length;`,
      },
      event: { ids: ['a', 'b', 'c'] },
      latencyMs: 50,
      seed: async (aws) => ({ env: await seed(aws) }),
      state,
    });
    assertSameBehaviour(outcomes);
    assert.deepEqual([peakConcurrency(outcomes.before.requests), peakConcurrency(outcomes.after.requests)], [1, 3]);
  });
});

describe('requests that are throttled', () => {
  // One of each protocol, as the SDKs wait long before they try again.
  const protocols = ['dynamodb v3', 'dynamodb v2', 'sqs v2', 'sns v3', 's3 v2', 'kinesis v2', 'firehose v3'];
  for (const { pair, sdk, sends } of sides) {
    const { service, single, batch } = pair;
    if (!protocols.includes(`${service} ${sdk}`)) continue;
    it(`${service}, SDK ${sdk}: one request is sent again`, async () => {
      const { before, after } = await runPair(pair, sends, ({ traffic }) => {
        for (const operation of new Set([single, batch])) traffic.fail(operation);
      });
      assertSameBehaviour({ before, after });
      assert.deepEqual([before.results, before.requests.length, after.requests.length], [[{ value: 3 }], 4, 2]);
    });
  }

  it('fail in the same way when it never ends', async () => {
    const failAll = ({ traffic }: LocalAws) => {
      for (const operation of ['PutItem', 'BatchWriteItem']) traffic.fail(operation, { times: Infinity });
    };
    const { before, after } = await runPair(pairs[0]!, pairs[0]!.v3, failAll, { AWS_MAX_ATTEMPTS: '2' });
    assertSameBehaviour({ before, after });
    const [result] = after.results;
    assert.equal(result && 'error' in result && result.error.name, 'ProvisionedThroughputExceededException');
    assert.deepEqual(after.state, []);
  });

  it('may fail for another reason, and only where the input says so', async () => {
    const { before, after } = await runPair(pairs[1]!, pairs[1]!.v3, ({ traffic }) => {
      const error = new AwsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
      traffic.fail('SendMessage', { error, when: ({ MessageBody }) => MessageBody === 'b' });
    });
    assert.deepEqual(before.results, [
      {
        error: { name: 'InvalidMessageContents', message: 'The message contains characters outside the allowed set.' },
      },
    ]);
    assert.throws(() => assertSameBehaviour({ before, after }), { code: 'ERR_ASSERTION' });
  });
});

describe('behaviour that differs', () => {
  const { seed, state, v3 } = pairs[0]!;
  const changed = async (after: string) =>
    runBoth({
      before: { 'index.ts': perItem(v3) },
      after: { 'index.ts': `${v3.setup}\n${after}` },
      event: { ids: ['a', 'b'] },
      seed: async (aws) => ({ env: await seed(aws) }),
      state,
    });
  const cases: Readonly<Record<string, string>> = {
    'in the result': `export const handler = async ({ ids }) => { for (const id of ids) await ${v3.one}; };`,
    'in what is stored': `export const handler = async ({ ids }) => { const id = 'a'; await ${v3.one}; return 2; };`,
    'in what is waited for': `export const handler = async ({ ids }) => { ${v3.all}; return ids.length; };`,
    'in the error': `export const handler = async ({ ids }) => { await ${v3.all}; throw new Error('late'); };`,
  };
  for (const [title, after] of Object.entries(cases)) {
    it(`${title} is noticed`, async () => {
      const outcomes = await changed(after);
      assert.throws(() => assertSameBehaviour(outcomes), { code: 'ERR_ASSERTION' });
    });
  }
});
