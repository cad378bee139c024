import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface Verdict extends Counts {
  /** Why the run failed although no test did. */
  readonly complaint?: string;
}

/** What a run amounts to. One that tested nothing has failed. */
export function verdict(name: string, counts: Counts | undefined, hasEndedWell: boolean): Verdict {
  if (!counts) {
    return { passed: 0, failed: 1, complaint: `${name} did not start, or ended before all tests had run.` };
  }
  if (counts.passed + counts.failed === 0) {
    return { passed: 0, failed: 1, complaint: `${name} ran no test.` };
  }
  if (counts.failed === 0 && !hasEndedWell) {
    return { ...counts, failed: 1, complaint: `${name} ended with an error although all tests passed.` };
  }
  return counts;
}

/** What the reporter wrote, if it came to that. */
export function readCounts(file: string): Counts | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function sum(all: readonly Counts[]): Counts {
  const total = (key: keyof Counts) => all.reduce((count, counts) => count + counts[key], 0);
  return { passed: total('passed'), failed: total('failed') };
}
