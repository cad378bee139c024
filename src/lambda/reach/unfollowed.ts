import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  functionName,
  isFunctionNode,
  isMemberAccess,
  memberName,
  type Owner,
  ownerOf,
  unwrap,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { CallGraph } from '../calls/call-graph.js';
import type { ModuleGraph } from '../modules/modules.js';
import type { Values } from '../values/values.js';
import type { Root } from './roots.js';

/** A call of which nobody can tell what it enters, while there are functions of that name that nothing else enters. */
export interface UnfollowedCall {
  readonly call: CallNode;
  readonly owner: Owner;
  readonly candidates: readonly FunctionNode[];
}

export function findUnfollowed(
  graph: ModuleGraph,
  calls: CallGraph,
  roots: readonly Root[],
  values: Values,
): UnfollowedCall[] {
  const running = allRunning(graph, calls, roots);
  const idle = idleByName(graph, running);
  const found: UnfollowedCall[] = [];
  if (idle.size === 0) return found;
  for (const { facts } of graph.modules.values()) {
    for (const { owner, calls: own } of facts.owners.values()) {
      if (!running.has(owner)) continue;
      for (const call of own) {
        const name = memberName(unwrap(call.expression));
        const candidates = name === undefined ? undefined : idle.get(name);
        if (candidates && isUnknown(call, values)) found.push({ call, owner, candidates });
      }
    }
  }
  return found;
}

/** Methods of lists, texts and the like, which data have. */
const OF_THE_LANGUAGE: ReadonlySet<string> = new Set(
  [Array, String, Number, Object, Date, RegExp, Promise, Function].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

/** All that may run at all, whether once or often, at load or while serving. */
function allRunning(graph: ModuleGraph, calls: CallGraph, roots: readonly Root[]): ReadonlySet<Owner> {
  const running = new Set<Owner>(roots.map(({ node }) => node));
  for (const { file } of graph.modules.values()) running.add(file);
  for (const owner of running) for (const { target } of calls.edgesFrom(owner)) running.add(target);
  return running;
}

/** Functions that code makes which runs, and that nothing enters. */
function idleByName(graph: ModuleGraph, running: ReadonlySet<Owner>): ReadonlyMap<string, readonly FunctionNode[]> {
  const idle = new Map<string, FunctionNode[]>();
  for (const { facts } of graph.modules.values()) {
    for (const owner of facts.owners.keys()) {
      if (!isFunctionNode(owner) || running.has(owner) || !running.has(ownerOf(owner))) continue;
      if (ts.isConstructorDeclaration(owner) || !owner.body) continue;
      const name = functionName(owner).split('.').at(-1)!;
      if (OF_THE_LANGUAGE.has(name)) continue;
      const known = idle.get(name);
      if (known) known.push(owner);
      else idle.set(name, [owner]);
    }
  }
  return idle;
}

function isUnknown(call: CallNode, values: Values): boolean {
  const callee = unwrap(call.expression);
  if (!isMemberAccess(callee) || values.of(callee).length > 0) return false;
  return values.of(callee.expression).length === 0 && !isForeign(callee.expression, values, 0);
}

/** Made by the language or the runtime, or plain data: no object of ours. */
function isForeign(expression: ts.Expression, values: Values, depth: number): boolean {
  const node = unwrap(expression);
  if (depth > 8) return false;
  if (ts.isAwaitExpression(node)) return isForeign(node.expression, values, depth + 1);
  if (ts.isIdentifier(node)) return isForeignName(node, values, depth);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return isForeign(node.expression, values, depth + 1);
  if (isMemberAccess(node)) return isForeign(node.expression, values, depth + 1);
  if (ts.isBinaryExpression(node))
    return isForeign(node.left, values, depth + 1) && isForeign(node.right, values, depth + 1);
  if (ts.isConditionalExpression(node))
    return isForeign(node.whenTrue, values, depth + 1) && isForeign(node.whenFalse, values, depth + 1);
  return node.kind !== ts.SyntaxKind.ThisKeyword && node.kind !== ts.SyntaxKind.SuperKeyword;
}

function isForeignName(name: ts.Identifier, values: Values, depth: number): boolean {
  const declaration = lookup(name)?.node;
  if (!declaration) return true;
  const found = values.of(name);
  if (found.length > 0)
    return found.every(({ kind }) => /^(external|made|member|global|list|entry|array|container)$/.test(kind));
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return false;
  if (declaration.type) return isForeignType(declaration.type);
  return (
    ts.isVariableDeclaration(declaration) &&
    !!declaration.initializer &&
    isForeign(declaration.initializer, values, depth + 1)
  );
}

function isForeignType(type: ts.TypeNode): boolean {
  if (ts.isTypeReferenceNode(type)) return ts.isIdentifier(type.typeName) && !lookup(type.typeName);
  return type.kind !== ts.SyntaxKind.AnyKeyword && type.kind !== ts.SyntaxKind.UnknownKeyword;
}
