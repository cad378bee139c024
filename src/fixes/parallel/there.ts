import { ts } from 'ts-morph';
import { collect, isAssigning, isFunctionNode, isStatementList, ownerOf, unwrap, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';

/**
 * Code that always runs before has looked into the same thing, or has left the function where it was missing: had it not been
 * there, we would not have come here.
 */
export function isThereBefore(node: ts.Expression): boolean {
  return happensBefore(node, (each, text) => does(each, text, looksInto) || leavesWithout(each, text));
}

/** Code that always runs before has made a text of the same thing. */
export function isConvertedBefore(node: ts.Expression): boolean {
  return happensBefore(node, (each, text) => does(each, text, makesText));
}

type Proof = (node: ts.Node, text: string) => boolean;

function happensBefore(node: ts.Expression, proves: (statement: ts.Statement, text: string) => boolean): boolean {
  if (!isSteady(node)) return false;
  const text = node.getText();
  for (let at: ts.Node = node; at && !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isStatement(at) || !isStatementList(at.parent)) continue;
    const statements = at.parent.statements as readonly ts.Statement[];
    const earlier = statements.slice(0, statements.indexOf(at));
    if (earlier.some((each) => proves(each, text))) return true;
  }
  return false;
}

/** A name that is given once, and members of one that nobody sets. */
function isSteady(node: ts.Expression): boolean {
  let at = unwrap(node);
  while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
  const declaration = ts.isIdentifier(at) ? lookup(at)?.node : undefined;
  if (!declaration) return false;
  const list = ts.findAncestor(declaration, ts.isVariableDeclarationList);
  const isGivenOnce = ts.isParameter(declaration) || (!!list && (list.flags & ts.NodeFlags.Const) !== 0);
  return isGivenOnce && !isSetAnew(node);
}

/** `order = …`, `event.order = …`: what was there before is not what is there now. */
function isSetAnew(node: ts.Expression): boolean {
  const text = node.getText();
  const sets = (each: ts.Node): boolean => {
    if (!isAssigning(each)) return false;
    const target = unwrap(each.left).getText();
    return text === target || text.startsWith(`${target}.`);
  };
  return walk(ownerOf(node), sets, 'nested');
}

/** Of a statement that waits, only what it waits for counts: the rest of it may run later than it did. */
function does(statement: ts.Statement, text: string, proof: Proof): boolean {
  const awaits = collect(statement, ts.isAwaitExpression);
  const parts = awaits.length === 0 ? [statement] : awaits.map(({ expression }) => expression);
  return parts.some((each) => always(each, text, proof));
}

/** On whichever way the code takes. */
function always(node: ts.Node, text: string, proof: Proof): boolean {
  if (isFunctionNode(node) || ts.isClassLike(node)) return false;
  if (proof(node, text)) return true;
  const evaluated = alwaysEvaluated(node);
  return evaluated
    ? evaluated.some((each) => always(each, text, proof))
    : (ts.forEachChild(node, (each) => always(each, text, proof) || undefined) ?? false);
}

/** Reads a member of it. */
function looksInto(node: ts.Node, text: string): boolean {
  if (ts.isPropertyAccessExpression(node) && !ts.isOptionalChain(node)) return node.expression.getText() === text;
  return ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer?.getText() === text;
}

/** `${order}`, `'row#' + order`, `String(order)` */
function makesText(node: ts.Node, text: string): boolean {
  if (ts.isTemplateSpan(node))
    return !ts.isTaggedTemplateExpression(node.parent.parent) && node.expression.getText() === text;
  if (ts.isCallExpression(node)) return node.expression.getText() === 'String' && node.arguments[0]?.getText() === text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false;
  return node.left.getText() === text || node.right.getText() === text;
}

/** Of code that branches, the part that runs in any case. */
function alwaysEvaluated(node: ts.Node): readonly ts.Node[] | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isSwitchStatement(node)) return [node.expression];
  if (ts.isConditionalExpression(node)) return [node.condition];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return [node.expression];
  if (ts.isTryStatement(node) || ts.isForStatement(node) || ts.isDoStatement(node)) return [];
  if (!ts.isBinaryExpression(node)) return ts.isOptionalChain(node) ? [] : undefined;
  const { kind } = node.operatorToken;
  const isShort =
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken;
  return isShort || (isAssigning(node) && kind !== ts.SyntaxKind.EqualsToken) ? [node.left] : undefined;
}

/** `if (!order) return;`, `if (!order || …) throw …` */
function leavesWithout(node: ts.Statement, text: string): boolean {
  if (!ts.isIfStatement(node) || node.elseStatement) return false;
  const { thenStatement } = node;
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  const isLeaving = !!last && (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last));
  return isLeaving && isTrueWithout(node.expression, text);
}

function isTrueWithout(condition: ts.Expression, text: string): boolean {
  const node = unwrap(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    // `!order?.id` is true without an order as well.
    const asked = unwrap(node.operand).getText();
    return asked === text || asked.startsWith(`${text}?.`);
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.BarBarToken) return false;
  return isTrueWithout(node.left, text) || isTrueWithout(node.right, text);
}
