import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BRINGS, IMPORTED_HTTP } from '../../src/coldstart/node-modules.js';
import { median } from '../bench/statistics.js';
import { round } from './fit.js';
import { loadMs } from './measure-rebuilt.js';
import { installed, nodeBinary, rebuild } from './rebuild.js';
import { RECIPES } from './recipes.js';

/** What differs from one version of Node to the next. */
export interface NodeTimes {
  /** Local ms of each of Node's own modules after those before it, by major version. */
  readonly builtIns: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Local ms of the same bundles, without Node's own modules, against those of the version that packages are measured with. */
  readonly factors: Readonly<Record<string, number>>;
}

/** The one that packages are measured with first. */
const VERSIONS = ['22.23.3', '16.20.2', '18.20.8', '20.20.2', '24.21.0'];

const BUILT_INS =
  'events,util,path,url,buffer,fs,stream,crypto,net,tls,http,https,http2,zlib,dns,child_process,os,worker_threads,readline,async_hooks,perf_hooks,module,querystring,string_decoder,assert,tty,v8,vm,dgram,cluster,punycode,diagnostics_channel';
/** Loaded before bundles, whose time is then their own code's. */
const LOADED_BEFORE = ['http', 'https', 'http2', 'crypto', 'zlib', 'dns', 'fs', 'util', 'child_process', 'os', 'url'];
const SMALLEST_MS = 0.2;
const RUNS = 9;
/** Bundles whose time is their own code's. */
const BUNDLES = ['dynamodb-nodejs16.x', 'sns-bundle', 'v2-sns-bundle', 'v2-bundle'];

export async function measureNode(): Promise<NodeTimes> {
  const paths = await Promise.all(RECIPES.filter(({ id }) => BUNDLES.includes(id)).map(rebuild));
  const modules = { http: importing('http'), path: importing('path') };
  // All versions in turn, round after round, so that whatever else the machine does hits all of them.
  const rounds = Array.from({ length: RUNS }, () =>
    VERSIONS.map((version) => {
      const node = nodeBinary(version);
      const imported = loadMs(node, modules.http, ['http']) - loadMs(node, modules.path, ['http']);
      return {
        builtIns: { ...loadBuiltIns(node), [IMPORTED_HTTP]: imported },
        bundles: paths.map((path) => loadMs(node, path, LOADED_BEFORE)),
      };
    }),
  );
  const runsOf = (at: number): (typeof rounds)[number] => rounds.map((round) => round[at]!);
  const times = VERSIONS.map((_, at) =>
    paths.map((_, bundle) => median(runsOf(at).map(({ bundles }) => bundles[bundle]!))),
  );
  const factors = times.map((own, at) => {
    const ratios = own.map((ms, bundle) => ms / times[0]![bundle]!);
    return [majorOf(VERSIONS[at]!), round(median(ratios), 2)] as const;
  });
  const builtIns = VERSIONS.map(
    (version, at) => [majorOf(version), mediansOf(runsOf(at).map((run) => run.builtIns))] as const,
  );
  return { builtIns: Object.fromEntries(builtIns), factors: Object.fromEntries(factors) };
}

/** An ES module that imports one of Node's own. */
function importing(name: string): string {
  const path = join(installed([]), `import-${name}.mjs`);
  writeFileSync(path, `import own from 'node:${name}';\nexport default own;\n`);
  return path;
}

type Times = Readonly<Record<string, number>>;

/** Each in a process of its own, after what it brings: behind all others it would pay for their garbage. */
function loadBuiltIns(node: string): Times {
  const script = resolve('scripts/calibrate/built-ins.cjs');
  const load = (name: string): number => {
    const before = (BRINGS[name] ?? []).flatMap((each) => [...(BRINGS[each] ?? []), each]);
    const { stdout } = spawnSync(node, ['--no-warnings', script, name, ...before], { encoding: 'utf8' });
    return Number(stdout);
  };
  return Object.fromEntries(BUILT_INS.split(',').map((name) => [name, load(name)]));
}

function mediansOf(runs: readonly Times[]): Times {
  const medians = [...BUILT_INS.split(','), IMPORTED_HTTP].map(
    (name) => [name, round(median(runs.map((run) => run[name]!)))] as const,
  );
  return Object.fromEntries(medians.filter(([, ms]) => ms >= SMALLEST_MS));
}

function majorOf(version: string): string {
  return version.split('.')[0]!;
}
