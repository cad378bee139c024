import { ts } from 'ts-morph';
import { some } from '../ast/nodes.js';
import { styleOf } from '../ast/style.js';
import { isReadOnly } from '../lambda/effects/effect.js';
import type { Program } from '../lambda/program.js';
import type { Step } from '../lambda/steps.js';
import type { Fix } from '../model/finding.js';
import { areErrorsToldApart, mayThrowOnPurpose } from './deliberate-errors.js';
import { orderOf } from './parallel/order.js';
import { parallelEdit } from './parallel/render.js';
import { type Piece, piecesOf } from './parallel/slots.js';

/**
 * `const [a, b] = await Promise.all([…])` for a group of awaits. Safe for reads that raise no errors of their own: one that
 * fails still fails the whole, and another one that was started has changed nothing.
 */
export function parallelFixes(group: readonly Step[], steps: readonly Step[], program: Program): Fix[] {
  const pieces = piecesOf(group);
  const order = pieces && orderOf(steps, group);
  if (!pieces || !order || pieces.some(losesComments)) return [];
  const isSafe =
    order.isPure &&
    group.every(({ effect }) => isReadOnly(effect)) &&
    pieces.every(isEvaluatedAlike) &&
    !areErrorsToldApart(group[0]!.statement) &&
    !group.some(({ awaits }) => awaits.some((node) => mayThrowOnPurpose(node.expression, program)));
  const count = group.reduce((sum, { awaits }) => sum + awaits.length, 0);
  const title = `Start the ${count} calls together with Promise.all`;
  return [{ kind: isSafe ? 'safe' : 'suggestion', title, edits: [parallelEdit(pieces, order)] }];
}

/** What stands around the awaits calls nothing that would now run later than it did. */
function isEvaluatedAlike({ step, slots, isAbsorbed }: Piece): boolean {
  if (isAbsorbed) return true;
  if (styleOf(step.statement.getSourceFile()).isTypeScript && !slots.every(({ node }) => isTypedByItself(node)))
    return false;
  const isInSlot = (node: ts.Node): boolean =>
    slots.some((slot) => node.pos >= slot.node.pos && node.end <= slot.node.end);
  const calls = (node: ts.Node): boolean => (ts.isCallExpression(node) || ts.isNewExpression(node)) && !isInSlot(node);
  const last = slots.at(-1)!.node;
  return !some(step.statement, (node) => calls(node) && node.end <= last.pos);
}

/** What is expected of the value does not reach into the call: `(await load()).Items`. A generic call may need it to. */
function isTypedByItself({ parent }: ts.AwaitExpression): boolean {
  return (
    ts.isParenthesizedExpression(parent) &&
    (ts.isPropertyAccessExpression(parent.parent) || ts.isAsExpression(parent.parent))
  );
}

/** A comment stands among the words that go, between `=` and `await`; or one speaks to the compiler. */
function losesComments({ step, slots, isAbsorbed }: Piece): boolean {
  const { statement } = step;
  const file = statement.getSourceFile();
  const whole = file.text.slice(statement.pos, statement.end);
  if (/@ts-(ignore|expect-error|nocheck)/.test(whole.slice(0, statement.getStart(file) - statement.pos))) return true;
  if (!isAbsorbed)
    return slots.some(({ node }) => hasComment(file.text.slice(node.getStart(file), node.expression.getStart(file))));
  const { expression } = slots[0]!.node;
  return (
    hasComment(file.text.slice(statement.getStart(file), expression.getStart(file))) ||
    hasComment(file.text.slice(expression.end, statement.end))
  );
}

function hasComment(text: string): boolean {
  return /\/\/|\/\*/.test(text);
}
