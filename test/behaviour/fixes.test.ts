import assert from 'node:assert/strict';
import { assertSameBehaviour, type BothOutcomes, runBoth } from '../support/aws/run-both.js';
import { countRequests, peakConcurrency } from '../support/aws/traffic.js';
import { fixFixtures } from '../support/fix-fixtures.js';
import { type FixCase, fixCases } from './fix-cases.js';

const fixtures = fixFixtures();

/** SDK v2 knows no environment variables for endpoints; the code of the fixture stays as it is. */
const V2_ENDPOINTS = `
const AWS = require('aws-sdk');
const { env } = process;
for (const name of ['dynamodb', 'sqs', 'sns', 's3', 'kinesis', 'eventbridge'])
  AWS.config[name] = { endpoint: env[name.toUpperCase() + '_ENDPOINT'], ...(name === 's3' && { s3ForcePathStyle: true }) };
`;

function withEntry(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [[name, text]] = Object.entries(files) as [[string, string]];
  const endpoints = text.includes("'aws-sdk") ? V2_ENDPOINTS : '';
  return { [name]: text, 'entry.cjs': `${endpoints}exports.handler = require('./${name}').handler;\n` };
}

async function run({
  rule,
  fixture,
  event,
  tables = {},
  prepare,
  state,
  requests,
  isAboutConnections,
}: FixCase): Promise<BothOutcomes> {
  const found = fixtures.find(({ ruleId, name }) => ruleId === rule && name === fixture);
  assert.ok(found, `there is no fixture ${rule}/${fixture}`);
  return runBoth({
    before: withEntry(found.before),
    after: withEntry(found.after),
    entry: 'entry.cjs',
    event,
    invocations: isAboutConnections ? 3 : 1,
    // Where it counts what runs side by side: longer than a busy machine takes from one request to the next.
    latencyMs: requests || isAboutConnections ? 1 : 40,
    async seed(aws) {
      for (const [name, { key, items = [] }] of Object.entries(tables)) {
        await aws.dynamo.createTable(name, key);
        await aws.dynamo.putAll(name, items);
      }
      return prepare?.(aws);
    },
    state: async (aws) => state?.(aws),
  });
}

describe('what fixed handlers do', () => {
  for (const fixCase of fixCases) {
    const { rule, fixture, requests, tables, isAboutConnections } = fixCase;
    it(`${rule}: ${fixture} (${Object.keys(tables ?? {}).join(', ') || 'no table'})`, async () => {
      const outcomes = await run(fixCase);
      assertSameBehaviour(outcomes);
      const { before, after } = outcomes;
      if (isAboutConnections) {
        assert.deepEqual([before.connections, after.connections], [3, 1]);
      } else if (requests) {
        assert.deepEqual(countRequests(before.requests), requests.before);
        assert.deepEqual(countRequests(after.requests), requests.after);
      } else {
        assert.equal(peakConcurrency(before.requests), 1);
        assert.ok(peakConcurrency(after.requests) > 1, 'nothing runs side by side');
        assert.ok(peakConcurrency(after.requests) <= 10, 'more than ten run side by side');
      }
    });
  }
});
