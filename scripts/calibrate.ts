import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { leaveOneSourceOut, summaryOf } from './calibrate/evaluate.js';
import { fitParameters, type Point } from './calibrate/fit.js';
import { type LocalTimes, measureRebuilt } from './calibrate/measure-rebuilt.js';
import { observationsOf, readRows } from './calibrate/published.js';
import { RECIPES } from './calibrate/recipes.js';
import { kindOf, whyLeftOut } from './calibrate/sets.js';

const LOCAL = 'scripts/calibrate/local-times.json';

/** Fits the model to published figures. `--measure`: rebuilds and starts their configurations again, which takes ten minutes. */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--measure') || !existsSync(LOCAL)) {
    writeFileSync(LOCAL, `${JSON.stringify(await measureRebuilt(RECIPES), undefined, 2)}\n`);
  }
  const local = JSON.parse(readFileSync(LOCAL, 'utf8')) as LocalTimes;
  const all = observationsOf(readRows('scripts/calibrate/published.csv')).map((observation): Point => {
    const recipe = RECIPES.find((each) => each.matches(observation.row));
    const point = { ...observation, kind: kindOf(observation, recipe !== undefined) };
    const rebuilt = recipe && local.rebuilt[recipe.id];
    return rebuilt ? { ...point, recipe, localMs: rebuilt.ms, rebuiltBytes: rebuilt.bytes } : point;
  });
  const points = all.filter((point) => whyLeftOut(point, point.kind) === undefined);
  const fitted = fitParameters(points);
  console.log(JSON.stringify(fitted, undefined, 1));
  const judged = leaveOneSourceOut(points, local.readingMsPerMb);
  for (const { point, predicted, error, isInside } of judged.filter(
    ({ point }) => point.source !== 'maxday-lambda-perf',
  ))
    console.log(
      point.source.slice(0, 10).padEnd(11),
      point.metric.padEnd(14),
      (
        point.recipe?.id ?? `${point.row.runtime} ${point.row.arch} ${point.row.packaging} ${point.row.artifact_bytes}`
      ).padEnd(40),
      point.ms.toFixed(0).padStart(5),
      predicted.low.toFixed(0).padStart(5),
      predicted.mid.toFixed(0).padStart(5),
      predicted.high.toFixed(0).padStart(5),
      `${(error * 100).toFixed(0)} %`.padStart(6),
      isInside ? '' : 'OUT',
    );
  console.log('all', summaryOf(judged));
  for (const source of new Set(judged.map(({ point }) => point.source)))
    console.log(source, summaryOf(judged.filter(({ point }) => point.source === source)));
  console.log('init only', summaryOf(judged.filter(({ point }) => point.metric === 'init_duration')));
  console.log('loads', summaryOf(judged.filter(({ point }) => point.kind === 'load')));
}

await main(process.argv.slice(2));
