/** Package → what is well known to do the same with less. */
export const ALTERNATIVES: ReadonlyMap<string, string> = new Map([
  ['aws-sdk', 'clients of SDK v3'],
  ['lodash', 'lodash/METHOD'],
  ['moment', 'Intl, or date-fns'],
  ['moment-timezone', 'Intl'],
  ['uuid', 'crypto.randomUUID()'],
  ...['axios', 'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'got', 'request', 'superagent'].map(
    (name) => [name, 'fetch of the runtime'] as const,
  ),
]);
