import { defineRule } from '../engine/asking/define-rule.js';
import { batchWriteFixes } from '../fixes/per-item-writes.js';
import { detailsOf, perItemCalls } from '../lambda/aws-requests/batchable.js';
import { isDeployTimeOnly } from '../lambda/loading/deploy-time.js';
import { ROUND_TRIP_PER_ITEM } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'per-item-writes',
    summary: 'One write call per item, although a batch call exists',
    category: 'latency',
    severity: 'warning',
    preset: 'recommended',
    fix: 'suggestion',
    isFixedFirst: true,
    since: '0.1.0',
    messages: {
      write:
        '{operation} is sent once per item. Collect the items and use {batch}, up to {limit} at a time; retry whatever it returns as unprocessed.',
    },
    options: {},
    evidence: [
      {
        claim:
          'BatchWriteItem takes up to 25 put or delete requests and returns what it did not process; it uses the same write capacity as single writes',
        source: 'Amazon DynamoDB API Reference, BatchWriteItem',
      },
      {
        claim:
          'SendMessageBatch and PublishBatch take up to 10 entries, PutRecords up to 500, DeleteObjects up to 1,000 keys',
        source: 'Amazon SQS, SNS, Kinesis and S3 API References',
      },
    ],
  },
  *check({ program, module }) {
    for (const found of perItemCalls('write', module, program)) {
      if (isDeployTimeOnly(found.owner, program)) continue;
      const fixes = () => batchWriteFixes(found, program);
      yield { node: found.node, messageId: 'write', ...detailsOf(found), impact: ROUND_TRIP_PER_ITEM, fixes };
    }
  },
});
