import { ts } from 'ts-morph';
import { type FunctionNode, some } from '../../ast/nodes.js';

/** The whole body is one `try` whose `catch` lets nothing out. */
export function isSwallowing(node: FunctionNode): boolean {
  if (!node.body || !ts.isBlock(node.body)) return false;
  const tries = node.body.statements.filter(ts.isTryStatement);
  const [attempt] = tries;
  if (tries.length !== 1 || !attempt?.catchClause || letsOut(attempt.catchClause.block)) return false;
  const outside = node.body.statements.filter((statement) => statement !== attempt);
  return !outside.some((statement) => some(statement, ts.isAwaitExpression) || some(statement, ts.isThrowStatement));
}

/** Throws again, or tells the caller of the failure by what it returns. */
export function letsOut(block: ts.Node): boolean {
  return some(block, (each) => ts.isThrowStatement(each) || (ts.isReturnStatement(each) && !!each.expression));
}
