import { ts } from 'ts-morph';
import { isAssigning, isFunctionNode, some, unwrap, walk } from '../../ast/nodes.js';
import { isNonEmpty, type NonEmpty } from '../../lib/non-empty.js';
import { type Effect, merge, NO_EFFECT } from '../effects/effect.js';
import { letsOut } from '../effects/failure.js';
import type { Program } from '../program.js';
import { rootOf } from '../values/value.js';
import { placesSetBy, usesAny, type Variable } from './dependence.js';

/** One statement on the way of a function, as far as waiting is concerned. */
export interface StatementStep {
  readonly statement: ts.Statement;
  /** Its own awaits that always run, in order; empty for plain code. */
  readonly awaits: readonly ts.AwaitExpression[];
  readonly effect: Effect;
  /** Nothing may move over it: it may leave, throw or branch. */
  readonly isBarrier: boolean;
  /** Variables that hold what it gives, and what later plain statements made of them. */
  readonly places: ReadonlySet<Variable>;
  /** Its result is dropped. */
  readonly setsNothing: boolean;
}

export interface AwaitingStep extends StatementStep {
  readonly awaits: NonEmpty<ts.AwaitExpression>;
}

export function isAwaiting(step: StatementStep): step is AwaitingStep {
  return isNonEmpty(step.awaits);
}

/** The statements of a block as steps. Plain statements pass on what they use: `const id = order.id` hands on `order`. */
export function stepsOf(list: ts.Node, program: Program): StatementStep[] {
  const { statements } = list as ts.Block;
  const steps: StatementStep[] = [];
  for (const statement of statements) {
    const step = toStep(statement, program);
    if (step.awaits.length === 0 && !step.isBarrier) passOn(step, steps);
    steps.push(step);
  }
  return steps;
}

/** What a plain statement makes of an earlier result belongs to that result. */
function passOn(step: StatementStep, earlier: readonly StatementStep[]): void {
  for (const each of earlier) {
    if (each.awaits.length === 0 || !usesAny(step.statement, each.places)) continue;
    for (const place of step.places) (each.places as Set<Variable>).add(place);
  }
}

export function dependsOn(step: StatementStep, earlier: StatementStep): boolean {
  return step.awaits.length > 0 && usesAny(step.statement, earlier.places);
}

function toStep(statement: ts.Statement, program: Program): StatementStep {
  const plain = { statement, awaits: [], effect: NO_EFFECT, places: placesSetBy(statement), setsNothing: false };
  if (ts.isTryStatement(statement)) return tryStep(statement, plain, program);
  if (!isSimple(statement)) return { ...plain, isBarrier: !isHarmless(statement) };
  if (some(statement, ts.isYieldExpression) || isCheck(statement, program)) return { ...plain, isBarrier: true };
  const awaits = directAwaits(statement);
  if (awaits === undefined) return { ...plain, isBarrier: true };
  const effects = awaits.map((node) => program.effects.of(node.expression));
  const [only, ...others] = effects;
  const effect = only && others.length === 0 ? only : merge(effects);
  const setsNothing = ts.isExpressionStatement(statement) && unwrap(statement.expression) === awaits[0];
  // An argument that waits for another is a sequence of its own.
  const isNested = awaits.some((node) => some(node.expression, ts.isAwaitExpression));
  return { ...plain, awaits, effect, setsNothing, isBarrier: isNested };
}

function isSimple(statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) || ts.isExpressionStatement(statement) || ts.isReturnStatement(statement);
}

/** `assert(order.isOpen)`, `ensureOpen(shop)`: a call that gives nothing, and throws when something is wrong. */
function isCheck(statement: ts.Statement, program: Program): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const call = unwrap(statement.expression);
  if (!ts.isCallExpression(call)) return false;
  if (program.calls.targetsOf(call).some(({ body }) => !!body && some(body, ts.isThrowStatement))) return true;
  return program.values.of(call.expression).some((value) => ASSERTIONS.test(rootOf(value)?.external.module ?? ''));
}

const ASSERTIONS = /^(assert(\/strict)?|(tiny-|ts-)?invariant|http-assert)$/;

/** Declarations, and conditions without a way out and without waiting, stand in nobody's way. */
function isHarmless(statement: ts.Statement): boolean {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEmptyStatement(statement))
    return true;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  const isBranch = ts.isIfStatement(statement) || ts.isForOfStatement(statement) || ts.isForStatement(statement);
  return isBranch && !some(statement, (node) => ts.isAwaitExpression(node) || isExit(node));
}

function isExit(node: ts.Node): boolean {
  return (
    ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakStatement(node) || ts.isContinueStatement(node)
  );
}

/** The awaits that always run; `undefined` when one hangs on a condition. */
function directAwaits(statement: ts.Statement): ts.AwaitExpression[] | undefined {
  const found: ts.AwaitExpression[] = [];
  let isConditional = false;
  const visit = (node: ts.Node, conditional: boolean): void => {
    if (isFunctionNode(node)) return;
    if (ts.isAwaitExpression(node)) {
      if (conditional) isConditional = true;
      found.push(node);
    }
    ts.forEachChild(node, (child) => visit(child, conditional || isOnlySometimes(child)));
  };
  visit(statement, false);
  return isConditional ? undefined : found;
}

/** Runs on one of the ways only that its parent may take. */
function isOnlySometimes(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent)) return node !== parent.condition;
  // A default, and what a pattern asks on its way to it.
  if (ts.isBindingElement(parent)) return true;
  if (ts.isShorthandPropertyAssignment(parent)) return node === parent.objectAssignmentInitializer;
  // `cache?.put(…)`, `map?.[…]`: nothing behind the question mark happens without the object.
  if (ts.isOptionalChain(parent)) return node !== parent.expression;
  if (!ts.isBinaryExpression(parent)) return false;
  return node === parent.right ? SHORT_CIRCUITS.has(parent.operatorToken.kind) : isPattern(parent);
}

/** Operators whose right side only sometimes happens. */
export const SHORT_CIRCUITS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** `[a = await f()] = list` */
function isPattern(node: ts.BinaryExpression): boolean {
  return isAssigning(node) && (ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left));
}

/** A `try` whose failure goes no further is one step, with all that it waits for. */
function tryStep(statement: ts.TryStatement, plain: Omit<StatementStep, 'isBarrier'>, program: Program): StatementStep {
  const awaits: ts.AwaitExpression[] = [];
  walk(statement.tryBlock, (node) => void (ts.isAwaitExpression(node) && awaits.push(node)));
  const { catchClause, finallyBlock } = statement;
  const isClosed = !!catchClause && !finallyBlock && !letsOut(catchClause.block) && !some(statement, isExit);
  if (!isClosed || awaits.length === 0) return { ...plain, isBarrier: true };
  const effect = { ...merge(awaits.map((node) => program.effects.of(node.expression))), isSwallowed: true };
  return { ...plain, awaits: awaits.slice(0, 1), effect, isBarrier: false };
}
