/** What to do about the server's end that nobody asked for. */
export interface CrashVerdict {
  readonly shouldRestart: boolean;
  /** Each thing is told once, not once per crash. */
  readonly tell?: 'restarted' | 'gave up';
}

export const MAX_RESTARTS = 3;
const windowMs = 3 * 60_000;

/** Restarts a few times within some minutes, then gives up: a server that always crashes would only heat the machine. */
export function crashCounter(): (nowMs: number) => CrashVerdict {
  let crashesMs: readonly number[] = [];
  let wasTold = false;
  return (nowMs) => {
    crashesMs = [...crashesMs.filter((thenMs) => nowMs - thenMs < windowMs), nowMs];
    if (crashesMs.length > MAX_RESTARTS) {
      return { shouldRestart: false, tell: 'gave up' };
    }
    const verdict: CrashVerdict = wasTold ? { shouldRestart: true } : { shouldRestart: true, tell: 'restarted' };
    wasTold = true;
    return verdict;
  };
}
