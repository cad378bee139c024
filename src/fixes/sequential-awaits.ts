import { ts } from 'ts-morph';
import { some, unwrap } from '../ast/nodes.js';
import { hasOtherPartners, isReadOnly } from '../lambda/effects/effect.js';
import { commentsIn, speaksOfOrder } from '../lambda/order/serial-on-purpose.js';
import type { AwaitingStep, StatementStep } from '../lambda/order/statements.js';
import type { Program } from '../lambda/program.js';
import { lastOf, type NonEmpty } from '../lib/non-empty.js';
import type { Fix } from '../model/finding.js';
import { areErrorsToldApart, mayThrowOnPurpose } from './deliberate-errors.js';
import { spanWithComments } from './editing/statements.js';
import { styleOf } from './editing/style.js';
import { hasCodeAroundRequests } from './parallel/around-requests.js';
import { mayThrowAtOnce } from './parallel/failing.js';
import { type Order, orderOf } from './parallel/order.js';
import { setsForFailure, setsForFunctions } from './parallel/own-places.js';
import { isQuiet, onlyReads } from './parallel/quiet.js';
import { parallelEdit } from './parallel/render.js';
import { type GroupPiece, piecesOf } from './parallel/slots.js';
import { isTestedInOrder } from './parallel/tested-in-order.js';
import { CONNECTION, TESTS } from './parallel/words.js';

/**
 * `const [a, b] = await Promise.all([…])` for a group of awaits. Safe for reads that raise no errors of their own: one that
 * fails still fails the whole, and another one that was started has changed nothing.
 */
export function parallelFixes(group: NonEmpty<AwaitingStep>, steps: readonly StatementStep[], program: Program): Fix[] {
  const pieces = piecesOf(group, (node) => isGeneric(node, program));
  const order = pieces && orderOf(steps, group);
  if (!pieces || !order || pieces.some(losesComments) || hasStrayComments(group)) return [];
  const doubts = doubtsAbout(group, pieces, order, program);
  const count = group.reduce((sum, { awaits }) => sum + awaits.length, 0);
  const title = [`Start the ${count} calls together with Promise.all`, ...doubts].join('; ');
  return [{ kind: doubts.length === 0 ? 'safe' : 'suggestion', title, edits: [parallelEdit(group, pieces, order)] }];
}

/** Why starting them together might change more than the time, in words that go on from a fix's title. */
function doubtsAbout(
  group: NonEmpty<StatementStep>,
  pieces: readonly GroupPiece[],
  order: Order,
  program: Program,
): string[] {
  const expressions = group.flatMap(({ awaits }) => awaits.map(({ expression }) => expression));
  const [, ...later] = pieces.flatMap(({ slots }) => slots.map(({ node }) => node.expression));
  const statements = group.map(({ statement }) => statement);
  const last = lastOf(group).statement;
  const between = [...order.before, ...order.after];
  const earlier = [...statements.slice(0, -1), ...between];
  const doubts: readonly (readonly [isThere: boolean, why: string])[] = [
    [!group.every(({ effect }) => isReadOnly(effect)), 'one may take effect although another fails'],
    [group.some(({ effect }) => effect.isAssumed), 'one of them may write'],
    [
      !expressions.every((each) => onlyReads(each, program)),
      'a call may do more than read, or keep state for the next one',
    ],
    [
      !order.isPure || order.before.some((each) => mayThrowAtOnce(each, program)) || !isQuietAll(order.before, program),
      'code between them runs earlier',
    ],
    [
      !pieces.every(isEvaluatedAlike) || !isQuietAll([...statements.slice(0, -1), ...order.after], program),
      'code around them runs later',
    ],
    [setsForFunctions(earlier, last), 'a call may depend on what another one, or the code between them, sets'],
    [
      !isAwsOnly(group) && hasCodeAroundRequests(last.getSourceFile(), program),
      'code that sees every request sees them in a different order',
    ],
    [group.some(({ effect }) => hasOtherPartners(effect)), CONNECTION],
    [isTestedInOrder(expressions, program), TESTS],
    [setsForFailure(earlier), 'variables have different values when one fails'],
    [speaksOfOrder(commentsOf(group)), 'a comment mentions their order'],
    [
      later.some((each) => mayThrowAtOnce(each, program)),
      'if an argument throws, the failure of an earlier call goes unhandled',
    ],
    [measuresTime(group, between), 'times measured between them change'],
    [
      areErrorsToldApart(group[0].statement, program) || expressions.some((each) => mayThrowOnPurpose(each, program)),
      'which of two errors comes first may change',
    ],
  ];
  return doubts.filter(([isThere]) => isThere).map(([, why]) => why);
}

