import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { guessOf, join } from './join.js';
import type { LogicalOperator } from './operators.js';
import { guessTruth, isNullish, toTruth } from './truth.js';
import { LibraryMember, LibraryObject, Unknown, type Value } from './values.js';

/** Whether the right side counts, which runs only then; nothing where nobody knows. */
const COUNTS: Readonly<Record<LogicalOperator, (left: Value) => boolean | undefined>> = {
  [ts.SyntaxKind.QuestionQuestionToken]: isNullish,
  [ts.SyntaxKind.BarBarToken]: (left) => negated(toTruth(left)),
  [ts.SyntaxKind.AmpersandAmpersandToken]: toTruth,
};

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** `left ?? right`, `left || right`, `left && right`. */
export function evaluateLogic(evaluator: Evaluator, operator: LogicalOperator, left: Value, right: () => Value): Value {
  const counts = COUNTS[operator](left);
  if (counts !== undefined) return counts ? right() : left;
  if (operator !== ts.SyntaxKind.AmpersandAmpersandToken)
    return orElse(evaluator, left, right, (each) => COUNTS[operator](each) !== true);
  const [, given] = evaluator.journal.alternatives([() => left, right]);
  const both = join([undefined, given]);
  return both instanceof Unknown && guessTruth(left) === false
    ? new Unknown(both.reason, '', { ...both, candidates: [...both.candidates, false], guess: false })
    : both;
}

/** The left value or the right one. Where code is looked for, what was written as a fallback is taken. */
export function orElse(
  evaluator: Evaluator,
  left: Value,
  right: () => Value,
  counts: (left: Value) => boolean = (each) => each !== undefined,
): Value {
  const [, fallback] = evaluator.journal.alternatives([() => left, right]);
  const isUnknown = left instanceof Unknown;
  const guesses = [...[guessOf(left)].filter(counts), guessOf(fallback)];
  const candidates = isUnknown ? left.candidates.filter(counts) : [left];
  if (isUnknown && left.isComplete && left.candidates.length > 0)
    return withGuess(join([...candidates, fallback]), guesses);
  const reason = isUnknown ? left.reason : 'it is known only at deployment';
  const all = join([...candidates, fallback], { isOpen: isUnknown });
  return all instanceof Unknown
    ? withGuess(new Unknown(reason, '', { candidates: all.candidates, isComplete: all.isComplete }), guesses)
    : all;
}

function withGuess(value: Value, guesses: readonly Value[]): Value {
  if (!(value instanceof Unknown)) return value;
  const known = guesses.find((each) => each !== undefined && !isOpaque(each));
  return new Unknown(value.reason, value.ending, { ...value, guess: known ?? value.guess });
}

function isOpaque(value: Value): boolean {
  const isFromCall = value instanceof LibraryObject && isNullish(value) === undefined;
  return isFromCall || value instanceof Unknown || value instanceof LibraryMember;
}
