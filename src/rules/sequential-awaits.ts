import { ts } from 'ts-morph';
import { isStatementList, walk } from '../ast/nodes.js';
import { defineRule } from '../engine/asking/define-rule.js';
import { parallelFixes } from '../fixes/sequential-awaits.js';
import { doesIo, isNotificationOnly, isReadOnly, sharesPartner } from '../lambda/effects/effect.js';
import { isDeployTimeOnly } from '../lambda/loading/deploy-time.js';
import { type AwaitingStep, dependsOn, isAwaiting, type StatementStep, stepsOf } from '../lambda/order/statements.js';
import { isNonEmpty, type NonEmpty } from '../lib/non-empty.js';
import { ONE_ROUND_TRIP, unknownCost } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'sequential-awaits',
    summary: 'Awaits of independent I/O that could run at the same time',
    category: 'latency',
    severity: 'warning',
    preset: 'recommended',
    fix: 'safe',
    since: '0.1.0',
    messages: {
      independent:
        'These {count} calls run one after the other, although none needs the result of another. Start them together: await Promise.all([…]).',
    },
    options: {},
    evidence: [
      {
        claim: 'A DynamoDB put took 10 ms over a kept connection: running a call alongside another saves its time',
        source: 'Yan Cui, "Lambda optimization tip – enable HTTP keep-alive", theburningmonk.com, February 2019',
      },
    ],
  },
  *check({ program, module }) {
    for (const { owner, awaits } of module.facts.owners.values()) {
      if (awaits.length < 2 || !program.reach.isServing(owner) || isDeployTimeOnly(owner, program)) continue;
      if (program.reach.isOnlyOnErrorPath(owner)) continue;
      for (const list of statementLists(owner)) {
        const steps = stepsOf(list, program);
        for (const group of independentGroups(steps)) {
          const isAws = group.every((step) => step.effect.requests.length > 0);
          yield {
            node: group[0].awaits[0],
            messageId: 'independent',
            data: { count: group.reduce((sum, step) => sum + step.awaits.length, 0) },
            related: group
              .flatMap(({ awaits }) => awaits)
              .slice(1)
              .map((node) => ({ node, message: 'does not depend on the calls before it', isPart: true })),
            impact: isAws
              ? ONE_ROUND_TRIP
              : unknownCost('The time of the shorter call; the code does not show how long the calls take'),
            fixes: () => parallelFixes(group, steps, program),
          };
        }
      }
    }
  },
});

function statementLists(owner: ts.Node): ts.Node[] {
  const lists: ts.Node[] = [];
  const body = ts.isSourceFile(owner) ? owner : (owner as ts.FunctionLikeDeclaration).body;
  if (body) walk(body, (node) => void (isStatementList(node) && lists.push(node)));
  return lists;
}

/** Runs of two or more steps, each independent of all before it in the run. */
function independentGroups(steps: readonly StatementStep[]): NonEmpty<AwaitingStep>[] {
  const groups: NonEmpty<AwaitingStep>[] = [];
  let group: AwaitingStep[] = [];
  const close = (): void => {
    if (isNonEmpty(group) && group.reduce((sum, step) => sum + step.awaits.length, 0) > 1) groups.push(group);
    group = [];
  };
  for (const step of steps) {
    if (group.length > 0 && !group.every((earlier) => canRunBeside(earlier, step))) close();
    if (step.isBarrier) close();
    else if (isAwaiting(step)) {
      if (isCandidate(step)) group.push(step);
      else close();
    }
  }
  close();
  return groups;
}

function isCandidate({ effect, setsNothing }: StatementStep): boolean {
  if (!doesIo(effect) || effect.isUnknown || effect.isDelay || effect.isOrdered || effect.isMutating) return false;
  if (effect.isSwallowed || isNotificationOnly(effect)) return true;
  // A read whose result nobody keeps is a check: it throws.
  return isReadOnly(effect) && !setsNothing;
}

function canRunBeside(earlier: StatementStep, step: StatementStep): boolean {
  if (dependsOn(step, earlier)) return false;
  if (step.awaits.length === 0) return true;
  const [first, second] = [earlier.effect, step.effect];
  if (isReadOnly(first) && isReadOnly(second)) return true;
  if (isNotificationOnly(first) && isNotificationOnly(second)) return true;
  // A write whose failure nobody hears of cannot be a condition for what follows, unless both go to the same place.
  return first.isSwallowed && !sharesPartner(first, second);
}
