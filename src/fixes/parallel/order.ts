import { ts } from 'ts-morph';
import { ownerOf, some } from '../../ast/nodes.js';
import { placesSetBy, usesAny, type Variable } from '../../lambda/order/dependence.js';
import type { StatementStep } from '../../lambda/order/statements.js';
import { lastOf, type NonEmpty } from '../../lib/non-empty.js';

/** Where the plain statements between the awaits go. */
export interface Order {
  /** A later call needs them: in front of all calls. */
  readonly before: readonly ts.Statement[];
  readonly after: readonly ts.Statement[];
  /** What moves in front only computes; otherwise its effects come earlier than they did. */
  readonly isPure: boolean;
}

/** Sorts the statements between the first and the last await of the group; nothing where their order cannot be kept. */
export function orderOf(steps: readonly StatementStep[], group: NonEmpty<StatementStep>): Order | undefined {
  const between = steps.slice(steps.indexOf(group[0]) + 1, steps.indexOf(lastOf(group)));
  const plain = between.filter((step) => !group.includes(step));
  const before = new Set<StatementStep>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const step of plain) {
      if (before.has(step) || !isNeeded(step, steps, group, before)) continue;
      before.add(step);
      grew = true;
    }
  }
  const after = plain.filter((step) => !before.has(step));
  if (![...before].every((step) => canMoveUp(step, steps, group, after)) || after.some(leavesTraces)) return undefined;
  const inOrder = plain.filter((step) => before.has(step));
  return {
    before: inOrder.map(({ statement }) => statement),
    after: after.map(({ statement }) => statement),
    isPure: inOrder.every(({ statement }) => isPure(statement)),
  };
}

/** A later await of the group, or a statement that moves already, looks at what it sets. */
function isNeeded(
  step: StatementStep,
  steps: readonly StatementStep[],
  group: readonly StatementStep[],
  before: ReadonlySet<StatementStep>,
): boolean {
  const places = placesSetBy(step.statement);
  const later = steps.slice(steps.indexOf(step) + 1);
  return later.some((each) => (group.includes(each) || before.has(each)) && usesAny(each.statement, places));
}

/** No call before it, and nothing that stays behind, may look at what it changes. */
function canMoveUp(
  step: StatementStep,
  steps: readonly StatementStep[],
  group: readonly StatementStep[],
  after: readonly StatementStep[],
): boolean {
  const places = placesSetBy(step.statement);
  const earlier = steps.slice(0, steps.indexOf(step));
  const isPassed = (each: StatementStep): boolean => group.includes(each) || after.includes(each);
  return !earlier.some(
    (each) =>
      isPassed(each) && (usesAny(each.statement, places) || usesAny(step.statement, placesSetBy(each.statement))),
  );
}

/** Changes something that a call further down may look at without naming it. */
function leavesTraces({ statement }: StatementStep): boolean {
  const owner = ownerOf(statement);
  const isOutside = (place: Variable): boolean => typeof place === 'string' || ownerOf(place) !== owner;
  return [...placesSetBy(statement)].some(isOutside);
}

/** Calls nothing but constructors of packages and conversions. */
function isPure(statement: ts.Statement): boolean {
  return !some(statement, (node) => ts.isCallExpression(node) && !isConversion(node));
}

function isConversion({ expression }: ts.CallExpression): boolean {
  return /^(String|Number|Boolean|JSON\.(parse|stringify)|parseInt|Object\.(keys|values|entries))$|\.(toString|trim|toLowerCase|toUpperCase|split|slice|map|filter|join)$/.test(
    expression.getText(),
  );
}
