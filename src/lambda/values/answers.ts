import type { ts } from 'ts-morph';
import { type Denoted, sameValue } from './value.js';

export type Compute = () => readonly Denoted[];

export interface Answer {
  readonly values: readonly Denoted[];
  /** Stands on a parameter, whose callers may not all be known yet. */
  readonly isProvisional: boolean;
  /** Stands on lists and the like, to which somebody may add what nobody sees. */
  readonly isUnsure: boolean;
}

/** Finds answers, and tells what each of them stands on. */
interface Answering {
  recall(known: Answer): readonly Denoted[];
  answer<Key>(answers: Map<Key, Answer>, key: Key, compute: Compute): readonly Denoted[];
  noteParameter(): void;
  noteDoubt(): void;
  isDoubtful(ask: () => void): boolean;
}

/** A table of handlers may hold many. */
const MOST_POSSIBLE = 400;
const MOST_SURE = 12;

export function createAnswering(isSureOnly: boolean): Answering {
  const most = isSureOnly ? MOST_SURE : MOST_POSSIBLE;
  // Count what makes an answer provisional, and what makes it unsure; an answer during which a count grew is so.
  let parameters = 0;
  let doubts = 0;
  return {
    recall: (known) => {
      if (known.isProvisional) parameters++;
      if (known.isUnsure) doubts++;
      return known.values;
    },
    answer: (answers, key, compute) => {
      const before = { parameters, doubts };
      const values = distinct(compute(), most);
      if (values.length >= MOST_SURE) doubts++;
      answers.set(key, { values, isProvisional: parameters > before.parameters, isUnsure: doubts > before.doubts });
      return values;
    },
    noteParameter: () => void parameters++,
    noteDoubt: () => void doubts++,
    isDoubtful: (ask) => {
      const before = doubts;
      ask();
      return doubts > before;
    },
  };
}

function distinct(values: readonly Denoted[], most: number): readonly Denoted[] {
  if (values.length < 2) return values;
  const kept: Denoted[] = [];
  const things = new Set<ts.Node>();
  for (const value of values) {
    if (kept.length >= most) return kept;
    // Most values are told apart by their node alone.
    const thing = value.kind === 'made' || value.kind === 'member' || !('node' in value) ? undefined : value.node;
    const isKnown = thing ? things.has(thing) : kept.some((other) => sameValue(other, value));
    if (isKnown) continue;
    kept.push(value);
    if (thing) things.add(thing);
  }
  return kept;
}
