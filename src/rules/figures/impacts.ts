import type { Impact } from '../../model/finding.js';

const KEPT_CONNECTION =
  'One DynamoDB put took 33 ms with a new connection and 10 ms with a kept one (Yan Cui, theburningmonk.com, 2019); the range is ± 50 % around that';

/** A new TCP and TLS connection to a service of the same Region. */
export const NEW_CONNECTION: Impact = {
  phase: 'invoke',
  per: 'invocation',
  latencyMs: { low: 12, high: 35 },
  origin: 'modelled',
  source: KEPT_CONNECTION,
};

/** A round trip to a service of the same Region over a kept connection. */
export const ONE_ROUND_TRIP: Impact = {
  phase: 'invoke',
  per: 'invocation',
  latencyMs: { low: 5, high: 15 },
  origin: 'modelled',
  source: KEPT_CONNECTION,
};

export const ROUND_TRIP_PER_ITEM: Impact = { ...ONE_ROUND_TRIP, per: 'item' };

/** The whole of aws-sdk v2 against one of its clients: the least and the greatest difference of what was published. */
export const WHOLE_SDK_V2: Impact = {
  phase: 'init',
  per: 'cold start',
  latencyMs: { low: 214, high: 558 },
  origin: 'modelled',
  source:
    'Differences between load spans on Node.js 16 with 1,024 MB: from the runtime, 324–344 ms for the whole SDK and 104–110 ms for one client; bundled, 570–621 ms and 63–71 ms (AJ Stuyvenberg, aaronstuyvenberg.com, March 2023)',
};

/** A cost whose size the code does not tell. */
export function unknownCost(source: string): Impact {
  return { phase: 'invoke', origin: 'documented', source };
}
