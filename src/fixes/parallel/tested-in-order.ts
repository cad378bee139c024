import { ts } from 'ts-morph';
import { unwrap } from '../../ast/nodes.js';
import type { Program } from '../../lambda/program.js';

/**
 * Tests of the code would see the calls in another order: fakes answer in turn, or a test asks which call came first, and a call may send
 * later than at once, or more than once; or a test lets a call fail, and the next one was never made so far.
 */
export function isTestedInOrder(calls: readonly ts.Expression[], program: Program): boolean {
  const [first] = calls;
  if (!first) return false;
  const kind = calls.every((each) => isRequestItself(each, program)) ? 'failing' : 'in turn or failing';
  const [test] = program.replacements.inOrder(kind, first.getSourceFile().fileName);
  return test !== undefined;
}

/** `client.send(new GetCommand(…))`, in no function of ours: it has sent all that it ever sends when it gives its promise back. */
function isRequestItself(node: ts.Expression, program: Program): boolean {
  const call = unwrap(node);
  if (!ts.isCallExpression(call)) return false;
  return program.calls.targetsOf(call).length === 0 && program.effects.of(call).requests.length === 1;
}
