import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../model/nearest.js';

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

/** Collects an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

/** Collects words that are separated by commas, over several uses of the option. */
export function ids(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(',').map((id) => id.trim())].filter(Boolean);
}
