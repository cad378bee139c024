/** What was just done. */
export interface Step {
  readonly kind: 'phase' | 'rule';
  readonly name: string;
}

/** Long work in steps: whoever runs it may look at the clock between two of them, do something else, or give up. */
export type Steps<T> = Generator<Step, T>;

export function phase(name: string): Step {
  return { kind: 'phase', name };
}

/** Goes through many items with a step after every few. */
export function* each<T>(items: Iterable<T>, perStep: number, step: Step, work: (item: T) => void): Steps<void> {
  let count = 0;
  for (const item of items) {
    work(item);
    count += 1;
    if (count % perStep === 0) yield step;
  }
}

/** Runs all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
