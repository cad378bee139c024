import { ts } from 'ts-morph';
import { calleeName, collect, isInCatch, isStatementList, some } from '../../../ast/nodes.js';
import { doesIo, type Effect } from '../../effects/effect.js';
import type { Program } from '../../program.js';

const ERROR_WORDS =
  /error|fail|badrequest|notfound|forbidden|unauthori[sz]ed|invalid|denied|reject|exception|conflict/i;
const SIDE_WORK =
  /^(log|info|debug|warn|error|trace|close|end|quit|disconnect|destroy|flush\w*|publishStoredMetrics|addMetric|put(Metric|Annotation)|sleep|setTimeout|delay|wait)$/;
const READ_WORDS =
  /^(get|find|fetch|load|read|list|query|parse|validate|decode|decrypt|verify|check|connect|init|authenticate|authori[sz]e|is|has|json|text)/i;

/** Does the way end in an error: a `throw`, an answer of 4xx or 5xx? */
export function endsInError(way: ts.Node): boolean {
  const last = lastStatement(way);
  if (!last) return false;
  if (ts.isThrowStatement(last)) return true;
  if (!ts.isReturnStatement(last) && !ts.isExpressionStatement(last)) return false;
  const text = way.getText();
  const isGood = /\b2\d\d\b|\bOK\b|\bCREATED\b/i.test(text);
  if (/\b(statusCode|status|code)\b\W{0,3}[45]\d\d\b|\bstatus\(\s*[45]\d\d/.test(text)) return !isGood;
  const answer = last.expression;
  if (!answer || (ts.isExpressionStatement(last) && !isAnswering(answer))) return false;
  if (isAnswering(answer) && ERROR_WORDS.test(answer.getText())) return true;
  const called = collect(answer, isCall).map(calleeName).join(' ');
  return !isGood && (ERROR_WORDS.test(called) || /\b[45]\d\d\b/.test(answer.getText()));
}

/** `callback('Unauthorized')`, `context.done(error)`, `reject(…)`. */
function isAnswering(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && /^(cb|callback|done|fail|reject|next)$/.test(calleeName(node) ?? '');
}

function isCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

/** Nothing of the function around it runs after the way. */
export function leaves(way: ts.Node): boolean {
  const last = lastStatement(way);
  return !!last && (ts.isThrowStatement(last) || ts.isReturnStatement(last) || ts.isContinueStatement(last));
}

function lastStatement(way: ts.Node): ts.Statement | undefined {
  if (!isStatementList(way)) return ts.isStatement(way) ? way : undefined;
  const last = way.statements.findLast((each) => !ts.isBreakStatement(each));
  return last && isStatementList(last) ? lastStatement(last) : last;
}

/** Does it do something that a function is there for: requests, writes, waiting for what we cannot see into? */
export function doesWork(node: ts.Node, program: Program): boolean {
  return some(node, (each) => isWork(each, program, isAnyWork), 'nested');
}

/** The same without what may only prepare something else. */
export function doesLastingWork(node: ts.Node, program: Program): boolean {
  return some(node, (each) => isWork(each, program, isLasting), 'nested');
}

/** Computes something by a call, other than a message for a log. */
export function computes(node: ts.Node): boolean {
  return some(node, (each) => isCall(each) && !SIDE_WORK.test(calleeName(each) ?? ''), 'nested');
}

type EffectTest = (effect: Effect, name: string) => boolean;
const isAnyWork: EffectTest = (effect) => doesIo(effect) || effect.isUnknown;
const isLasting: EffectTest = (effect, name) =>
  effect.isWrite || effect.isNotification || (effect.isUnknown && !effect.isRead && !READ_WORDS.test(name));

function isWork(node: ts.Node, program: Program, is: EffectTest): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (!ts.isAwaitExpression(node) && !ts.isCallExpression(node)) return false;
  const name = isCall(call) ? (calleeName(call) ?? '') : '';
  if (SIDE_WORK.test(name) || isInCatch(node)) return false;
  const effect = program.effects.of(call as ts.Expression);
  // Only what is waited for may be unknown: most other calls compute something.
  return is(ts.isAwaitExpression(node) ? effect : { ...effect, isUnknown: false }, name);
}

/** `if (!order) return notFound();` */
export function isErrorGuard(statement: ts.Statement): boolean {
  return ts.isIfStatement(statement) && endsInError(statement.thenStatement);
}
