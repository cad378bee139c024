import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { median } from '../bench/statistics.js';
import { round } from './fit.js';
import { nodeBinary, rebuild } from './rebuild.js';
import { RECIPES } from './recipes.js';

/** What differs from one version of Node to the next. */
export interface NodeTimes {
  /** Local ms of each of Node's own modules after those before it, by major version. */
  readonly builtIns: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Local ms of the same bundles, without Node's own modules, against those of the version that packages are measured with. */
  readonly factors: Readonly<Record<string, number>>;
}

/** The one that packages are measured with first. */
export const VERSIONS = ['22.23.3', '16.20.2', '18.20.8', '20.20.2', '24.21.0'];

const BUILT_INS =
  'events,util,path,url,buffer,fs,stream,crypto,net,tls,http,https,http2,zlib,dns,child_process,os,worker_threads,readline,async_hooks,perf_hooks,module,querystring,string_decoder,assert,tty,v8,vm,dgram,cluster,punycode,diagnostics_channel';
const SMALLEST_MS = 0.2;
const RUNS = 15;
/** Bundles whose time is their own code's. */
const BUNDLES = ['dynamodb-nodejs16.x', 'sns-bundle', 'v2-sns-bundle', 'v2-bundle'];

export async function measureNode(): Promise<NodeTimes> {
  const builtIns = Object.fromEntries(VERSIONS.map((version) => [majorOf(version), builtInTimes(nodeBinary(version))]));
  const paths = await Promise.all(RECIPES.filter(({ id }) => BUNDLES.includes(id)).map(rebuild));
  const times = VERSIONS.map((version) => paths.map((path) => median(repeat(() => loadAfter(nodeBinary(version), path)))));
  const [first] = times as [number[]];
  const factors = VERSIONS.map((version, at) => {
    const ratios = times[at]!.map((ms, bundle) => ms / first[bundle]!);
    return [majorOf(version), round(median(ratios), 2)] as const;
  });
  return { builtIns, factors: Object.fromEntries(factors) };
}

function builtInTimes(node: string): Readonly<Record<string, number>> {
  const runs = repeat(() => {
    const script = resolve('scripts/calibrate/built-ins.cjs');
    const { stdout } = spawnSync(node, ['--no-warnings', script, BUILT_INS], { encoding: 'utf8' });
    return JSON.parse(stdout) as Record<string, number>;
  });
  const medians = BUILT_INS.split(',').map((name) => [name, round(median(runs.map((run) => run[name]!)))] as const);
  return Object.fromEntries(medians.filter(([, ms]) => ms >= SMALLEST_MS));
}

function loadAfter(node: string, path: string): number {
  const { stdout, stderr } = spawnSync(node, [resolve('scripts/calibrate/load-after.cjs'), path], { encoding: 'utf8' });
  const ms = Number(/^loaded in ([\d.]+) ms$/m.exec(stdout)?.[1]);
  if (!(ms > 0)) throw new Error(`${path} could not be loaded: ${stderr}`);
  return ms;
}

function repeat<T>(run: () => T): T[] {
  return Array.from({ length: RUNS }, run);
}

function majorOf(version: string): string {
  return version.split('.')[0]!;
}
