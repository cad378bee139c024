import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, type FunctionNode, some } from '../../ast/nodes.js';
import { type Denoted, rootOf } from '../values/value.js';
import type { Lifetimes } from './long-lived.js';
import { storedInto } from './storage.js';

/**
 * Does `place.set(…)` keep something in this process? It does with a `Map`, an array, an LRU of a package, and where a function of ours
 * stores into one of these; not with a client, a package of helpers or a store of ours that asks a database.
 */
export function isKeeping(call: ts.CallExpression, place: ts.Expression, lifetimes: Lifetimes): boolean {
  return isKeepingCall(call, place, lifetimes, new Set());
}

function isKeepingCall(
  call: ts.CallExpression,
  place: ts.Expression,
  lifetimes: Lifetimes,
  seen: Set<FunctionNode>,
): boolean {
  const targets = lifetimes.targetsOf(call);
  if (targets.length > 0) return targets.every((target) => isKeepingFunction(target, lifetimes, seen));
  const values = lifetimes.valuesOf(place);
  if (values.length > 0 && values.every(isContainer)) return true;
  // What nobody can see, or a package keeps, is in this process as long as nobody waits for it.
  return !ts.isAwaitExpression(call.parent) && values.every(isNamedSo);
}

function isContainer(value: Denoted): boolean {
  if (value.kind === 'instance') return extendsOne(value.node);
  return value.kind === 'container' || value.kind === 'array' || value.kind === 'object';
}

/** `class Kept extends Map` */
function extendsOne(node: ClassNode): boolean {
  const base = baseExpression(node);
  return !!base && /^(Weak)?(Map|Set)$/.test(base.getText());
}

function isNamedSo(value: Denoted): boolean {
  const root = rootOf(value);
  return !!root && NAMED_SO.test([root.external.module, ...root.external.path].join(' '));
}

/** Packages that keep things in memory: lru-cache, node-cache, memory-cache, quick-lru, memoizee. */
const NAMED_SO = /cache|lru|\bmemo/i;

/** `set(key, value) { this.#all.set(key, value); }`: it stores into something, and waits for nothing. */
function isKeepingFunction({ body }: FunctionNode, lifetimes: Lifetimes, seen: Set<FunctionNode>): boolean {
  const owner = body?.parent as FunctionNode | undefined;
  if (!body || !owner || seen.has(owner)) return false;
  seen.add(owner);
  if (some(body, ts.isAwaitExpression)) return false;
  return some(body, (each) => {
    const target = storedInto(each);
    if (!target) return false;
    return !ts.isCallExpression(each) || isKeepingCall(each, target, lifetimes, seen);
  });
}
