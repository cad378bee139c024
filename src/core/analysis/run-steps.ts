import type { Step, Steps } from '../../lib/steps.js';

/** Lets others have a turn; throws when the work is no longer wanted. */
export type Pause = () => Promise<void>;

/** Runs all steps, telling each, with a pause after it. */
export async function runSteps<T>(steps: Steps<T>, onStep: (step: Step) => void, pause?: Pause): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onStep(value);
    await pause?.();
  }
}
