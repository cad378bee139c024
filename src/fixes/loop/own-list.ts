import { ts } from 'ts-morph';
import { isInside, isMemberAccess, type LoopNode, memberName, ownerOf } from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';

/**
 * Nobody but the function of the loop sees the list before the loop has ended: it is made there, and nothing gets it until then. Results
 * that come all at once, in the place of one after the other, are the same to whoever looks only afterwards.
 */
export function isOwnList(list: ts.VariableDeclaration, loop: LoopNode): boolean {
  const owner = ownerOf(loop);
  if (ownerOf(list) !== owner || !list.initializer || !isNew(list.initializer)) return false;
  const again = outermostLoop(loop, list);
  return referencesOf(list).every((use) => {
    if (isInside(use, loop)) return true;
    // Behind the loop, where it is not come to again.
    const isAfter = use.pos > loop.end && !(again && isInside(use, again));
    // A function that was made before may run meanwhile.
    return isAfter || (ownerOf(use) === owner && isLookedInto(use));
  });
}

/** The loop around it that goes over it again and again with the same list. */
function outermostLoop(loop: LoopNode, list: ts.VariableDeclaration): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let at: ts.Node = loop.parent; at && at !== ownerOf(loop); at = at.parent)
    if (ts.isIterationStatement(at, false) && !isInside(list, at)) found = at;
  return found;
}

/** `[]`, `['first']`, `new Array()` */
function isNew(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return isNew(node.expression);
  return ts.isArrayLiteralExpression(node) || (ts.isNewExpression(node) && node.expression.getText() === 'Array');
}

/** `list.push(…)`, `list.length`: what it holds is meant, and it goes nowhere. */
function isLookedInto(use: ts.Identifier): boolean {
  const { parent } = use;
  const isObject = isMemberAccess(parent);
  // `const add = list.push.bind(list)`
  return isObject && parent.expression === use && !/^(bind|call|apply)$/.test(memberName(parent.parent) ?? '');
}
