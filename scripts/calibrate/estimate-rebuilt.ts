import { basename, dirname } from 'node:path';
import { estimateColdStart } from '../../src/coldstart/estimate.js';
import { PARAMETERS } from '../../src/coldstart/parameters.generated.js';
import { bundleFunctions } from '../../src/core/bundle-functions.js';
import { createNodeHost } from '../../src/host/node-host.js';
import type { PartKind } from '../../src/model/cold-start.js';
import type { BuildSettings, LambdaFunction } from '../../src/model/function.js';
import { optionsOf } from '../measure-packages/options.js';
import { type EstimatedLoad, round } from './fit.js';
import { ESM, rebuild } from './rebuild.js';
import type { Recipe } from './recipes.js';

/**
 * Local ms of loading each rebuilt configuration as the estimator has it from the build alone, by recipe. Those from the runtime's disk are
 * left out: what is published of them is the estimate.
 */
export async function estimateRebuilt(recipes: readonly Recipe[]): Promise<Readonly<Record<string, EstimatedLoad>>> {
  const estimates: Record<string, EstimatedLoad> = {};
  for (const recipe of recipes) {
    if (recipe.load === 'runtime' || recipe.external?.length) continue;
    estimates[recipe.id] = await estimateLoad(recipe, await rebuild(recipe));
  }
  return estimates;
}

async function estimateLoad(recipe: Recipe, built: string): Promise<EstimatedLoad> {
  const root = dirname(built);
  const fn = functionOf(recipe, basename(built));
  const { functions, problems } = await bundleFunctions(
    [fn],
    optionsOf(root),
    createNodeHost(() => {}),
  );
  const [bundle] = functions;
  if (!bundle) throw new Error(`${recipe.id}: ${problems[0]?.message}`);
  const { parts } = estimateColdStart(fn, bundle);
  const sumOf = (kinds: readonly PartKind[]): number =>
    parts.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { range }) => sum + range.mid, 0);
  // Whatever the factor is today, it is what turned local into Lambda time in these parts.
  const factor = recipe.load === 'bundle' ? PARAMETERS.tableBundleFactor : PARAMETERS.tableFilesFactor;
  // Node's own modules have the factor of bundles wherever they are.
  const builtIns = parts.find(({ id }) => id === 'node')?.range.mid ?? 0;
  const apart = recipe.load === 'bundle' ? 0 : builtIns;
  return {
    localMs: round((sumOf(['execute', 'own']) - apart) / factor.mid),
    readingMs: round(sumOf(['read']) + apart),
  };
}

function functionOf({ id, format, minify = false, load, emptied = [], node }: Recipe, built: string): LambdaFunction {
  const file = load === 'bundle' ? `${id}.mjs` : built;
  const bundled: BuildSettings = {
    tool: 'esbuild',
    format,
    minify,
    ...(format === 'esm' && { mainFields: ESM.mainFields }),
    other: { alias: Object.fromEntries(emptied.map((name) => [name, './empty.cjs'])) },
  };
  return {
    id,
    name: id,
    handler: { file, export: 'handler', line: 1 },
    declaredIn: { file, line: 1, kind: 'code' },
    runtime: `nodejs${node.split('.')[0]}.x`,
    eventSources: [],
    build: load === 'bundle' ? bundled : { tool: 'zip', folder: '.' },
  };
}
