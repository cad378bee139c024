import { readFileSync } from 'node:fs';
import type { Parameters } from '../../src/coldstart/parameters.js';
import { type EstimatedLoad, fitParameters, type Point } from './fit.js';
import type { NodeTimes } from './measure-node.js';
import type { LocalTimes } from './measure-rebuilt.js';
import { type Observation, observationsOf, readRows } from './published.js';
import { RECIPES } from './recipes.js';
import { fitRuntimeSdk } from './runtime-sdk.js';
import { kindOf, whyLeftOut } from './sets.js';

export const LOCAL_TIMES = 'scripts/calibrate/local-times.json';
const PUBLISHED = 'scripts/calibrate/published.csv';

/** All that was measured and estimated on this side, by recipe. */
export interface Local extends LocalTimes, NodeTimes {
  readonly estimated: Readonly<Record<string, EstimatedLoad>>;
}

/** What is published beside what was measured here, the model fitted to it, and what was not compared. */
export interface Calibration {
  readonly local: Local;
  readonly points: readonly Point[];
  readonly leftOut: readonly { readonly point: Point; readonly reason: string }[];
  readonly parameters: Parameters;
}

/** Out of files of this repository alone: nothing is installed, built or started. */
export function calibrate(): Calibration {
  const local = JSON.parse(readFileSync(LOCAL_TIMES, 'utf8')) as Local;
  const all = observationsOf(readRows(PUBLISHED)).map((observation) => pointOf(observation, local));
  const reasons = all.map((point) => ({ point, reason: whyLeftOut(point, point.kind) }));
  const points = reasons.filter(({ reason }) => reason === undefined).map(({ point }) => point);
  const leftOut = reasons.flatMap(({ point, reason }) => (reason === undefined ? [] : { point, reason }));
  return { local, points, leftOut, parameters: parametersOf(points, local) };
}

function pointOf(observation: Observation, local: Local): Point {
  const recipe = RECIPES.find((each) => each.matches(observation.row));
  const point = { ...observation, kind: kindOf(observation, recipe !== undefined) };
  const rebuilt = recipe && local.rebuilt[recipe.id];
  if (!rebuilt) return point;
  return { ...point, recipe, localMs: rebuilt.ms, rebuiltBytes: rebuilt.bytes, estimated: local.estimated[recipe.id] };
}

function parametersOf(points: readonly Point[], { factors }: NodeTimes): Parameters {
  const fitted = fitParameters(points);
  const loads = points.filter(({ kind }) => kind === 'load');
  const sources = new Set(loads.map(({ source }) => source)).size;
  return {
    ...fitted,
    ...fitRuntimeSdk(points, fitted),
    readingSource:
      'A. Tanasa, Init Duration of one file of 1 KiB to 64 MiB on nodejs16.x and nodejs18.x, September 2023',
    nodeFactors: factors,
    factorSource: `turned into Lambda time by ${loads.length} published figures of ${sources} sources, rebuilt and started here (docs/cold-start-model.md)`,
  };
}
