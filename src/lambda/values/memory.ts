import type { ts } from 'ts-morph';
import type { FunctionNode } from '../../ast/nodes.js';
import { type Denoted, sameValue } from './value.js';

type Compute = () => readonly Denoted[];

/** Answers are given once. A question that leads back to itself gets no answer, so that cycles end. */
export interface Memory {
  values(node: ts.Node, compute: Compute): readonly Denoted[];
  /** A function's returns are not the function: they need a memory of their own. */
  returns(node: FunctionNode, compute: Compute): readonly Denoted[];
  /** Objects that spread themselves, and classes that extend each other, ask for the same member again. */
  member(node: ts.Node, name: string, compute: Compute): readonly Denoted[];
  /** The answers that are being found stand on a parameter, whose callers may not all be known yet. */
  noteParameter(): void;
  /** Forgets the answers that stand on parameters. */
  forgetProvisional(): void;
}

interface Answer {
  readonly values: readonly Denoted[];
  readonly isProvisional: boolean;
}

const MOST_VALUES = 12;
const DEEPEST = 60;
const NOTHING: Answer = { values: [], isProvisional: true };

export function createMemory(): Memory {
  const values = new Map<ts.Node, Answer>();
  const returns = new Map<FunctionNode, Answer>();
  const members = new Map<ts.Node, Map<string, Answer>>();
  const active = new Set<ts.Node>();
  // Counts what makes an answer provisional; an answer during which the count grew is one.
  let doubts = 0;

  const recall = ({ values: known, isProvisional }: Answer): readonly Denoted[] => {
    if (isProvisional) doubts++;
    return known;
  };
  const answer = <Key>(answers: Map<Key, Answer>, key: Key, compute: Compute): readonly Denoted[] => {
    const before = doubts;
    const found = distinct(compute());
    answers.set(key, { values: found, isProvisional: doubts > before });
    return found;
  };
  const once = <Key>(answers: Map<Key, Answer>, key: Key, compute: Compute): readonly Denoted[] => {
    const known = answers.get(key);
    if (known) return recall(known);
    answers.set(key, NOTHING);
    return answer(answers, key, compute);
  };

  return {
    values: (node, compute) => {
      const known = values.get(node);
      if (known) return recall(known);
      if (active.has(node) || active.size > DEEPEST) return recall(NOTHING);
      active.add(node);
      try {
        return answer(values, node, compute);
      } finally {
        active.delete(node);
      }
    },
    returns: (node, compute) => once(returns, node, compute),
    member: (node, name, compute) => {
      const byName = members.get(node) ?? new Map<string, Answer>();
      members.set(node, byName);
      return once(byName, name, compute);
    },
    noteParameter: () => void doubts++,
    forgetProvisional: () => {
      forget(values);
      forget(returns);
      for (const byName of members.values()) forget(byName);
    },
  };
}

function forget(answers: Map<unknown, Answer>): void {
  for (const [key, { isProvisional }] of answers) if (isProvisional) answers.delete(key);
}

function distinct(values: readonly Denoted[]): readonly Denoted[] {
  if (values.length < 2) return values;
  const kept: Denoted[] = [];
  for (const value of values) {
    if (kept.length < MOST_VALUES && !kept.some((other) => sameValue(other, value))) kept.push(value);
  }
  return kept;
}
