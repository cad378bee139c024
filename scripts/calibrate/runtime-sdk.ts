import { PACKAGES } from '../../src/coldstart/package-costs.generated.js';
import type { Parameters } from '../../src/coldstart/parameters.js';
import type { Spread } from '../../src/model/cold-start.js';
import { median } from '../bench/statistics.js';
import { type fitParameters, incrementOf, type Point, round } from './fit.js';

type RuntimeSdk = Pick<Parameters, 'runtimeClient' | 'furtherRuntimeClient' | 'runtimeV2' | 'runtimeSource'>;

/** Published pairs of one bundle whose SSO clients came from the runtime, and without them. */
const PAIRS = [
  ['sts-3.454-sso-runtime', 'sts-3.454-no-sso'],
  ['sts-3.499-sso-runtime', 'sts-3.499-no-sso'],
] as const;

/** What the runtime's own SDK adds: whole figures as they were published, since its disk cannot be rebuilt. */
export function fitRuntimeSdk(points: readonly Point[], fitted: ReturnType<typeof fitParameters>): RuntimeSdk {
  const { floors } = fitted;
  const published = (id: string): number => points.find(({ recipe }) => recipe?.id === id)!.ms;
  const fromRuntime = points.filter(({ recipe }) => recipe?.load === 'runtime');
  const v3 = fromRuntime.filter(({ row }) => row.sdk.startsWith('v3')).map((point) => incrementOf(point, floors));
  const v2 = fromRuntime
    .filter(({ row }) => row.packages_loaded === 'aws-sdk v2 full')
    .map((point) => incrementOf(point, floors));
  return {
    runtimeClient: spreadOf([...v3, ...PAIRS.map(([external, without]) => published(external) - published(without))]),
    furtherRuntimeClient: furtherClient(fitted),
    runtimeV2: spreadOf(v2),
    runtimeSource:
      'Published differences between the SDK of the runtime and none: Depaa 2022, A. Stuyvenberg 2023, perpil 2023–2024, Y. Cui 2019; the runtime brings it on a disk that a cold start reads for the first time',
  };
}

/**
 * On top of a first client: 50 ms as the author of the one published figure puts it, 77 ms as the difference of two of his figures; at least what
 * a client's own files take by the table, since newer runtimes hold a client in a single file.
 */
function furtherClient({ tableFilesFactor }: ReturnType<typeof fitParameters>): Spread {
  const clients = Object.entries(PACKAGES.costs).filter(([name]) => name.startsWith('@aws-sdk/client-'));
  const own = median(clients.flatMap(([, { files }]) => files.slice(-1).map(([, ms]) => ms)));
  return spreadOf([own * tableFilesFactor.mid, 50, 77]);
}

function spreadOf(values: readonly number[]): Spread {
  return { low: round(Math.min(...values)), mid: round(median(values)), high: round(Math.max(...values)) };
}
