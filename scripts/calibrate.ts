import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { estimateRebuilt } from './calibrate/estimate-rebuilt.js';
import { leaveOneSourceOut, type Summary, summaryOf } from './calibrate/evaluate.js';
import { measureNode } from './calibrate/measure-node.js';
import { measureRebuilt } from './calibrate/measure-rebuilt.js';
import { calibrate, LOCAL_TIMES, type Local } from './calibrate/model.js';
import { sectionsOf } from './calibrate/page.js';
import { predictedPlot, residualPlot } from './calibrate/plots.js';
import { RECIPES } from './calibrate/recipes.js';
import { writeBuiltIns, writeParameters } from './calibrate/write-parameters.js';
import { fillBetweenMarkers } from './generate/markers.js';

const PAGE = 'docs/cold-start-model.md';

/**
 * Fits the model to published figures and writes its parameters and what its page says of them, in a second. `--measure` rebuilds and starts
 * the published configurations again first, which takes ten minutes, `--measure-node` only Node's own modules. `--estimate` builds and estimates
 * them again; a run of its own, since an estimate is made with the tables that stand when it begins.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--measure')) await renew(() => measureRebuilt(RECIPES));
  if (args.includes('--measure') || args.includes('--measure-node')) await renew(measureNode);
  if (args.includes('--estimate')) await renew(async () => ({ estimated: await estimateRebuilt(RECIPES) }));
  const { local, points, leftOut, parameters } = calibrate();
  writeParameters(parameters);
  writeBuiltIns(local);
  const started = leaveOneSourceOut(points, local.readingMsPerMb);
  const estimated = leaveOneSourceOut(points, local.readingMsPerMb, true);
  mkdirSync('docs/images', { recursive: true });
  writeFileSync('docs/images/cold-start-predicted.svg', predictedPlot(started));
  writeFileSync('docs/images/cold-start-residuals.svg', residualPlot(started));
  const sections = Object.entries(sectionsOf(parameters, started, estimated, leftOut));
  const page = readFileSync(PAGE, 'utf8');
  const filled = sections.reduce((text, [name, content]) => fillBetweenMarkers(text, name, content, PAGE), page);
  writeFileSync(PAGE, filled);
  console.log(
    `Each without its own source: ${textOf(summaryOf(started))}; out of builds alone ${textOf(summaryOf(estimated))}.`,
  );
}

async function renew(measure: () => Promise<Partial<Local>>): Promise<void> {
  const known = JSON.parse(readFileSync(LOCAL_TIMES, 'utf8')) as Local;
  writeFileSync(LOCAL_TIMES, `${JSON.stringify({ ...known, ...(await measure()) }, undefined, 2)}\n`);
}

function textOf({ points, medianError, inside }: Summary): string {
  return `${points} figures, median error ${(medianError * 100).toFixed(1)} %, ${(inside * 100).toFixed(1)} % inside the range`;
}

await main(process.argv.slice(2));
