import { ts } from 'ts-morph';
import {
  calleeName,
  isFunctionNode,
  isLoop,
  type LoopNode,
  type Owner,
  ownerOf,
  some,
  unwrap,
} from '../../ast/nodes.js';

/** Code that runs once for each element: a loop, or a callback of `map` and the like. */
export interface Iteration {
  readonly node: LoopNode | ts.CallExpression;
  /** What is walked; absent for `while` and for loops that only count. */
  readonly list?: ts.Expression;
  readonly body: ts.Node;
  /** One after the other, each awaited before the next. */
  readonly isSequential: boolean;
}

/** The innermost iteration around a node, within its own function or as the callback's body. */
export function iterationAround(node: ts.Node): Iteration | undefined {
  const owner = ownerOf(node);
  for (let at = node.parent; at && at !== owner; at = at.parent)
    if (isLoop(at) && isInBody(node, at)) return ofLoop(at);
  return ofCallback(owner);
}

export function ofLoop(loop: LoopNode): Iteration {
  return { node: loop, list: listOf(loop), body: loop.statement, isSequential: true };
}

/** `list.map(load)`: runs a function, given by its name, for each element. */
export function iterationByName(call: ts.CallExpression, body: ts.Node): Iteration | undefined {
  if (!goesOverEach(calleeName(call) ?? '')) return undefined;
  return { node: call, list: listGivenTo(call), body, isSequential: false };
}

const EACH = /^(map|forEach|flatMap|filter|each|mapSeries|mapLimit|pMap|mapConcurrently)$/;

/** Is it the name of a function that calls what it is given for each element? */
export function goesOverEach(name: string): boolean {
  return EACH.test(name);
}

function isInBody(node: ts.Node, loop: LoopNode): boolean {
  return node.pos >= loop.statement.pos && node.end <= loop.statement.end;
}

/** `list` of `for (const x of list)` and `for (let i = 0; i < list.length; i++)`. */
function listOf(loop: LoopNode): ts.Expression | undefined {
  if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return loop.expression;
  if (!ts.isForStatement(loop) || !loop.condition) return undefined;
  return lengthIn(loop.condition)?.expression;
}

/** `list.length` of `i < list.length`, wherever in the condition it stands. */
function lengthIn(condition: ts.Expression): ts.PropertyAccessExpression | undefined {
  let found: ts.PropertyAccessExpression | undefined;
  some(condition, (each) => {
    if (ts.isPropertyAccessExpression(each) && each.name.text === 'length') found = each;
    return !!found;
  });
  return found;
}

/** `list.map((x) => …)`, when the function is what is handed over. */
function ofCallback(owner: Owner): Iteration | undefined {
  if (!isFunctionNode(owner) || !owner.body) return undefined;
  const call = owner.parent;
  const isHandedOver = ts.isCallExpression(call) && call.arguments.some((argument) => argument === owner);
  return isHandedOver ? iterationByName(call, owner.body) : undefined;
}

/** `list` of `list.map(fn)`, `_.map(list, fn)` and `pMap(list, fn)`. */
function listGivenTo(call: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) && !/^(Promise|_|lodash|async)$/.test(callee.expression.getText())
    ? callee.expression
    : call.arguments[0];
}
