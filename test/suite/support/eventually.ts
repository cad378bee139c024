/** Only what hangs takes this long, also on a machine that has other things to do. */
const LIMIT_MS = 60_000;

/** Asks until there is an answer. `what` says what was waited for, at best with what there was instead. */
export async function eventually<T>(
  what: string | (() => string),
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`There was not ${typeof what === 'string' ? what : what()} within ${LIMIT_MS / 1000} s.`);
}

/** VS Code gives up what it was asked when something else happens in the meantime, as it does with what a user asks; that asks again. */
export async function unlessCanceled<T>(ask: () => Thenable<T>): Promise<T> {
  const [answer] = await eventually('an answer', async () => {
    try {
      return [await ask()] as const;
    } catch (error) {
      if (error instanceof Error && error.name === 'Canceled') return undefined;
      throw error;
    }
  });
  return answer;
}
