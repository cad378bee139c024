import type { MonthlyCost, Spread } from '../model/cold-start.js';
import { times } from './spread.js';

/** How often a function is called, and how often that finds no environment. */
export interface Usage {
  /** In a month. */
  readonly invocations: number;
  /** Between 0 and 1. */
  readonly coldShare: number;
  /** Instead of the list price: US dollars for a GB-second. */
  readonly usdPerGbSecond?: number;
}

/**
 * List prices of the first tier in us-east-1, in US dollars for a GB-second, as of November 2026: "AWS Lambda pricing", aws.amazon.com. Since
 * 1 August 2025 the init of an on-demand function is billed like the rest ("AWS Lambda standardizes billing for INIT phase", AWS Compute Blog).
 */
export const LIST_PRICES = {
  date: '2026-11',
  usdPerGbSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 },
} as const;

/** What so many milliseconds at each cold start come to. */
export function monthlyCost(
  ms: Spread,
  { memoryMb, architecture }: { readonly memoryMb?: number; readonly architecture: 'x86_64' | 'arm64' },
  { invocations, coldShare, usdPerGbSecond = LIST_PRICES.usdPerGbSecond[architecture] }: Usage,
): MonthlyCost {
  const coldStarts = Math.round(invocations * coldShare);
  const waitedSeconds = times(ms, coldStarts / 1000);
  if (memoryMb === undefined) return { coldStarts, waitedSeconds };
  return { coldStarts, waitedSeconds, usd: times(waitedSeconds, (memoryMb / 1024) * usdPerGbSecond) };
}
