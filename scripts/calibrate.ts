import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Parameters } from '../src/coldstart/parameters.js';
import { estimateRebuilt } from './calibrate/estimate-rebuilt.js';
import { leaveOneSourceOut, summaryOf } from './calibrate/evaluate.js';
import { type EstimatedLoad, fitParameters, type Point } from './calibrate/fit.js';
import { measureNode, type NodeTimes } from './calibrate/measure-node.js';
import { type LocalTimes, measureRebuilt } from './calibrate/measure-rebuilt.js';
import { sectionsOf } from './calibrate/page.js';
import { predictedPlot, residualPlot } from './calibrate/plots.js';
import { observationsOf, readRows } from './calibrate/published.js';
import { RECIPES } from './calibrate/recipes.js';
import { fitRuntimeSdk } from './calibrate/runtime-sdk.js';
import { kindOf, whyLeftOut } from './calibrate/sets.js';
import { writeBuiltIns, writeParameters } from './calibrate/write-parameters.js';
import { fillBetweenMarkers } from './generate/markers.js';

const LOCAL = 'scripts/calibrate/local-times.json';
const PAGE = 'docs/cold-start-model.md';

type Local = LocalTimes & NodeTimes;

/**
 * Fits the model to published figures and writes its parameters and what its page says of them. `--measure` rebuilds and starts the published
 * configurations again first, which takes some ten minutes.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--measure') || !existsSync(LOCAL)) {
    const measured: Local = { ...(await measureRebuilt(RECIPES)), ...(await measureNode()) };
    writeFileSync(LOCAL, `${JSON.stringify(measured, undefined, 2)}\n`);
  }
  const local = JSON.parse(readFileSync(LOCAL, 'utf8')) as Local;
  const estimates = await estimateRebuilt(RECIPES);
  const all = observationsOf(readRows('scripts/calibrate/published.csv')).map((observation) =>
    pointOf(observation, local, estimates),
  );
  const reasons = all.map((point) => ({ point, reason: whyLeftOut(point, point.kind) }));
  const points = reasons.filter(({ reason }) => reason === undefined).map(({ point }) => point);
  const leftOut = reasons.flatMap(({ point, reason }) => (reason === undefined ? [] : { point, reason }));
  const parameters = parametersOf(points, local);
  writeParameters(parameters);
  writeBuiltIns(local);
  const judged = leaveOneSourceOut(points, local.readingMsPerMb);
  const judgedEstimates = leaveOneSourceOut(points, local.readingMsPerMb, true);
  mkdirSync('docs/images', { recursive: true });
  writeFileSync('docs/images/cold-start-predicted.svg', predictedPlot(judged));
  writeFileSync('docs/images/cold-start-residuals.svg', residualPlot(judged));
  const sections = Object.entries(sectionsOf(parameters, judged, judgedEstimates, leftOut));
  const filled = sections.reduce(
    (text, [name, content]) => fillBetweenMarkers(text, name, content, PAGE),
    readFileSync(PAGE, 'utf8'),
  );
  writeFileSync(PAGE, filled);
  const { points: count, medianError, inside } = summaryOf(judged);
  console.log(
    `${count} figures, each without its own source: median error ${(medianError * 100).toFixed(1)} %, ${(inside * 100).toFixed(1)} % inside the range..`,
  );
}

function pointOf(
  observation: ReturnType<typeof observationsOf>[number],
  local: Local,
  estimates: Readonly<Record<string, EstimatedLoad>>,
): Point {
  const recipe = RECIPES.find((each) => each.matches(observation.row));
  const point = { ...observation, kind: kindOf(observation, recipe !== undefined) };
  const rebuilt = recipe && local.rebuilt[recipe.id];
  if (!rebuilt) return point;
  return { ...point, recipe, localMs: rebuilt.ms, rebuiltBytes: rebuilt.bytes, estimated: estimates[recipe.id] };
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

await main(process.argv.slice(2));
