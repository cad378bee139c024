import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { guessOf, join } from './join.js';
import { isNullish } from './truth.js';
import { Unknown, type Value } from './values.js';

/** What an operation gives on a value that may not be known: on each that it may be. Nothing has no members, so it does not count. */
export function onEach(evaluator: Evaluator, value: Value, compute: (each: Value) => Value): Value {
  return onCandidates(evaluator, value, compute, (each) => isNullish(each) !== true);
}

/** The same behind `?.`, where nothing gives nothing; so does what stands behind that. */
export function onEachLink(evaluator: Evaluator, node: ts.Node, value: Value, compute: (each: Value) => Value): Value {
  if (!ts.isOptionalChain(node)) return onEach(evaluator, value, compute);
  return onCandidates(
    evaluator,
    value,
    (each) => (each === undefined || each === null ? undefined : compute(each)),
    () => true,
  );
}

function onCandidates(
  evaluator: Evaluator,
  value: Value,
  compute: (each: Value) => Value,
  counts: (each: Value) => boolean,
): Value {
  if (!(value instanceof Unknown) || value.candidates.length === 0) return compute(value);
  const { reason, guess, isComplete } = value;
  const candidates = value.candidates.filter(counts);
  if (candidates.length === 0) return new Unknown(reason);
  const results = evaluator.journal.alternatives(
    candidates.map((each) => () => compute(each)),
    !isComplete,
  );
  const all = join(results, { isOpen: !isComplete });
  if (!(all instanceof Unknown)) return all;
  const guessed = guess === undefined ? undefined : guessOf(results[candidates.indexOf(guess)]);
  return new Unknown(reason, '', {
    candidates: all.candidates,
    isComplete: all.isComplete,
    guess: guessed instanceof Unknown ? undefined : guessed,
  });
}

/** What is made of several values; where they are not known, only a guess is made of what stands in for them. */
export function lift(values: readonly Value[], compute: (values: readonly Value[]) => Value): Value {
  const unknown = values.find((each) => each instanceof Unknown);
  if (!(unknown instanceof Unknown)) return compute(values);
  const guesses = values.map(guessOf);
  const guess = guesses.some((each) => each instanceof Unknown) ? undefined : compute(guesses);
  return new Unknown(unknown.reason, '', { guess: guess instanceof Unknown ? guess.guess : guess });
}
