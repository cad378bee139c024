import { ts } from 'ts-morph';
import { defineRule } from '../engine/asking/define-rule.js';
import { batchReadFixes } from '../fixes/per-item-reads.js';
import { detailsOf, perItemCalls } from '../lambda/aws-requests/batchable.js';
import { manyFormOf } from '../lambda/catalogue/libraries.js';
import { isDeployTimeOnly } from '../lambda/loading/deploy-time.js';
import { iterationAround } from '../lambda/order/iteration.js';
import { knownSize } from '../lambda/order/known-size.js';
import { recordSource } from '../lambda/order/record-source.js';
import { callsIn, type Program } from '../lambda/program.js';
import { rootOf } from '../lambda/values/value.js';
import { ROUND_TRIP_PER_ITEM, unknownCost } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'per-item-reads',
    summary: 'One read call per key, although a batch call exists (N+1)',
    category: 'latency',
    severity: 'warning',
    preset: 'recommended',
    fix: 'suggestion',
    isFixedFirst: true,
    since: '0.1.0',
    messages: {
      read: '{operation} is sent once per key. Collect the keys and use {batch}, up to {limit} at a time.',
      query: 'This reads one row per key. Read them all at once: {batch}.',
    },
    options: {},
    evidence: [
      {
        claim:
          'BatchGetItem takes up to 100 keys and returns unprocessed keys, GetParameters takes up to 10 names, BatchGetSecretValue up to 20',
        source: 'Amazon DynamoDB, Systems Manager and Secrets Manager API References',
      },
    ],
  },
  *check({ program, module }) {
    for (const found of perItemCalls('read', module, program)) {
      if (isDeployTimeOnly(found.owner, program)) continue;
      const fixes = () => batchReadFixes(found, program);
      yield { node: found.node, messageId: 'read', ...detailsOf(found), impact: ROUND_TRIP_PER_ITEM, fixes };
    }
    for (const { call, owner } of callsIn(module)) {
      const batch = ts.isCallExpression(call) && manyFormFor(call, program);
      if (!batch || isDeployTimeOnly(owner, program)) continue;
      const impact = unknownCost('One round trip to the database for every key but the first');
      yield { node: call, messageId: 'query', data: { batch }, impact };
    }
  },
});

function manyFormFor(call: ts.CallExpression, program: Program): string | undefined {
  const iteration = iterationAround(call);
  if (!iteration?.list || !program.reach.isPerInvocation(call) || isChained(call)) return undefined;
  if ((knownSize(iteration, program) ?? 3) < 3 || recordSource(iteration, program) === 'single') return undefined;
  for (const value of program.values.of(call.expression)) {
    const root = rootOf(value);
    const last = root?.chain.at(-1) ?? '';
    // The call that names the key, not what is chained to it.
    if (!root || !/^(findById|findUnique|findUniqueOrThrow|findOneBy|findByPk|get|GET)$/.test(last)) continue;
    const batch = manyFormOf(root.external.module, [...root.external.path, ...root.chain]);
    if (batch) return batch;
  }
  return undefined;
}

/** `findById(id).patch(…)` changes the row. */
function isChained(call: ts.CallExpression): boolean {
  const { parent } = call;
  return (
    ts.isPropertyAccessExpression(parent) &&
    !/^(exec|lean|then|catch|orFail|throwIfNotFound|populate|select)$/.test(parent.name.text)
  );
}
