import { PARAMETERS } from '../../src/coldstart/parameters.generated.js';
import { readingMs, readingSpread } from '../../src/coldstart/reading.js';
import { plus, sumOf, times } from '../../src/coldstart/spread.js';
import type { Spread } from '../../src/model/cold-start.js';
import { median } from '../bench/statistics.js';
import { type EstimatedLoad, fitParameters, floorFor, type Point } from './fit.js';

type Fitted = ReturnType<typeof fitParameters>;

/** A published figure beside what the model says of it. */
export interface Judged {
  readonly point: Point;
  readonly predicted: Spread;
  /** Of the published figure. */
  readonly error: number;
  readonly isInside: boolean;
}

/**
 * Every point by a model that has seen nothing of its source.
 *
 * @param byTable whether those that the estimator knows are predicted out of their build alone.
 */
export function leaveOneSourceOut(
  points: readonly Point[],
  readingMsPerMb: number,
  byTable = false,
): readonly Judged[] {
  const asked = byTable ? points.filter(({ estimated }) => estimated !== undefined) : points;
  const sources = [...new Set(points.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const fitted = fitParameters(points.filter((point) => point.source !== source));
    return asked
      .filter((point) => point.source === source)
      .map((point) => judge(byTable ? point : { ...point, estimated: undefined }, fitted, readingMsPerMb));
  });
}

/** @param readingMsPerMb local, for want of a published series of sizes. */
function judge(point: Point, fitted: Fitted, readingMsPerMb: number): Judged {
  const predicted = predict(point, fitted, readingMsPerMb);
  const isInside = point.ms >= predicted.low && point.ms <= predicted.high;
  return { point, predicted, error: Math.abs(predicted.mid - point.ms) / point.ms, isInside };
}

function predict(point: Point, fitted: Fitted, readingMsPerMb: number): Spread {
  const floor = point.metric === 'import_time' ? { low: 0, mid: 0, high: 0 } : floorFor(point, fitted.floors);
  return plus(floor, above(point, fitted, readingMsPerMb));
}

function above({ kind, row, localMs = 0, recipe, estimated }: Point, fitted: Fitted, readingMsPerMb: number): Spread {
  const { bundleFactor, filesFactor, reading } = fitted;
  if (kind === 'floor') return { low: 0, mid: 0, high: 0 };
  if (kind === 'reading') {
    const bytes = Number(row.artifact_bytes);
    const ms = reading.length > 0 ? readingMs(bytes, { ...PARAMETERS, reading }) : 0;
    return ms > 0 ? readingSpread(ms) : times(bundleFactor, (bytes / 1e6) * readingMsPerMb);
  }
  if (estimated) return aboveByTable(estimated, recipe!.load === 'bundle', fitted);
  const factor = recipe!.load === 'bundle' && !recipe!.external?.length ? bundleFactor : filesFactor;
  return times(factor, localMs);
}

function aboveByTable(
  { localMs, readingMs }: EstimatedLoad,
  isBundle: boolean,
  { tableBundleFactor, tableFilesFactor }: Fitted,
): Spread {
  const reading = readingSpread(readingMs);
  return sumOf([reading, times(isBundle ? tableBundleFactor : tableFilesFactor, localMs)]);
}

export interface Summary {
  readonly points: number;
  readonly medianError: number;
  readonly inside: number;
}

export function summaryOf(judged: readonly Judged[]): Summary {
  const errors = judged.map(({ error }) => error);
  const inside = judged.filter(({ isInside }) => isInside).length;
  return {
    points: judged.length,
    medianError: errors.length > 0 ? median(errors) : Number.NaN,
    inside: inside / judged.length,
  };
}
