import { until as eventually } from '../../support/until.js';

export { eventually };

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
