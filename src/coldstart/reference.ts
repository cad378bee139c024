import type { Spread } from '../model/cold-start.js';
import { ofNearestMajor } from './nearest-major.js';

/**
 * How long the reference workload takes to load on the machine that all figures for Lambda are taken against: milliseconds by major version of
 * Node. Measured on 2 cores of an x86_64 virtual machine by `npx tsx scripts/reference.ts`: medians of 42 starts each, time in which other
 * processes had the processor left out. A change of the workload needs new figures.
 */
const REFERENCE_MS: Readonly<Record<number, number>> = { 16: 53, 18: 55, 20: 53, 22: 54, 24: 49 };

/** How many times longer than the machine of the reference this one takes. */
export function slownessOf(referenceMs: number, major: number): number {
  return referenceMs / ofNearestMajor(REFERENCE_MS, major);
}

/** What is known of Lambda, from elsewhere. */
export interface LambdaModel {
  /** Init of a function that does nothing. */
  readonly floor: Spread;
  /** Milliseconds on Lambda for one of the machine of the reference. */
  readonly lambdaPerReferenceMs: Spread;
}

export function projectedMs(localMs: Spread, slowness: number, { floor, lambdaPerReferenceMs }: LambdaModel): Spread {
  const project = (key: keyof Spread): number => floor[key] + (localMs[key] / slowness) * lambdaPerReferenceMs[key];
  return { low: project('low'), mid: project('mid'), high: project('high') };
}
