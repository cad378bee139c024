import { ts } from 'ts-morph';
import { some, walk } from '../../ast/nodes.js';
import { isKeeping } from './cache.js';
import { isLongLived, type Lifetimes } from './long-lived.js';
import { cacheBehind, storageKey, storedInto } from './storage.js';

/**
 * Does the code store into something long-lived that the condition looks at, or that the looked-at value came from? `client = new X()`
 * does so under `!client`, and `cache.set(key, new X())` under `!cache.has(key)`; `other = new X()` does not.
 */
export function fillsTested(condition: ts.Expression, code: ts.Node, lifetimes: Lifetimes): boolean {
  const tested = placesTested(condition, lifetimes);
  if (tested.length === 0) return false;
  const isFilling = (each: ts.Node): boolean => isStoreInto(tested, each, lifetimes);
  return some(
    code,
    (each) => isFilling(each) || (ts.isCallExpression(each) && fillsInside(each, isFilling, lifetimes)),
  );
}

/** Long-lived places that a condition looks at, and caches that a looked-at value came from. */
function placesTested(condition: ts.Expression, lifetimes: Lifetimes): string[] {
  const tested: string[] = [];
  walk(condition, (each) => {
    if (!ts.isExpression(each)) return;
    const key = storageKey(each);
    if (key && isLongLived(each, lifetimes)) tested.push(key);
    const source = cacheBehind(each);
    if (source) tested.push(source);
  });
  return tested;
}

/** Whoever stores `db` fills what looks at `db.client`, too. */
function isStoreInto(tested: readonly string[], node: ts.Node, lifetimes: Lifetimes): boolean {
  const target = storedInto(node);
  const key = target && storageKey(target);
  if (!key || !tested.some((other) => other === key || other.startsWith(`${key}.`))) return false;
  if (!isLongLived(target, lifetimes)) return false;
  return !ts.isCallExpression(node) || isKeeping(node, target, lifetimes);
}

/** `if (!pool) await createPool();`: the function that is called may do the storing, where names mean the same. */
function fillsInside(call: ts.CallExpression, isFilling: (node: ts.Node) => boolean, lifetimes: Lifetimes): boolean {
  const file = call.getSourceFile();
  return lifetimes
    .targetsOf(call)
    .some((target) => target.getSourceFile() === file && !!target.body && some(target.body, isFilling));
}
