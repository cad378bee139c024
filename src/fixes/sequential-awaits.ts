import { ts } from 'ts-morph';
import { type FunctionNode, isInside, some, unwrap } from '../ast/nodes.js';
import { spanWithComments } from '../ast/statements.js';
import { styleOf } from '../ast/style.js';
import { type Place, placesSetBy } from '../lambda/dependence.js';
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
  const pieces = piecesOf(group, (node) => isGeneric(node, program));
  const order = pieces && orderOf(steps, group);
  if (!pieces || !order || pieces.some(losesComments) || hasStrayComments(group)) return [];
  const isSafe =
    order.isPure &&
    group.every(({ effect }) => isReadOnly(effect)) &&
    pieces.every(isEvaluatedAlike) &&
    !pieces.slice(1).some(mayThrowAtOnce) &&
    !group.some(({ awaits }) => awaits.some((node) => fillsSomething(node.expression, program))) &&
    !measuresTime(group) &&
    !areErrorsToldApart(group[0]!.statement) &&
    !group.some(({ awaits }) => awaits.some((node) => mayThrowOnPurpose(node.expression, program)));
  const count = group.reduce((sum, { awaits }) => sum + awaits.length, 0);
  const title = `Start the ${count} calls together with Promise.all`;
  return [{ kind: isSafe ? 'safe' : 'suggestion', title, edits: [parallelEdit(pieces, order)] }];
}

/**
 * `get(event.order.id)` throws on the spot when there is no order, while the call before it is under way: nobody would hear of
 * that one's failure.
 */
function mayThrowAtOnce({ slots }: Piece): boolean {
  return slots.some(({ node }) =>
    some(node.expression, (each) => {
      if (!ts.isPropertyAccessExpression(each) || each.questionDotToken || isCallee(each)) return false;
      const inner = each.expression;
      const isDeep = ts.isPropertyAccessExpression(inner) && inner.getText() !== 'process.env';
      return isDeep && inner.expression.kind !== ts.SyntaxKind.ThisKeyword;
    }),
  );
}

function isCallee(node: ts.Node): boolean {
  let at = node;
  while (ts.isPropertyAccessExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at;
}

/** A function of ours that is called puts something into a list or map of somebody else: its order would change. */
function fillsSomething(node: ts.Node, program: Program): boolean {
  return some(node, (each) => {
    if (!ts.isCallExpression(each)) return false;
    return program.calls
      .targetsOf(each)
      .some((target) => !!target.body && [...placesSetBy(target.body)].some((place) => isOutside(place, target)));
  });
}

function isOutside(place: Place, target: FunctionNode): boolean {
  return typeof place === 'string' || !isInside(place, target) || ts.isParameter(place);
}

function isGeneric(node: ts.Expression, program: Program): boolean {
  const call = unwrap(node);
  if (!ts.isCallExpression(call) || call.typeArguments) return false;
  return program.calls.targetsOf(call).some(({ typeParameters }) => typeParameters !== undefined);
}

/** A clock that is read between the awaits would read something else. */
function measuresTime(group: readonly Step[]): boolean {
  const first = group[0]!.statement;
  const { text } = first.getSourceFile();
  const code = text.slice(Math.max(0, first.parent.getStart()), first.parent.end);
  return (code.match(/\bDate\.now\(|performance\.now\(|console\.time|hrtime/g)?.length ?? 0) > 1;
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

/** A comment between two blank lines belongs to no statement, and would have no place. */
function hasStrayComments(group: readonly Step[]): boolean {
  const first = group[0]!.statement;
  const last = group.at(-1)!.statement;
  const { statements } = first.parent as ts.Block;
  const { text } = first.getSourceFile();
  const between = statements.slice(statements.indexOf(first), statements.indexOf(last) + 1);
  return between.slice(1).some((statement, index) => {
    const gap = text.slice(spanWithComments(between[index]!).end, spanWithComments(statement).start);
    return /[^\s;]/.test(gap);
  });
}

function hasComment(text: string): boolean {
  return /\/\/|\/\*/.test(text);
}
