import { ts } from 'ts-morph';
import { ownerOf } from '../../ast/nodes.js';
import { isInGuardedBranch } from './guards/branch.js';
import { isBehindEarlyReturn } from './guards/early-return.js';
import { isGuardedFallback } from './guards/fallback.js';
import type { Lifetimes } from './long-lived.js';

/**
 * True when `node` runs once for an execution environment although its function runs often: it fills something that
 * outlives the invocation, and a test of that something stands in front of it.
 */
export function isMemoised(node: ts.Node, lifetimes: Lifetimes): boolean {
  const known = lifetimes.memoised.get(node) ?? isBehindGuard(node, lifetimes);
  lifetimes.memoised.set(node, known);
  return known;
}

/** Does what is directly around `at` keep `node`, which is `at` or inside of it, from running again? */
type OnceGuard = (at: ts.Node, node: ts.Node, lifetimes: Lifetimes) => boolean;

const GUARDS: readonly OnceGuard[] = [isGuardedFallback, isInGuardedBranch, isBehindEarlyReturn];

/** From the node outwards, up to the function that it belongs to. */
function isBehindGuard(node: ts.Node, lifetimes: Lifetimes): boolean {
  const owner = ownerOf(node);
  if (ts.isSourceFile(owner)) return false;
  for (let at: ts.Node = node; at !== owner; at = at.parent) {
    if (GUARDS.some((isGuarded) => isGuarded(at, node, lifetimes))) return true;
  }
  return false;
}
