import { ts } from 'ts-morph';
import { findAncestor, isFunctionNode, type Owner, ownerOf, propertyValue } from '../ast/nodes.js';
import { defineRule } from '../engine/asking/define-rule.js';
import { scanFixes } from '../fixes/dynamodb-scan.js';
import { type AwsCall, awsCallOf, hasInput } from '../lambda/aws-requests/aws-calls.js';
import { isDeployTimeOnly } from '../lambda/loading/deploy-time.js';
import { callsIn, type Program } from '../lambda/program.js';
import { unknownCost } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'dynamodb-scan',
    summary: 'A function scans a DynamoDB table',
    category: 'cost',
    severity: 'warning',
    preset: 'recommended',
    fix: 'suggestion',
    since: '0.1.0',
    messages: {
      scan: 'This Scan reads through the table, up to 1 MB per call, and you pay for every item read, even those that the filter drops. Query by key instead, or by an index whose key is the filtered attribute.',
    },
    options: {
      allowPurge: {
        schema: { type: 'boolean' },
        default: true,
        description:
          'Whether to allow a Scan whose items the code deletes or rewrites page by page, since such a job has to visit every item',
      },
    },
    evidence: [
      {
        claim:
          'A Scan reads up to 1 MB a page, and its filter is applied after the read: filtered items are charged all the same',
        source: 'Amazon DynamoDB Developer Guide, "Scanning tables in DynamoDB"',
      },
      {
        claim: 'A Scan of a large table or index can use up the provisioned throughput in a single operation',
        source: 'Amazon DynamoDB Developer Guide, "Best practices for querying and scanning data"',
      },
    ],
  },
  *check({ program, module, options }) {
    for (const { call, owner } of callsIn(module)) {
      const sent = awsCallOf(call, program);
      if (sent?.service !== 'dynamodb' || sent.operation !== 'Scan') continue;
      if (!program.reach.isPerInvocation(call) || isDeployTimeOnly(owner, program)) continue;
      if (isSample(owner, sent, program)) continue;
      if (options.allowPurge && isPurge(owner, sent, program)) continue;
      const impact = unknownCost(
        'Amazon DynamoDB Developer Guide, "Scanning tables in DynamoDB": every item read is charged, before the filter',
      );
      yield { node: sent.place, messageId: 'scan', impact, fixes: () => scanFixes(sent, program) };
    }
  },
});

/** A few items of any kind: a small `Limit`, no filter, no next page. */
function isSample(owner: Owner, scan: AwsCall, program: Program): boolean {
  const limit = scan.input && propertyValue(scan.input, 'Limit');
  const isSmall = !!limit && ts.isNumericLiteral(limit) && Number(limit.text) <= 100;
  return isSmall && !hasInput(scan, 'FilterExpression') && program.factsOf(owner).loops.length === 0;
}

const CHANGES = new Set(['DeleteItem', 'BatchWriteItem']);

/** The same function, or the loop that asks a helper for each page, removes or rewrites what was found. */
function isPurge(owner: Owner, scan: AwsCall, program: Program): boolean {
  const { loops } = program.factsOf(owner);
  if ((scan.isPaginated || loops.length > 0) && changes(owner, program)) return true;
  if (!isFunctionNode(owner)) return false;
  const sites = program.values.callSitesOf(owner);
  return sites.length > 0 && sites.every((site) => isInPagingLoop(site) && changes(ownerOf(site), program));
}

function changes(owner: Owner, program: Program): boolean {
  return program.factsOf(owner).calls.some((call) => {
    const { requests } = program.effects.of(call);
    return requests.some(({ service, operation }) => service === 'dynamodb' && CHANGES.has(operation));
  });
}

/** `while` and `do` ask for the next page; a walk over a list does not. */
function isInPagingLoop(node: ts.Node): boolean {
  return !!findAncestor(node, isWhile, ownerOf(node));
}

function isWhile(node: ts.Node): node is ts.WhileStatement | ts.DoStatement {
  return ts.isWhileStatement(node) || ts.isDoStatement(node);
}
