import { ts } from 'ts-morph';
import { collect, type FunctionNode, findAncestor, isInside, isLoop, memberName, unwrap } from '../../ast/nodes.js';
import { doesIo } from '../../lambda/effects/effect.js';
import type { Program } from '../../lambda/program.js';

/**
 * The call has sent all that it ever sends when it gives its promise back, so that a request of the next call still comes after it. A fake
 * that answers in turn gives each request the answer it had before.
 */
export function sendsAtOnce(
  node: ts.Expression,
  program: Program,
  seen: ReadonlySet<FunctionNode> = new Set(),
): boolean {
  const call = unwrap(node);
  if (!ts.isCallExpression(call)) return true;
  if (/^(then|catch|finally)$/.test(memberName(call.expression) ?? '')) return false;
  return program.calls.targetsOf(call).every((target) => {
    if (seen.has(target)) return false;
    return !target.body || isSendingFirst(target.body, program, new Set([...seen, target]));
  });
}

/** Nothing in the code is sent after something was waited for. */
export function isSendingFirst(body: ts.Node, program: Program, seen: ReadonlySet<FunctionNode> = new Set()): boolean {
  const [waiting, ...others] = collect(body, ts.isAwaitExpression);
  if (others.length > 0 || (waiting && isRepeated(waiting, body))) return false;
  return collect(body, ts.isCallExpression).every((call) => {
    const isBefore = !waiting || call.end <= waiting.end;
    return (isBefore || !doesIo(program.effects.of(call))) && sendsAtOnce(call, program, seen);
  });
}

function isRepeated(node: ts.Node, body: ts.Node): boolean {
  const loop = findAncestor(node, isLoop);
  return loop !== undefined && isInside(loop, body);
}

/** A test of the code has fakes that answer in turn, or asks which request came first. */
export function isTestedInTurn(node: ts.Node, program: Program): boolean {
  const [test] = program.replacements.inTurn(node.getSourceFile().fileName);
  return test !== undefined;
}
