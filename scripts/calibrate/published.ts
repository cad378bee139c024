import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { groupBy } from '../../src/lib/group.js';
import { median } from '../bench/statistics.js';

/** A row of `published.csv`, as its source prints it; `?` where the source does not say. */
export type Row = Readonly<
  Record<
    | 'source_id'
    | 'source_url_or_repo_path'
    | 'date'
    | 'runtime'
    | 'arch'
    | 'memory_mb'
    | 'packaging'
    | 'bundled'
    | 'minified'
    | 'sdk'
    | 'packages_loaded'
    | 'artifact_bytes'
    | 'metric'
    | 'statistic'
    | 'value_ms'
    | 'trust'
    | 'note',
    string
  >
>;

/** One published configuration with its central figure, however many rows its source spends on it. */
export interface Observation {
  readonly source: string;
  readonly place: string;
  readonly row: Row;
  /** `init_duration`, `import_time` or `total_cold_start`: never to be mixed. */
  readonly metric: string;
  /** Median where there is one, else the mean, else what single runs say. */
  readonly ms: number;
  readonly statistic: string;
  /** The ninetieth percentile, where published. */
  readonly p90?: number;
}

const KEY = [
  'source_id',
  'source_url_or_repo_path',
  'date',
  'runtime',
  'arch',
  'memory_mb',
  'packaging',
  'bundled',
  'minified',
  'sdk',
  'packages_loaded',
  'artifact_bytes',
  'metric',
] as const;

/** Statistics that say what is usual, the best first. */
const CENTRAL = ['p50', 'avg', 'single', 'approx', 'p99'];

export function readRows(path: string): readonly Row[] {
  return parse(readFileSync(path, 'utf8'), { columns: true }) as Row[];
}

export function observationsOf(rows: readonly Row[]): readonly Observation[] {
  const groups = groupBy(rows, (row) => JSON.stringify(KEY.map((key) => row[key])));
  return [...groups.values()].flatMap((group) => {
    const statistic = CENTRAL.find((each) => group.some((row) => row.statistic === each));
    const bounds = group.filter((row) => row.statistic.startsWith('range_'));
    const central = statistic ? group.filter((row) => row.statistic === statistic) : bounds;
    const [row] = central;
    if (!row) return [];
    const p90 = group.find((each) => each.statistic === 'p90');
    return {
      source: row.source_id,
      place: row.source_url_or_repo_path,
      row,
      metric: row.metric,
      ms: median(central.map((each) => Number(each.value_ms))),
      statistic: statistic ?? 'middle of a range',
      ...(p90 && { p90: Number(p90.value_ms) }),
    };
  });
}
