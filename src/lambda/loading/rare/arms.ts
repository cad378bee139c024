import { ts } from 'ts-morph';
import { calleeName, isFunctionNode, isLoop, isStatementList, ownerOf } from '../../../ast/nodes.js';

/** One of several ways that the code can go. */
export interface Arm {
  readonly kind: 'catch' | 'if' | 'ternary' | 'and' | 'case';
  /** What runs when this way is taken. */
  readonly node: ts.Node;
  /** The statement or expression that decides. */
  readonly branch: ts.Node;
  /** What is looked at; for a `case`, the subject of its `switch`. */
  readonly test?: ts.Expression;
  /** What `test` is when this way is taken. */
  readonly side: boolean;
}

/** The ways around a node that depend on something, the innermost first; those that module scope goes are left out. */
export function armsAround(node: ts.Node): Arm[] {
  const arms: Arm[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const arm = armOf(at);
    if (arm && !ts.isSourceFile(ownerOf(arm.branch))) arms.push(arm);
  }
  return arms;
}

function armOf(node: ts.Node): Arm | undefined {
  const { parent } = node;
  if (ts.isCatchClause(parent) && parent.block === node) return { kind: 'catch', node, branch: parent, side: true };
  if (isFunctionNode(node) && ts.isCallExpression(parent) && calleeName(parent) === 'catch')
    return { kind: 'catch', node, branch: parent, side: true };
  if (ts.isIfStatement(parent) && parent.expression !== node) {
    const side = parent.thenStatement === node;
    return { kind: 'if', node, branch: parent, test: parent.expression, side };
  }
  if (ts.isConditionalExpression(parent) && parent.condition !== node) {
    const side = parent.whenTrue === node;
    return { kind: 'ternary', node, branch: parent, test: parent.condition, side };
  }
  if (ts.isBinaryExpression(parent) && parent.right === node && isAnd(parent))
    return { kind: 'and', node, branch: parent, test: parent.left, side: true };
  if (ts.isCaseClause(parent) && parent.expression !== node) {
    const branch = parent.parent.parent;
    return { kind: 'case', node: parent, branch, test: branch.expression, side: true };
  }
  return undefined;
}

function isAnd(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** What else the code does, when it does not go this way. */
export interface OtherWays {
  readonly arms: readonly ts.Node[];
  /** Nothing that is written down may be done instead: no `else`, no `default`. */
  readonly isOptional: boolean;
}

export function otherWays({ kind, node, branch }: Arm): OtherWays {
  if (kind === 'if') return otherIfs(node, branch as ts.IfStatement);
  if (kind === 'ternary') {
    const { whenTrue, whenFalse } = branch as ts.ConditionalExpression;
    return { arms: [whenTrue === node ? whenFalse : whenTrue], isOptional: false };
  }
  if (kind === 'case') return otherCases(node as ts.CaseClause, branch as ts.SwitchStatement);
  return { arms: [], isOptional: true };
}

/** Of the whole chain of `else if`. */
function otherIfs(node: ts.Node, branch: ts.IfStatement): OtherWays {
  let first = branch;
  while (ts.isIfStatement(first.parent) && first.parent.elseStatement === first) first = first.parent;
  const arms: ts.Node[] = [];
  let at: ts.Statement | undefined = first;
  while (at && ts.isIfStatement(at)) {
    arms.push(at.thenStatement);
    at = at.elseStatement;
  }
  if (at) arms.push(at);
  return {
    arms: arms.filter((each) => each !== node && !(each.pos <= node.pos && node.end <= each.end)),
    isOptional: !at,
  };
}

/** Clauses without statements share those of the next. */
function otherCases(node: ts.CaseClause, branch: ts.SwitchStatement): OtherWays {
  const { clauses } = branch.caseBlock;
  const arms = clauses.filter((each) => each !== node && each.statements.length > 0);
  return { arms, isOptional: !clauses.some(ts.isDefaultClause) };
}

/** The statements before and after a branch that run whichever way it goes, up to the function or the iteration of the loop around it. */
export function aroundBranch(branch: ts.Node): { readonly before: ts.Statement[]; readonly after: ts.Statement[] } {
  const before: ts.Statement[] = [];
  const after: ts.Statement[] = [];
  for (let at = branch; !isFunctionNode(at) && !isLoop(at) && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    // Other clauses are other ways, not what follows.
    if (!isStatementList(parent)) continue;
    const index = parent.statements.indexOf(at as ts.Statement);
    before.unshift(...parent.statements.slice(0, index));
    after.push(...parent.statements.slice(index + 1));
  }
  return { before, after };
}
