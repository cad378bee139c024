import { type FunctionNode, functionName } from '../ast/nodes.js';
import { relativePath } from '../lib/paths.js';
import type { Problem } from '../model/problem.js';
import type { Foundation } from './foundation.js';
import { findUnfollowed, type UnfollowedCall } from './reach/unfollowed.js';

/** Longer calls are cut: a chain may go on over many lines. */
const LONGEST = 60;

/** Where the analysis ends although the code goes on: no finding there means that nobody looked. */
export function unfollowedCalls(program: Foundation): Problem[] {
  return findUnfollowed(program).map((each) => problemOf(each, program.root));
}

function problemOf({ call, candidates, functions }: UnfollowedCall, root: string): Problem {
  const file = call.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(call.getStart(file));
  const [first, ...others] = candidates;
  const more = others.length > 0 ? ` or one of ${others.length} others` : '';
  return {
    kind: 'unfollowed-call',
    functions: functions.map(({ id, name }) => ({ id, name })),
    file: relativePath(root, file.fileName),
    line: line + 1,
    column: character + 1,
    message: `cannot tell what \`${callText(call.expression.getText(file))}()\` calls; ${placeOf(first!, root)}${more} may run here, and is not analysed`,
  };
}

function callText(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/ ?\. ?/g, '.');
  return line.length > LONGEST ? `…${line.slice(-LONGEST)}` : line;
}

function placeOf(node: FunctionNode, root: string): string {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  return `${functionName(node)} (${relativePath(root, file.fileName)}:${line + 1})`;
}
