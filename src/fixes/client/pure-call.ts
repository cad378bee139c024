import { ts } from 'ts-morph';
import { type FunctionNode, isAssigning, isInside, isStepping, walk } from '../../ast/nodes.js';
import { isModuleBinding, isReference, lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import { topLevelStatement } from '../editing/statements.js';
import { isSteadyCall, isSteadyName } from './init-known.js';
import { doubtAbout } from './steady-values.js';

const DEEPEST = 3;

export interface Purity {
  readonly program: Program;
  /** The statement in front of which it would run; what is further down does not exist then. */
  readonly before: ts.Statement;
  /** It may complain that something is missing: fine where it is called as before, but not at init. */
  readonly mayThrow: boolean;
}

/**
 * A call of one of our functions that makes its value of nothing but its arguments, constants and the environment: it gives the
 * same whenever it is called.
 */
export function isPureCall(call: ts.CallExpression, purity: Purity, depth = 0): boolean {
  const targets = purity.program.calls.targetsOf(call);
  const [target] = targets;
  return targets.length === 1 && !!target && depth < DEEPEST && isPure(target, purity, depth);
}

function isPure(target: FunctionNode, purity: Purity, depth: number): boolean {
  if (!target.body || !isThereAtInit(target, purity.before)) return false;
  const defaults = target.parameters.flatMap(({ initializer }) => initializer ?? []);
  const isImpure = (code: ts.Node): boolean => hasImpure(code, target, purity, depth);
  return ![target.body, ...defaults].some(isImpure);
}

function hasImpure(code: ts.Node, target: FunctionNode, purity: Purity, depth: number): boolean {
  const { before, mayThrow } = purity;
  return walk(
    code,
    (node) => {
      if (ts.isTypeNode(node)) return false;
      if (ts.isCallExpression(node)) return !isSteadyCall(node) && !isPureCall(node, purity, depth + 1);
      if (ts.isThrowStatement(node)) return !mayThrow;
      if (ts.isAwaitExpression(node) || (ts.isNewExpression(node) && !ts.isThrowStatement(node.parent))) return true;
      if (node.kind === ts.SyntaxKind.ThisKeyword || changesSomething(node)) return true;
      if (!mayThrow && isDeepInArgument(node)) return true;
      if (!ts.isIdentifier(node) || !isReference(node) || ts.findAncestor(node, ts.isTypeNode)) return false;
      return !isKnown(node, target, before) || isUnsteady(node, target, purity);
    },
    'nested',
  );
}

/** `options.aws.region`: fails where the caller gives no `aws`. */
function isDeepInArgument(node: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken || !ts.isPropertyAccessExpression(node.expression))
    return false;
  const root = node.expression.expression;
  const binding = ts.isIdentifier(root) ? lookup(root) : undefined;
  return !!binding && ts.isParameter(binding.node);
}

function isUnsteady(name: ts.Identifier, target: FunctionNode, { before, program }: Purity): boolean {
  const binding = lookup(name);
  const isOwn = !!binding && isInside(binding.node, target);
  return !isOwn && doubtAbout(name, before.getSourceFile(), program) !== undefined;
}

/** A function of this file is there from the start only when it is declared as one, or further up. */
function isThereAtInit(target: FunctionNode, before: ts.Statement): boolean {
  if (target.getSourceFile() !== before.getSourceFile() || ts.isFunctionDeclaration(target)) return true;
  return topLevelStatement(target).pos < before.pos;
}

function changesSomething(node: ts.Node): boolean {
  return ts.isDeleteExpression(node) || isStepping(node) || isAssigning(node);
}

/** Its own variables and arguments, constants that exist by then, and names of the language. */
function isKnown(name: ts.Identifier, target: FunctionNode, before: ts.Statement): boolean {
  const binding = lookup(name);
  if (!binding) return isSteadyName(name.text);
  const { node } = binding;
  if (isInside(node, target)) return true;
  if (!isModuleBinding(binding)) return false;
  if (!ts.isVariableDeclaration(node) && !ts.isBindingElement(node)) return true;
  const list = ts.findAncestor(node, ts.isVariableDeclarationList);
  const isConstant = !!list && (list.flags & ts.NodeFlags.Const) !== 0;
  return isConstant && (node.getSourceFile() !== before.getSourceFile() || topLevelStatement(node).pos < before.pos);
}
