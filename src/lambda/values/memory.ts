import type { ts } from 'ts-morph';
import type { FunctionNode } from '../../ast/nodes.js';
import { sameValue, type Value } from '../value.js';

type Compute = () => readonly Value[];

/** Answers are given once. A question that leads back to itself gets no answer, so that cycles end. */
export interface Memory {
  values(node: ts.Node, compute: Compute): readonly Value[];
  /** A function's returns are not the function: they need a memory of their own. */
  returns(node: FunctionNode, compute: Compute): readonly Value[];
  /** Objects that spread themselves, and classes that extend each other, ask for the same member again. */
  member(node: ts.Node, name: string, compute: Compute): readonly Value[];
  clear(): void;
}

const MOST_VALUES = 12;
const DEEPEST = 60;

export function createMemory(): Memory {
  const values = new Map<ts.Node, readonly Value[]>();
  const returns = new Map<FunctionNode, readonly Value[]>();
  const members = new Map<ts.Node, Map<string, readonly Value[]>>();
  const active = new Set<ts.Node>();

  return {
    values: (node, compute) => {
      const known = values.get(node);
      if (known) return known;
      if (active.has(node) || active.size > DEEPEST) return [];
      active.add(node);
      try {
        const answer = distinct(compute());
        values.set(node, answer);
        return answer;
      } finally {
        active.delete(node);
      }
    },
    returns: (node, compute) => once(returns, node, compute),
    member: (node, name, compute) => {
      const byName = members.get(node) ?? new Map<string, readonly Value[]>();
      members.set(node, byName);
      return once(byName, name, compute);
    },
    clear: () => {
      values.clear();
      returns.clear();
      members.clear();
    },
  };
}

function once<Key>(answers: Map<Key, readonly Value[]>, key: Key, compute: Compute): readonly Value[] {
  const known = answers.get(key);
  if (known) return known;
  answers.set(key, []);
  const answer = distinct(compute());
  answers.set(key, answer);
  return answer;
}

function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const kept: Value[] = [];
  for (const value of values) {
    if (kept.length < MOST_VALUES && !kept.some((other) => sameValue(other, value))) kept.push(value);
  }
  return kept;
}
