/**
 * What a start spends its time on, in the order in which it meets them. `download` comes before Init Duration. `runtime` is the SDK that the
 * runtime brings, `node` are Node's own modules: both are executed like packages, but nobody can leave them out of a bundle.
 */
export const START_GROUPS = ['floor', 'download', 'read', 'runtime', 'node', 'packages', 'own'] as const;

export type StartGroup = (typeof START_GROUPS)[number];

/** Which share of a package's cost a module of it has: nobody measured it by itself. */
export const SHARES_BY_BYTES = 'Shares of modules are in proportion to their bytes.';

/** Lambda gives every start the same share of a processor, so that more memory buys what comes after it. */
export const MEMORY_NOTE =
  'Memory hardly changes Init Duration: published figures differ by a few milliseconds from 128 to 1,024 MB.';
