import type { BundleGraph } from '../build/module-graph.js';

interface HasBytes {
  readonly bytes: number;
}

export function sum(items: Iterable<HasBytes>): number {
  let total = 0;
  for (const { bytes } of items) total += bytes;
  return total;
}

/** The largest first. */
export function byBytes(a: HasBytes, b: HasBytes): number {
  return b.bytes - a.bytes;
}

/** What modules of a graph weigh together, by their indices. */
export function weigh({ bytes }: BundleGraph, modules: Iterable<number>): number {
  let total = 0;
  for (const index of modules) total += bytes.get(index) ?? 0;
  return total;
}
