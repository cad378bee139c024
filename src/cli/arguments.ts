import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../lib/nearest.js';

/** Takes one of some words; the error names the nearest. */
export function oneOf<T extends string>(words: readonly T[]): (value: string) => T {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found === undefined) {
      throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.${didYouMean(value, words)}`);
    }
    return found;
  };
}

/** Takes a whole number of at least -1. */
export function warningCount(value: string): number {
  if (!/^(-1|\d+)$/.test(value)) {
    throw new InvalidArgumentError('It must be a whole number, or -1 for any number.');
  }
  return Number(value);
}

/** Takes a number that is at least `least` and at most `most`. */
export function numberFrom(least: number, most = Number.POSITIVE_INFINITY): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!(Number.isFinite(number) && number >= least && number <= most)) {
      const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`It must be a number ${range}.`);
    }
    return number;
  };
}

/** Takes a whole number that is at least `least` and at most `most`. */
export function wholeFrom(least: number, most: number): (value: string) => number {
  const read = numberFrom(least, most);
  return (value) => {
    const number = read(value);
    if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number.');
    return number;
  };
}

/** Collects an option that may be given several times. */
export function appendValue(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** Collects words that are separated by commas, over several uses of the option. */
export function ids(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(',').map((id) => id.trim())].filter(Boolean);
}
