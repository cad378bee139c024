import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadedPackages } from '../../src/coldstart/loaded.js';
import { bundleFunctions } from '../../src/core/bundle-functions.js';
import { measureFunctions } from '../../src/core/measure-functions.js';
import { createNodeHost } from '../../src/host/node-host.js';
import type { DetailedBundle } from '../../src/model/bundle.js';
import type { LambdaFunction } from '../../src/model/function.js';
import type { Starter } from '../../src/model/starter.js';
import { optionsOf } from './options.js';
import { BESIDES } from './packages.js';

/** What loading one package took, with all that it brings in. */
export interface Measured {
  readonly specifier: string;
  readonly bundleMs: number;
  readonly bundleBytes: number;
  readonly filesMs?: number;
  /** What each package in it took by itself. */
  readonly packages: readonly MeasuredPackage[];
}

export interface MeasuredPackage {
  readonly name: string;
  readonly version: string;
  readonly format: string;
  /** Of the minified bundle. */
  readonly bytes: number;
  /** Local ms, at the speed of the machine of the reference; nothing where it is too small to be told. */
  readonly ms: number;
  readonly files?: { readonly bytes: number; readonly count: number; readonly ms: number };
}

export const NODE = 22;
const RUNS = 3;
const LIMIT_MS = 20_000;

/** Node's own modules come first: what they take is counted apart, once a function. */
const BUILT_INS = [
  'http',
  'https',
  'http2',
  'crypto',
  'zlib',
  'dns',
  'fs',
  'fs/promises',
  'util',
  'child_process',
  'os',
  'url',
  'worker_threads',
  'readline',
  'perf_hooks',
  'async_hooks',
  'assert',
  'tty',
  'v8',
  'vm',
  'dgram',
  'cluster',
  'module',
];

const silent = { floor: { low: 0, mid: 0, high: 0 }, lambdaPerReferenceMs: { low: 1, mid: 1, high: 1 } };

/** Bundled and minified, then as files. */
export async function measureOne(
  specifier: string,
  folder: string,
  starter: Starter,
): Promise<Measured | { readonly failed: string }> {
  const entry = `entry-${specifier.replaceAll(/[^\w.-]+/g, '_')}.js`;
  const loads = [...BUILT_INS, ...(BESIDES[specifier] ?? []), specifier].map((name) => `require('${name}');`);
  writeFileSync(join(folder, entry), `${loads.join('\n')}\nexports.handler = async () => {};\n`);
  const bundle = await measureAs(functionOf(entry, { tool: 'esbuild', minify: true }), folder, starter);
  if ('failed' in bundle) return bundle;
  const files = await sharesOf(functionOf(entry, { tool: 'zip', folder: '.' }), folder, starter);
  return {
    specifier,
    bundleMs: sumOf(bundle.parts),
    bundleBytes: bundle.parts.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(!('failed' in files) && {
      filesMs: round(bundle.parts.reduce((sum, { name }) => sum + (files.get(name) ?? 0), 0)),
    }),
    packages: bundle.parts.map(({ raw, ...part }) => {
      return { ...part, ...(!('failed' in files) && { files: { ...raw, ms: round(files.get(part.name) ?? 0) } }) };
    }),
  };
}

interface Part {
  readonly name: string;
  readonly version: string;
  readonly format: string;
  readonly bytes: number;
  readonly ms: number;
  /** Of the files that the bundle was made from. */
  readonly raw: { readonly bytes: number; readonly count: number };
}

async function measureAs(
  fn: LambdaFunction,
  root: string,
  starter: Starter,
): Promise<{ readonly parts: readonly Part[] } | Failed> {
  const report = await bundleFunctions(
    [fn],
    optionsOf(root),
    createNodeHost(() => {}),
  );
  const [bundle] = report.functions;
  if (!bundle) return { failed: report.problems[0]?.message ?? 'was not built' };
  const shares = await sharesOf(fn, root, starter);
  if ('failed' in shares) return shares;
  const parts = loadedPackages(bundle).map(({ name, bytes, format }): Part => {
    const version = bundle.packages.find((each) => each.name === name)?.version ?? '';
    return { name, version, format, bytes, ms: round(shares.get(name) ?? 0), raw: rawOf(name, bundle, root) };
  });
  return { parts };
}

interface Failed {
  readonly failed: string;
}

/** Local ms by package, at the speed of the machine of the reference. */
async function sharesOf(
  fn: LambdaFunction,
  root: string,
  starter: Starter,
): Promise<ReadonlyMap<string, number> | Failed> {
  const request = { starter, modelOf: () => silent, runs: RUNS, limitMs: LIMIT_MS };
  const { measured, problems } = await measureFunctions(
    [fn],
    optionsOf(root),
    createNodeHost(() => {}),
    request,
  );
  const init = measured.get(fn.id);
  if (!init) return { failed: problems[0]?.message ?? 'was not measured' };
  const executed = init.shares.filter(({ kind }) => kind === 'execute');
  return new Map(executed.map(({ name, ms }) => [name, ms / init.slowness]));
}

function rawOf(name: string, { contents }: DetailedBundle, root: string): Part['raw'] {
  const files = contents.filter((module) => module.package === name).map(({ file }) => join(root, file));
  const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), count: files.length };
}

function sumOf(parts: readonly Part[]): number {
  return round(parts.reduce((sum, { ms }) => sum + ms, 0));
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}

function functionOf(file: string, build: LambdaFunction['build']): LambdaFunction {
  const declaredIn = { file, line: 1, kind: 'code' } as const;
  const name = `${file} ${build!.tool}`;
  return {
    id: name,
    name,
    handler: { file, export: 'handler', line: 1 },
    declaredIn,
    runtime: `nodejs${NODE}.x`,
    eventSources: [],
    build,
  };
}
