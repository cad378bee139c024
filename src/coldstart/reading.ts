import type { Spread } from '../model/cold-start.js';
import { PARAMETERS } from './parameters.generated.js';
import type { Parameters } from './parameters.js';

/** Lambda ms of reading and compiling one file of that size, between the sizes that were published. */
export function readingMs(bytes: number, { reading }: Parameters = PARAMETERS): number {
  if (bytes <= 0) return 0;
  let [fromBytes, fromMs, toBytes, toMs] = [0, 0, 0, 0];
  for (const point of reading) {
    if (toBytes >= bytes) break;
    [fromBytes, fromMs, toBytes, toMs] = [toBytes, toMs, ...point];
  }
  return fromMs + ((bytes - fromBytes) / (toBytes - fromBytes)) * (toMs - fromMs);
}

/** With a range of 30 %, which is set by hand: see `docs/cold-start-model.md`. */
export function readingSpread(ms: number): Spread {
  return { low: ms * 0.7, mid: ms, high: ms * 1.3 };
}
