import { setTimeout as pause } from 'node:timers/promises';

/** Only what hangs takes this long, also on a machine that has other things to do. */
export const WAIT_LIMIT_MS = 60_000;

/** Asks until there is an answer. `what` says what was waited for, at best with what there was instead. */
export async function until<T>(
  what: string | (() => string),
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (const end = performance.now() + WAIT_LIMIT_MS; performance.now() < end; await pause(30)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`Waited in vain; ${typeof what === 'string' ? what : what()}`);
}

/** Time in which something that must not happen could. Nothing tells that it does not: on a busy machine a test sees less, and never fails for it. */
export async function aWhile(): Promise<void> {
  await pause(1500);
}
