import { nearestFloor } from '../../src/coldstart/floor.js';
import type { Floor, Parameters } from '../../src/coldstart/parameters.js';
import { groupBy } from '../../src/lib/group.js';
import type { Spread } from '../../src/model/cold-start.js';
import { median, percentile } from '../bench/statistics.js';
import type { Observation } from './published.js';
import type { Recipe } from './recipes.js';
import type { Kind } from './sets.js';

/** A published figure with what rebuilding it gave. */
export interface Point extends Observation {
  readonly kind: Kind;
  readonly recipe?: Recipe;
  /** Local ms of loading the rebuilt configuration. */
  readonly localMs?: number;
  readonly rebuiltBytes?: number;
  readonly estimated?: EstimatedLoad;
}

/** What the estimator has of a configuration from its build alone. */
export interface EstimatedLoad {
  /** By the table of packages and Node's own modules. */
  readonly localMs: number;
  /** On Lambda, of reading the built file; 0 of files. */
  readonly readingMs: number;
}

type Fitted = Pick<
  Parameters,
  'floors' | 'bundleFactor' | 'filesFactor' | 'tableBundleFactor' | 'tableFilesFactor' | 'reading'
>;

/** All parameters that published figures decide. Each source has one voice, however many rows it has. */
export function fitParameters(points: readonly Point[]): Fitted {
  const floors = fitFloors(points);
  const loads = points.filter((point) => point.kind === 'load' && isAlike(point));
  const partly = (point: Point): boolean =>
    point.recipe!.load === 'bundle' && (point.recipe!.external ?? []).length > 0;
  const bundles = loads.filter((point) => point.recipe!.load === 'bundle' && !partly(point));
  const files = loads.filter((point) => point.recipe!.load !== 'bundle' || partly(point));
  const measured = (point: Point): number => incrementOf(point, floors) / point.localMs!;
  const byTable = (point: Point): number =>
    (incrementOf(point, floors) - point.estimated!.readingMs) / point.estimated!.localMs;
  const isEstimated = ({ estimated }: Point): boolean => estimated !== undefined;
  return {
    floors,
    bundleFactor: factorOf(bundles, measured),
    filesFactor: factorOf(files, measured),
    tableBundleFactor: factorOf(bundles.filter(isEstimated), byTable),
    tableFilesFactor: factorOf(files.filter(isEstimated), byTable),
    reading: fitReading(points, floors),
  };
}

/**
 * Whether a rebuilt bundle is near to the published one. Where today's versions of what it depends on made it more than twice as large, it is
 * another bundle.
 */
export function isAlike({ rebuiltBytes, row, recipe }: Point): boolean {
  const published = Number(row.artifact_bytes);
  if (recipe?.load !== 'bundle' || !(published > 0)) return true;
  return rebuiltBytes! <= published * TWICE;
}

const TWICE = 2.3;

/** Above the floor of what a point's metric counts. */
export function incrementOf(point: Point, floors: readonly Floor[]): number {
  return point.metric === 'import_time' ? point.ms : point.ms - floorFor(point, floors).mid;
}

/** A range is never narrower than this around its middle: with so few sources the next one may lie outside of all that is known. */
const LEAST = 0.45;
const MOST = 1.7;

function factorOf(points: readonly Point[], ratioOf: (point: Point) => number): Spread {
  const ratios = points.map((point) => ({ source: point.source, ratio: ratioOf(point) }));
  const all = ratios.map(({ ratio }) => ratio);
  const bySource = [...groupBy(ratios, ({ source }) => source).values()].map((group) =>
    median(group.map(({ ratio }) => ratio)),
  );
  if (bySource.length === 0) throw new Error('No published figure is left to fit a factor with');
  const mid = median(bySource);
  return {
    low: round(Math.min(percentile(all, 5), mid * LEAST), 2),
    mid: round(mid, 2),
    high: round(Math.max(percentile(all, 95), mid * MOST), 2),
  };
}

function fitReading(points: readonly Point[], floors: readonly Floor[]): Parameters['reading'] {
  const swept = points.filter(({ kind }) => kind === 'reading');
  const bySize = groupBy(swept, ({ row }) => Number(row.artifact_bytes));
  const pairs = [...bySize].map(([bytes, group]): readonly [number, number] => {
    const above = group.map((point) => point.ms - sweepFloor(point, points, floors));
    return [bytes, round(Math.max(0, median(above)))];
  });
  return pairs.toSorted(([a], [b]) => a - b);
}

/** The sweep's own smallest function, so that its slope does not depend on another year's floor. */
function sweepFloor(point: Point, points: readonly Point[], floors: readonly Floor[]): number {
  const smallest = points.find(
    ({ kind, source, row }) => kind === 'floor' && source === point.source && row.runtime === point.row.runtime,
  );
  return smallest?.ms ?? floorFor(point, floors).mid;
}

/** How far floors of one runtime lie apart from source to source, and so from year to year and Region to Region. */
const BETWEEN_SOURCES = 0.13;

const keyOf = (runtime: string, arch: string, packaging: string): string => `${runtime} ${arch} ${packaging}`;

/** For each runtime the latest long series; its range holds every published median and the ninetieth percentiles. */
function fitFloors(points: readonly Point[]): readonly Floor[] {
  const known = points.filter(
    ({ kind, row, metric }) => kind === 'floor' && metric === 'init_duration' && /^nodejs\d+\.x/.test(row.runtime),
  );
  const groups = groupBy(known, ({ row }) =>
    keyOf(row.runtime.slice(0, 10), row.arch === '?' ? 'x86_64' : row.arch, row.packaging),
  );
  return [...groups].map(([key, group]): Floor => {
    // Long series first, then the newest.
    const weight = ({ row, statistic }: Point): number =>
      (statistic === 'p50' ? 1e4 : 0) + Number(row.date.slice(0, 4));
    const best = Math.max(...group.map(weight));
    const chosen = group.filter((point) => weight(point) === best);
    const latest = chosen
      .map(({ row }) => row.date)
      .toSorted()
      .at(-1)!;
    const mid = median(chosen.filter(({ row }) => row.date === latest).map(({ ms }) => ms));
    const low = Math.min(mid * (1 - BETWEEN_SOURCES), ...group.map(({ ms }) => ms));
    const high = Math.max(mid * (1 + BETWEEN_SOURCES), ...group.map(({ ms, p90 }) => p90 ?? ms));
    const sources = [...new Set(group.map(({ source }) => source))].join(', ');
    return {
      key,
      ms: { low: round(low), mid: round(mid), high: round(high) },
      source: `${sources}: ${chosen[0]!.statistic}, ${latest}`,
    };
  });
}

/** Of a point's runtime; where none is published, of the nearest one. */
export function floorFor({ row }: Pick<Point, 'row'>, floors: readonly Floor[]): Spread {
  const major = Number(/nodejs(\d+)/.exec(row.runtime)?.[1] ?? 20);
  const arch = row.arch === '?' ? 'x86_64' : row.arch;
  return nearestFloor(floors, major, arch, row.packaging).ms;
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
