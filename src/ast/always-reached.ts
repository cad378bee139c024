import { ts } from 'ts-morph';
import { isFunctionNode, ownerOf, some } from './nodes.js';

/** Whenever the body runs: behind no condition, no early end, and with no error handling of its own. */
export function isAlwaysReached(node: ts.Node, body: ts.Node): boolean {
  const isEnd = (each: ts.Node): boolean =>
    ts.isContinueStatement(each) || ts.isReturnStatement(each) || ts.isThrowStatement(each);
  return !isInBranch(node, body) && !some(body, (each) => each.end < node.pos && isEnd(each));
}

/** Not in every run of the function around it; ends before it do not count. */
export function isOnlySometimes(node: ts.Node): boolean {
  const owner = ownerOf(node);
  return isInBranch(node, isFunctionNode(owner) && owner.body ? owner.body : owner);
}

/** In one of several ways through the body. */
function isInBranch(node: ts.Node, body: ts.Node): boolean {
  for (let at = node; at !== body; at = at.parent) {
    const isBranch =
      ts.isIfStatement(at) || ts.isConditionalExpression(at) || ts.isTryStatement(at) || ts.isSwitchStatement(at);
    if (isBranch || isFunctionNode(at)) return true;
    if (ts.isBinaryExpression(at) && /^(&&|\|\||\?\?)$/.test(at.operatorToken.getText())) return true;
  }
  return false;
}
