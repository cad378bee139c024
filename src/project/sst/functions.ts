import type { Reading } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';

/** Reads the functions of SST constructs, which name them by handler strings. */
export function readSstFunctions(_evaluator: Evaluator, _reading: Reading): void {}
