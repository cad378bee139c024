import { ts } from 'ts-morph';
import { isFunctionNode, type LoopNode } from '../../ast/nodes.js';

/** `return`, `break` and `yield` that leave a loop: what comes after may never happen. */
export function exitsOf(loop: LoopNode): ts.Node[] {
  const exits: ts.Node[] = [];
  const visit = (node: ts.Node, isBreakable: boolean): void => {
    if (isFunctionNode(node)) return;
    const leaves = ts.isBreakStatement(node) ? isBreakable || !!node.label : ts.isReturnStatement(node);
    if (leaves || ts.isYieldExpression(node)) exits.push(node);
    const isInner = ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);
    ts.forEachChild(node, (child) => visit(child, isBreakable && !isInner));
  };
  visit(loop.statement, true);
  return exits;
}
