import { ts } from 'ts-morph';
import { isStatementList, some, unwrap } from '../../../ast/nodes.js';
import { fillsTested } from '../fills-tested.js';
import { isLongLived, type Lifetimes } from '../long-lived.js';
import { isAtHand, storedInto } from '../storage.js';

/** Is `at` a statement that is come to only while nothing is kept? `if (cached) return cached;` … `cached = new X();` */
export function isBehindEarlyReturn(at: ts.Node, node: ts.Node, lifetimes: Lifetimes): boolean {
  if (!isStatementList(at.parent)) return false;
  const { statements } = at.parent;
  const index = indexIn(statements, at);
  const checks = statements.slice(0, index).flatMap(checksIn).filter(leaves);
  if (checks.length === 0) return false;
  const isKept = isKeptItself(at, lifetimes);
  const keeping = statements.slice(index).filter((each) => isKept || isAtHand(node, at, each));
  return checks.some(({ expression }) => keeping.some((each) => fillsTested(expression, each, lifetimes)));
}

function indexIn(statements: readonly ts.Node[], at: ts.Node): number {
  return statements.indexOf(at);
}

/** A check, also one in a `try`, as around the ping of a kept connection. */
function checksIn(statement: ts.Statement): ts.IfStatement[] {
  if (ts.isTryStatement(statement)) return statement.tryBlock.statements.filter(ts.isIfStatement);
  return ts.isIfStatement(statement) ? [statement] : [];
}

/** `if (cached) return cached;`, `if (isReady) throw …;` */
function leaves({ thenStatement }: ts.IfStatement): boolean {
  return some(thenStatement, (each) => ts.isReturnStatement(each) || ts.isThrowStatement(each));
}

/** `await mongoose.connect(url); isConnected = true;` and `pool = new Pool(); isReady = true;`: the flag stands for what was made. */
function isKeptItself(statement: ts.Node, lifetimes: Lifetimes): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const target = storedInto(unwrap(statement.expression));
  return !target || isLongLived(target, lifetimes);
}
