import type { ts } from 'ts-morph';
import type { FunctionNode } from '../../ast/nodes.js';
import { type Answer, type Compute, createAnswering } from './answers.js';
import type { Denoted } from './value.js';

/** Answers are given once. A question that leads back to itself gets no answer, so that cycles end. */
export interface Memory {
  values(node: ts.Node, compute: Compute): readonly Denoted[];
  /** A function's returns are not the function: they need a memory of their own. */
  returns(node: FunctionNode, compute: Compute): readonly Denoted[];
  /** Objects that spread themselves, and classes that extend each other, ask for the same member again. */
  member(node: ts.Node, name: string, compute: Compute): readonly Denoted[];
  /** The answers that are being found stand on a parameter, whose callers may not all be known yet. */
  noteParameter(): void;
  /** The answers that are being found stand on lists and the like, to which somebody may add what nobody sees. */
  noteDoubt(): void;
  /** Does what is asked for meanwhile stand on such a thing? */
  isDoubtful(ask: () => void): boolean;
  /** Forgets the answers that stand on parameters. */
  forgetProvisional(): void;
  /** Is the answer known, and the same after that? */
  isKept(node: ts.Node): boolean;
  /** Answers that stand on no such thing. */
  readonly sure: SureAnswers;
}

interface SureAnswers {
  values(node: ts.Node): readonly Denoted[] | undefined;
  returns(node: FunctionNode): readonly Denoted[] | undefined;
  member(node: ts.Node, name: string): readonly Denoted[] | undefined;
}

const DEEPEST = 60;
const NOTHING: Answer = { values: [], isProvisional: true, isUnsure: false };

/** With another's sure answers, these are not found again, and all must be so. */
export function createMemory(other?: SureAnswers): Memory {
  const values = new Map<ts.Node, Answer>();
  const returns = new Map<FunctionNode, Answer>();
  const members = new Map<ts.Node, Map<string, Answer>>();
  const active = new Set<ts.Node>();
  const { recall, answer, noteParameter, noteDoubt, isDoubtful } = createAnswering(!!other);
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
      const sure = other?.values(node);
      if (sure) return sure;
      if (active.has(node) || active.size > DEEPEST) return recall(NOTHING);
      active.add(node);
      try {
        return answer(values, node, compute);
      } finally {
        active.delete(node);
      }
    },
    returns: (node, compute) => other?.returns(node) ?? once(returns, node, compute),
    member: (node, name, compute) => {
      const sure = other?.member(node, name);
      if (sure) return sure;
      const byName = members.get(node) ?? new Map<string, Answer>();
      members.set(node, byName);
      return once(byName, name, compute);
    },
    noteParameter,
    noteDoubt,
    isDoubtful,
    sure: sureOf(values, returns, members),
    forgetProvisional: () => {
      for (const answers of [values, returns, ...members.values()]) forget(answers);
    },
    isKept: (node) => other?.values(node) !== undefined || values.get(node)?.isProvisional === false,
  };
}

function sureOf(
  values: ReadonlyMap<ts.Node, Answer>,
  returns: ReadonlyMap<FunctionNode, Answer>,
  members: ReadonlyMap<ts.Node, ReadonlyMap<string, Answer>>,
): SureAnswers {
  const ifSure = (answer: Answer | undefined) => (answer?.isUnsure === false ? answer.values : undefined);
  return {
    values: (node) => ifSure(values.get(node)),
    returns: (node) => ifSure(returns.get(node)),
    member: (node, name) => ifSure(members.get(node)?.get(name)),
  };
}

function forget(answers: Map<unknown, Answer>): void {
  for (const [key, { isProvisional }] of answers) if (isProvisional) answers.delete(key);
}
