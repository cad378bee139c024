import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  findAncestor,
  isClassNode,
  isFunctionNode,
  isMemberAccess,
  type Owner,
  ownerOf,
  unwrap,
} from '../../ast/nodes.js';
import { type Binding, isMadeAtLoad, lookup } from '../../ast/scope.js';
import type { Denoted } from '../values/value.js';

/** Asks whether a function ever runs while serving, and whether objects of a class live longer than one invocation. */
export interface Lifetimes {
  runsPerInvocation(owner: Owner): boolean;
  isPerInvocation(node: ts.ClassLikeDeclaration): boolean;
  targetsOf(call: CallNode): readonly FunctionNode[];
  valuesOf(expression: ts.Expression): readonly Denoted[];
  /** Answers so far: the same edges are followed again and again. */
  readonly memoised: Map<ts.Node, boolean>;
}

/**
 * Does the place outlive an invocation? So do a module's variable, `Pool.shared`, `globalThis.pool`, `this.pool` of an object that does,
 * and a variable of a function that runs at init only.
 */
export function isLongLived(place: ts.Expression, lifetimes: Lifetimes): boolean {
  const at = unwrap(place);
  if (ts.isIdentifier(at)) return isLongLivedName(at, lifetimes);
  if (at.kind === ts.SyntaxKind.ThisKeyword) return isLongLivedThis(at, lifetimes);
  return isMemberAccess(at) && isLongLived(at.expression, lifetimes);
}

function isLongLivedName(name: ts.Identifier, lifetimes: Lifetimes): boolean {
  const binding = lookup(name);
  if (!binding) return /^(globalThis|global|process)$/.test(name.text);
  if (isMadeAtLoad(binding) || isClassNode(binding.node)) return true;
  return isOfLastingClosure(binding, name, lifetimes) || isNameForGlobal(binding);
}

/** `const shared = globalThis as { pool?: Pool };` */
function isNameForGlobal({ node }: Binding): boolean {
  const value = ts.isVariableDeclaration(node) && node.initializer ? unwrap(node.initializer) : undefined;
  return !!value && ts.isIdentifier(value) && !lookup(value) && /^(globalThis|global)$/.test(value.text);
}

/** `pool` of `function makeGet() { let pool; return () => pool; }`: a closure's variable lives as long as what its maker returned. */
function isOfLastingClosure({ scope }: Binding, from: ts.Identifier, lifetimes: Lifetimes): boolean {
  const declaring = isFunctionNode(scope) ? scope : ownerOf(scope);
  return declaring !== ownerOf(from) && !lifetimes.runsPerInvocation(declaring);
}

/** `this` of a class whose objects are made while the module loads. */
function isLongLivedThis(at: ts.Node, lifetimes: Lifetimes): boolean {
  const around = findAncestor(at, isClassNode);
  return !around || !lifetimes.isPerInvocation(around);
}
