import type { Spread } from '../../model/cold-start.js';

/**
 * How long the reference workload takes to load on the machine that all figures for Lambda are taken against: milliseconds by major version of
 * Node. PENDING
 */
export const REFERENCE: Readonly<Record<number, number>> = { 18: 50, 20: 50, 22: 50, 24: 50 };

/** How many times longer than the machine of the reference this one takes. */
export function slownessOf(referenceMs: number, major: number): number {
  const nearest = Object.keys(REFERENCE)
    .map(Number)
    .reduce((best, each) => (Math.abs(each - major) < Math.abs(best - major) ? each : best));
  return referenceMs / REFERENCE[nearest]!;
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
