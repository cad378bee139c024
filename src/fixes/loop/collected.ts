import { ts } from 'ts-morph';
import { isFunctionNode, isInside, memberName, ownerOf, some, unwrap, walk } from '../../ast/nodes.js';
import { isReference, lookup } from '../../ast/scope.js';
import { placesSetBy } from '../../lambda/order/dependence.js';

/** What the iterations of a loop leave behind in variables outside of it. */
export interface LoopOutputs {
  /** The one list that iterations push to; its order must stay that of the items. */
  readonly list?: ts.VariableDeclaration & { readonly name: ts.Identifier };
  /** Keyed members and sets are filled, in whatever order. */
  readonly isUnordered: boolean;
}

/** Nothing when the iterations change something outside in a way that does not bear running side by side. */
export function loopOutputsOf(body: ts.Statement): LoopOutputs | undefined {
  let list: LoopOutputs['list'];
  let isUnordered = false;
  for (const place of placesSetBy(body)) {
    // A member of `this`, or of something that is not declared in the file.
    if (typeof place === 'string') return undefined;
    if (isInside(place, body) || isLoopVariable(place, body)) continue;
    const uses = usesIn(body, place);
    if (uses.every(isPushed) && ts.isVariableDeclaration(place) && ts.isIdentifier(place.name) && !list) {
      list = place as LoopOutputs['list'];
    } else if (uses.every(isCounted) || uses.every(isKeyed) || uses.every(isFlagged)) isUnordered = true;
    else return undefined;
  }
  return { ...(list && { list }), isUnordered };
}

function isLoopVariable(place: ts.Declaration, body: ts.Statement): boolean {
  return isInside(place, body.parent);
}

function usesIn(body: ts.Node, declaration: ts.Declaration): ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  walk(
    body,
    (node) =>
      void (ts.isIdentifier(node) && isReference(node) && lookup(node)?.node === declaration && uses.push(node)),
    'nested',
  );
  return uses;
}

/** `list.push(…)` as a statement of the iteration itself. */
function isPushed(use: ts.Identifier): boolean {
  const call = use.parent.parent;
  return memberName(use.parent) === 'push' && ts.isCallExpression(call) && ts.isExpressionStatement(call.parent);
}

/** `count++`, `count += 1`: one step that nothing interrupts. */
function isCounted(use: ts.Identifier): boolean {
  const { parent } = use;
  if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent))
    return ts.isExpressionStatement(parent.parent);
  if (!ts.isBinaryExpression(parent) || parent.left !== use) return false;
  const isStep = parent.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  return isStep && ts.isExpressionStatement(parent.parent) && !some(parent.right, ts.isAwaitExpression);
}

/** `hasFailed = true`: whichever iteration comes last, the value is the same. */
function isFlagged(use: ts.Identifier): boolean {
  const { parent } = use;
  if (!ts.isBinaryExpression(parent) || parent.left !== use || !ts.isExpressionStatement(parent.parent)) return false;
  const isSet = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isSet && (parent.right.kind === ts.SyntaxKind.TrueKeyword || parent.right.kind === ts.SyntaxKind.FalseKeyword);
}

/** `found[key] = …`, `found.set(key, …)`, `found.add(…)` as a statement. */
function isKeyed(use: ts.Identifier): boolean {
  const { parent } = use;
  if (ts.isElementAccessExpression(parent) && parent.expression === use) {
    const assignment = parent.parent;
    return (
      ts.isBinaryExpression(assignment) &&
      assignment.left === parent &&
      assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isExpressionStatement(assignment.parent)
    );
  }
  const call = parent.parent;
  return (
    /^(set|add)$/.test(memberName(parent) ?? '') && ts.isCallExpression(call) && ts.isExpressionStatement(call.parent)
  );
}

export interface LastPush {
  readonly statement: ts.ExpressionStatement;
  readonly value: ts.Expression;
}

/** The only push of the list, at the end of every iteration: `list.push(value)` → `value`. */
export function lastPushed(body: ts.Statement, list: ts.VariableDeclaration): LastPush | undefined {
  const last = ts.isBlock(body) ? body.statements.at(-1) : body;
  if (!last || !ts.isExpressionStatement(last) || usesIn(body, list).length > 1) return undefined;
  const call = unwrap(last.expression);
  if (!ts.isCallExpression(call) || memberName(call.expression) !== 'push') return undefined;
  const [value, ...others] = call.arguments;
  if (!value || others.length > 0) return undefined;
  const target = unwrap((call.expression as ts.PropertyAccessExpression).expression);
  const isIt = ts.isIdentifier(target) && lookup(target)?.node === list && !ts.isSpreadElement(value);
  const { text } = last.getSourceFile();
  const lost = text.slice(last.getStart(), value.getStart()) + text.slice(value.end, last.end);
  return isIt && continuesOf(body).length === 0 && !/\/[/*]/.test(lost) ? { statement: last, value } : undefined;
}

/** The `continue`s of the loop itself. */
export function continuesOf(body: ts.Statement): ts.ContinueStatement[] {
  const found: ts.ContinueStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || (ts.isIterationStatement(node, false) && node !== body)) return;
    if (ts.isContinueStatement(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** A `var` of the body that code behind the loop still looks at. */
export function leaksVariables(body: ts.Statement): boolean {
  return some(body, (node) => {
    if (!ts.isVariableDeclarationList(node) || node.flags & ts.NodeFlags.BlockScoped) return false;
    return node.declarations.some((declaration) => isUsedOutside(declaration, body));
  });
}

function isUsedOutside(declaration: ts.VariableDeclaration, body: ts.Statement): boolean {
  const owner = ownerOf(declaration);
  return some(
    owner,
    (node) => ts.isIdentifier(node) && isReference(node) && !isInside(node, body) && lookup(node)?.node === declaration,
    'nested',
  );
}
