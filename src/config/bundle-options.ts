import { posix } from 'node:path';
import bytes from 'bytes-iec';
import { ConfigError } from '../model/errors.js';
import type { Budget, BundleOptions, FunctionFilter, GivenBuild, Growth } from '../model/options.js';
import type { ConfigLayer } from './load-config.js';
import type { RawBudget, RawBuild } from './raw-config.js';

/** What the layers say of bundles, the outermost first. */
export function bundleOptionsOf(layers: readonly ConfigLayer[], root: string): BundleOptions {
  return {
    budgets: layers.flatMap(({ config, folder }) => (config.bundle?.budgets ?? []).map((raw) => toBudget(raw, folder))),
    builds: layers.flatMap(({ config, folder }) =>
      (config.bundle?.builds ?? []).map((raw) => toBuild(raw, folder, root)),
    ),
  };
}

function toBudget({ functions, zipped, unzipped, packages = {}, growth }: RawBudget, folder: string): Budget {
  return {
    ...toFilter(functions, folder),
    ...(zipped !== undefined && { zippedBytes: toBytes(zipped) }),
    ...(unzipped !== undefined && { unzippedBytes: toBytes(unzipped) }),
    packages: Object.fromEntries(Object.entries(packages).map(([name, size]) => [name, toBytes(size)])),
    ...(growth !== undefined && { growth: toGrowth(growth) }),
  };
}

function toBuild({ functions, runtime, ...build }: RawBuild, base: string, root: string): GivenBuild {
  const folder =
    build.folder === undefined ? {} : { folder: posix.relative(root, posix.resolve(base, build.folder)) || '.' };
  return { ...toFilter(functions, base), ...(runtime !== undefined && { runtime }), build: { ...build, ...folder } };
}

function toFilter(functions: readonly string[] = ['*'], base: string): FunctionFilter {
  return { base, functions };
}

function toGrowth(growth: number | string): Growth {
  const [, percent] = /^\s*([\d.]+)\s*%$/.exec(String(growth)) ?? [];
  return percent === undefined ? { bytes: toBytes(growth) } : { percent: Number(percent) };
}

/** `250000`, `"250 kB"` (1,000 bytes each), `"250 KiB"` (1,024 bytes each). */
function toBytes(size: number | string): number {
  const parsed = bytes.parse(size);
  if (parsed === null || Number.isNaN(parsed))
    throw new ConfigError(`"${size}" is no size. Write a number of bytes, or for instance "250 kB".`);
  return parsed;
}
