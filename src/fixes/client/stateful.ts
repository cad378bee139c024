import { ts } from 'ts-morph';
import { changedBy } from '../../ast/member-changes.js';
import { baseExpression, type ClassNode, isMemberAccess, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import { type Denoted, rootOf } from '../../lambda/values/value.js';
import { isKnownModule } from './steady-values.js';

/** Why an object that is made for the client should not outlive the invocation: it remembers what happened to it. */
export function stateDoubt(node: ts.NewExpression, program: Program): string | undefined {
  const values = program.values.of(node.expression);
  const name = node.expression.getText();
  if (values.some((value) => isChangingItself(value, program))) return `${name} changes its own fields`;
  const isFromElsewhere = values.length === 0 ? isBound(node.expression) : values.some(isOfPackage);
  return isFromElsewhere ? `${name} may keep what it learned before` : undefined;
}

function isChangingItself(value: Denoted, program: Program, seen = new Set<ClassNode>()): boolean {
  if (value.kind !== 'class' || seen.has(value.node)) return false;
  seen.add(value.node);
  if (value.node.members.some(isChangingMember)) return true;
  const base = baseExpression(value.node);
  return !!base && program.values.of(base).some((each) => isOfPackage(each) || isChangingItself(each, program, seen));
}

/** What its constructor and its fields set, they set while it is made. */
function isChangingMember(member: ts.ClassElement): boolean {
  if (ts.isConstructorDeclaration(member) || (ts.isPropertyDeclaration(member) && !isFunctionField(member)))
    return false;
  return walk(member, (node) => changedBy(node).some(({ object }) => isOfThis(object)), 'nested');
}

function isFunctionField({ initializer }: ts.PropertyDeclaration): boolean {
  return !!initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
}

function isOfThis(object: ts.Expression): boolean {
  let at: ts.Node = object;
  while (isMemberAccess(at)) at = at.expression;
  return at.kind === ts.SyntaxKind.ThisKeyword;
}

/** Neither of the SDK nor of Node, nor an agent, which keeps connections. */
function isOfPackage(value: Denoted): boolean {
  const external = rootOf(value)?.external;
  return !!external && !isKnownModule(external.module) && !/Agent$/.test([external.module, ...external.path].join('.'));
}

function isBound(expression: ts.Expression): boolean {
  return ts.isIdentifier(expression) && lookup(expression) !== undefined;
}
