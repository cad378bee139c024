import { ts } from 'ts-morph';
import { findAncestor, isStatementList } from '../../../ast/nodes.js';
import { fillsTested } from '../fills-tested.js';
import { isLongLived, type Lifetimes } from '../long-lived.js';
import { isAtHand, storageKey } from '../storage.js';

/** Is `at` what an operator asks for only while nothing long-lived is there, and is it kept there? */
export function isGuardedFallback(at: ts.Node, _node: ts.Node, lifetimes: Lifetimes): boolean {
  const { parent } = at;
  if (!ts.isBinaryExpression(parent) || parent.right !== at) return false;
  if (isFillingOperator(parent)) return isLongLived(parent.left, lifetimes);
  if (!isFallbackOperator(parent)) return false;
  return storesItself(parent, lifetimes) || isStoredNext(parent, lifetimes) || isAssignedBack(parent, lifetimes);
}

/** `client ??= new X()`, `client ||= new X()` */
function isFillingOperator({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken;
}

/** `client ?? new X()`, `client || new X()` */
function isFallbackOperator({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** `client || (client = new X())` */
function storesItself({ left, right }: ts.BinaryExpression, lifetimes: Lifetimes): boolean {
  return fillsTested(left, right, lifetimes);
}

/** `const client = cache.get(key) ?? new X(); cache.set(key, client);` */
function isStoredNext(fallback: ts.BinaryExpression, lifetimes: Lifetimes): boolean {
  const statement = findAncestor(fallback, ts.isVariableStatement);
  const list = statement?.parent;
  if (!list || !isStatementList(list)) return false;
  const later = list.statements.slice(list.statements.indexOf(statement) + 1);
  return later.some((each) => isAtHand(fallback, statement, each) && fillsTested(fallback.left, each, lifetimes));
}

/** `client = client || new X()` */
function isAssignedBack(fallback: ts.BinaryExpression, lifetimes: Lifetimes): boolean {
  const assignment = findAncestor(fallback, ts.isBinaryExpression);
  return (
    assignment?.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isLongLived(assignment.left, lifetimes) &&
    storageKey(assignment.left) === storageKey(fallback.left)
  );
}