function isGeneric(node: ts.Expression, program: Program): boolean {
  const call = unwrap(node);
  if (!ts.isCallExpression(call) || call.typeArguments) return false;
  return program.calls.targetsOf(call).some(({ typeParameters }) => typeParameters !== undefined);
}

function isQuietAll(statements: readonly ts.Statement[], program: Program): boolean {
  return statements.every((each) => isQuiet(each, program));
}

/** What the SDK does around a request is not the project's code. */
function isAwsOnly(group: readonly StatementStep[]): boolean {
  return group.every(({ effect }) => effect.requests.length > 0 && effect.partners.size > 0);
}

/** From those above the first statement to those in the last one. */
function commentsOf(group: NonEmpty<StatementStep>): string {
  const first = group[0].statement;
  const { end } = spanWithComments(lastOf(group).statement);
  return commentsIn(first.getSourceFile().text.slice(spanWithComments(first).start, end));
}

const CLOCK =
  /\bnew Date\(\)|\bDate\.now\(|\bperformance\.(now|mark)\(|\bconsole\.time|\bhrtime\b|\b(moment|dayjs)\(\)/;

/** A clock that is read between the awaits would read something else. */
function measuresTime(group: NonEmpty<StatementStep>, between: readonly ts.Statement[]): boolean {
  if (between.some((each) => CLOCK.test(each.getText()))) return true;
  const first = group[0].statement;
  const { text } = first.getSourceFile();
  const code = text.slice(Math.max(0, first.parent.getStart()), first.parent.end);
  return (code.match(/\bDate\.now\(|performance\.now\(|console\.time|hrtime/g)?.length ?? 0) > 1;
}

/** What stands around the awaits calls nothing that would now run later than it did. */
function isEvaluatedAlike({ step, slots, isAbsorbed }: GroupPiece): boolean {
  if (isAbsorbed) return true;
  if (styleOf(step.statement.getSourceFile()).isTypeScript && !slots.every(({ node }) => isTypedByItself(node)))
    return false;
  const isInSlot = (node: ts.Node): boolean =>
    slots.some((slot) => node.pos >= slot.node.pos && node.end <= slot.node.end);
  const calls = (node: ts.Node): boolean => (ts.isCallExpression(node) || ts.isNewExpression(node)) && !isInSlot(node);
  const last = lastOf(step.awaits);
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
function losesComments({ step, slots, isAbsorbed }: GroupPiece): boolean {
  const { statement } = step;
  const file = statement.getSourceFile();
  const whole = file.text.slice(statement.pos, statement.end);
  if (/@ts-(ignore|expect-error|nocheck)/.test(whole.slice(0, statement.getStart(file) - statement.pos))) return true;
  if (!isAbsorbed)
    return slots.some(({ node }) => hasComment(file.text.slice(node.getStart(file), node.expression.getStart(file))));
  const { expression } = step.awaits[0];
  return (
    hasComment(file.text.slice(statement.getStart(file), expression.getStart(file))) ||
    hasComment(file.text.slice(expression.end, statement.end))
  );
}

/** A comment between two blank lines belongs to no statement, and would have no place. */
function hasStrayComments(group: NonEmpty<StatementStep>): boolean {
  const first = group[0].statement;
  const last = lastOf(group).statement;
  const { statements } = first.parent as ts.Block;
  const { text } = first.getSourceFile();
  const between = statements.slice(statements.indexOf(first), statements.indexOf(last) + 1);
  return between.some((statement, index) => {
    const before = between[index - 1];
    if (!before) return false;
    const gap = text.slice(spanWithComments(before).end, spanWithComments(statement).start);
    return /[^\s;]/.test(gap);
  });
}

function hasComment(text: string): boolean {
  return /\/\/|\/\*/.test(text);
}
