import { ts } from 'ts-morph';
import { isAssigning, isMemberAccess, isStepping, memberName, unwrap } from './nodes.js';

/** A member that a node sets, takes away or adds; without a name where it may be any. */
export interface MemberChange {
  readonly object: ts.Expression;
  readonly name?: string;
  /** By a method of lists and maps: `push`, `set`. Things that packages make have methods of the same names. */
  readonly isFilled?: boolean;
}

const FILLING = /^(push|pop|shift|unshift|set|add|append|splice|sort|reverse|fill|copyWithin|delete|clear)$/;
const STATIC = /^(Object|Reflect)\.(assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;

/** What a node by itself changes in an object: assignments, steps, `delete`, and the calls of the language that fill. */
export function changedBy(node: ts.Node): readonly MemberChange[] {
  if (isAssigning(node)) return targetsIn(node.left);
  if (isStepping(node)) return targetsIn(node.operand);
  if (ts.isDeleteExpression(node)) return targetsIn(node.expression);
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer))
    return targetsIn(node.initializer);
  if (!ts.isCallExpression(node)) return [];
  const [first, second] = node.arguments;
  if (first && STATIC.test(node.expression.getText())) {
    const name = second && ts.isStringLiteralLike(second) ? second.text : undefined;
    return [{ object: unwrap(first), ...(name !== undefined && { name }) }];
  }
  const isFilling = FILLING.test(memberName(node.expression) ?? '');
  return isFilling
    ? [{ object: unwrap((node.expression as ts.PropertyAccessExpression).expression), isFilled: true }]
    : [];
}

function targetsIn(node: ts.Expression): readonly MemberChange[] {
  const target = unwrap(node);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(targetsIn);
  if (ts.isObjectLiteralExpression(target))
    return target.properties.flatMap((each) => {
      if (ts.isSpreadAssignment(each)) return targetsIn(each.expression);
      return ts.isPropertyAssignment(each) ? targetsIn(each.initializer) : [];
    });
  if (ts.isSpreadElement(target)) return targetsIn(target.expression);
  if (isAssigning(target)) return targetsIn(target.left);
  if (!isMemberAccess(target)) return [];
  const name = memberName(target);
  return [{ object: unwrap(target.expression), ...(name !== undefined && { name }) }];
}
