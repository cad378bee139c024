import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { median } from '../bench/statistics.js';
import { round } from './fit.js';
import { installed, nodeBinary, rebuild } from './rebuild.js';
import type { Recipe } from './recipes.js';

interface Rebuilt {
  /** Local ms of loading it. */
  readonly ms: number;
  /** Of the built file. */
  readonly bytes: number;
}

/** By recipe; and what reading a megabyte of functions takes that nobody calls. */
export interface LocalTimes {
  readonly rebuilt: Readonly<Record<string, Rebuilt>>;
  readonly readingMsPerMb: number;
}

const RUNS = 21;

/** Starts all rebuilt configurations in turn, round after round, so that whatever else the machine does hits all of them. */
export async function measureRebuilt(recipes: readonly Recipe[]): Promise<LocalTimes> {
  const built: { readonly recipe: Recipe; readonly path: string; readonly ms: number[] }[] = [];
  for (const recipe of recipes) built.push({ recipe, path: await rebuild(recipe), ms: [] });
  for (let run = 0; run < RUNS; run++) {
    for (const { recipe, path, ms } of built) ms.push(loadMs(nodeBinary(recipe.node), path));
  }
  const rebuilt = built.map(
    ({ recipe, path, ms }) => [recipe.id, { ms: round(median(ms)), bytes: statSync(path).size }] as const,
  );
  return { rebuilt: Object.fromEntries(rebuilt), readingMsPerMb: readingMsPerMb() };
}

const MEGABYTES = 8;

/** Of two sizes, so that what every load costs cancels out. */
function readingMsPerMb(): number {
  const small = uncalled(1);
  const large = uncalled(MEGABYTES);
  const node = nodeBinary('20.20.2');
  const differences = Array.from({ length: RUNS }, () => loadMs(node, large) - loadMs(node, small));
  return round(median(differences) / (MEGABYTES - 1));
}

/** A module of so many megabytes of functions of about a kilobyte that nobody calls. How the published series pads its code is not known. */
function uncalled(megabytes: number): string {
  const statement = (at: number): string =>
    `  const part${at} = { first: a + ${at}, second: b * ${at}, name: 'value ${at}' };`;
  const body = Array.from({ length: 16 }, (_, at) => statement(at)).join('\n');
  const functions = Math.round((megabytes * 1_000_000) / (body.length + 60));
  const lines = Array.from(
    { length: functions },
    (_, at) => `function f${at}(a, b) {\n${body}\n  return [part0, part15];\n}`,
  );
  const path = join(installed([]), `uncalled-${megabytes}.cjs`);
  writeFileSync(path, `${lines.join('\n')}\nmodule.exports = f0;\n`);
  return path;
}

/**
 * In a process of its own, without the time that other processes had the processor.
 *
 * @param before modules of Node's own that are loaded first, and not timed.
 */
export function loadMs(node: string, path: string, before: readonly string[] = []): number {
  const starter = resolve('scripts/calibrate/load.cjs');
  // On a busy machine the kernel's account of waiting may be ahead of the clock; such a start is taken again.
  for (let attempt = 0; attempt < 3; attempt++) {
    const { stdout, stderr } = spawnSync(node, [starter, path, ...before], { encoding: 'utf8' });
    const [, ms] = /^loaded in (-?[\d.]+) ms$/m.exec(stdout) ?? [];
    if (ms === undefined) throw new Error(`${path} could not be loaded: ${stderr}`);
    if (Number(ms) > 0) return Number(ms);
  }
  throw new Error(`${path} was never started without being interrupted`);
}
