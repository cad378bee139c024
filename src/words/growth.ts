import type { Lacking } from '../model/missing-packages.js';
import { atLeast, roundingOf } from './missing-packages.js';
import { exactBytesText, shownSize } from './sizes.js';

/** What something weighed, or weighs. */
interface Weight {
  readonly bytes: number;
  readonly of: Lacking;
}

interface GrowthTexts {
  readonly before: string;
  readonly after: string;
  /** Without a sign. */
  readonly by: string;
}

/** `16.9 kB`, `20.1 kB` and `3.2 kB`; all in whole bytes where the rounded figures would contradict each other. */
export function growthTexts(before: Weight, after: Weight, isExact = false): GrowthTexts {
  const [from, to] = [shown(before), shown(after)];
  const by = Math.abs(after.bytes - before.bytes);
  const shownBy = isExact ? { text: exactBytesText(by), bytes: by, step: 1 } : shownSize(by);
  const step = Math.max(from.step, to.step);
  const gap = Math.abs(Math.abs(to.bytes - from.bytes) - shownBy.bytes);
  // A growth in kilobytes need not be seen between megabytes to the last digit, but be what rounding makes of them.
  const isSound = shownBy.step < step ? gap < step / 2 : gap === 0;
  if (isSound && (by === 0 || from.text !== to.text))
    return { before: atLeast(from.text, before.of), after: atLeast(to.text, after.of), by: shownBy.text };
  return {
    before: atLeast(exactBytesText(before.bytes), before.of),
    after: atLeast(exactBytesText(after.bytes), after.of),
    by: exactBytesText(by),
  };
}

function shown({ bytes, of }: Weight) {
  return shownSize(bytes, roundingOf(of));
}
