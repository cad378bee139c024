/**
 * What a start spends its time on, in the order in which it meets them. `download` comes before Init Duration. `runtime` is the SDK that the
 * runtime brings, `node` are Node's own modules: both are executed like packages, but nobody can leave them out of a bundle.
 */
const START_GROUPS = ['floor', 'download', 'read', 'runtime', 'node', 'packages', 'own'] as const;

export type StartGroup = (typeof START_GROUPS)[number];
