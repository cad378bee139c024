import { ts } from 'ts-morph';
import { isAssignment, isStatementList, some, unwrap } from '../../../ast/nodes.js';
import { fillsTested } from '../fills-tested.js';
import { isLongLived, type Lifetimes } from '../long-lived.js';
import { isAtHand, storageKey, storedInto } from '../storage.js';

/** Is `at` a statement that is come to only while nothing is kept? `if (cached) return cached;` … `cached = new X();` */
export function isBehindEarlyReturn(at: ts.Node, node: ts.Node, lifetimes: Lifetimes): boolean {
  if (!isStatementList(at.parent)) return false;
  const { statements } = at.parent;
  const index = indexIn(statements, at);
  const checks = statements.slice(0, index).flatMap(checksIn).filter(leaves);
  if (checks.length === 0) return false;
  if (checks.some((check) => isAllOnce(check, statements, lifetimes))) return true;
  const isKept = isKeptItself(at, lifetimes);
  const keeping = statements.slice(index).filter((each) => isKept || isAtHand(node, at, each));
  return checks.some(({ expression }) => keeping.some((each) => fillsTested(expression, each, lifetimes)));
}

/** `if (server) return server;` … `server = serverless(app);`: whatever stands behind the check runs until the place is filled. */
function isAllOnce(check: ts.IfStatement, statements: readonly ts.Node[], lifetimes: Lifetimes): boolean {
  const place = filledPlace(check.expression);
  if (!place || !isLongLived(place, lifetimes)) return false;
  const key = storageKey(place);
  return statements.some((each) => {
    const stored = each.pos > check.pos && ts.isExpressionStatement(each) ? unwrap(each.expression) : undefined;
    if (!stored || !ts.isBinaryExpression(stored) || !isAssignment(stored) || !isFilling(stored.right)) return false;
    return key !== undefined && storageKey(stored.left) === key;
  });
}

/** Something, as far as one sees: what a name stands for may be nothing. */
function isFilling(value: ts.Expression): boolean {
  const node = unwrap(value);
  if (ts.isAwaitExpression(node)) return isFilling(node.expression);
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || node.kind === ts.SyntaxKind.TrueKeyword) return true;
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isArrowFunction(node);
}

/** `server` of `server`, `!!server` and `server !== undefined`, and nothing else. */
function filledPlace(condition: ts.Expression): ts.Expression | undefined {
  const node = unwrap(condition);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) return node;
  if (ts.isPrefixUnaryExpression(node)) {
    const inner = unwrap(node.operand);
    return ts.isPrefixUnaryExpression(inner) ? filledPlace(inner.operand) : undefined;
  }
  const isUnlike = ts.isBinaryExpression(node) && /^!==?$/.test(node.operatorToken.getText());
  return isUnlike && /^(undefined|null)$/.test(node.right.getText()) ? filledPlace(node.left) : undefined;
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
