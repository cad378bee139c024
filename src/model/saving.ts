import type { Spread } from './cold-start.js';

/** What a change would take off a cold start, as far as that is known without building the function with it. */
export interface Saving {
  /** `moment → dayjs`, `minified`. */
  readonly title: string;
  readonly ms: Spread;
  readonly source: string;
  /** Whether what takes the place of something is not subtracted, as it is not built. */
  readonly isBeforeReplacement?: true;
}
