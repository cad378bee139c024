/** Which share of a package's cost a module of it has: nobody measured it by itself. */
export const SHARES_BY_BYTES = 'Shares of modules are in proportion to their bytes.';

/** Lambda gives every start the same share of a processor, so that more memory buys what comes after it. */
export const MEMORY_NOTE =
  'Memory hardly changes Init Duration: published figures differ by a few milliseconds from 128 to 1,024 MB.';

/** Of rows that add up to more than the headline of a lower bound. */
export const MIDDLES_NOTE = 'each row is the middle of its range; the figure above is the low end of what is known';
