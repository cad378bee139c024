/** Asks until there is an answer. `what` says what was waited for, at best with what there was instead. */
export async function eventually<T>(
  what: string | (() => string),
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`There was not ${typeof what === 'string' ? what : what()} within 20 s.`);
}
