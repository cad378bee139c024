import { posix } from 'node:path';
import type { Budget, BundleOptions, FunctionFilter, GivenBuild } from '../model/options.js';
import type { ConfigLayer } from './load-config.js';
import type { RawBudget, RawBuild } from './raw-config.js';
import { toBytes, toGrowth } from './size.js';

/** What the layers say of bundles, the outermost first. */
export function bundleOptionsOf(layers: readonly ConfigLayer[], root: string): BundleOptions {
  return {
    budgets: layers.flatMap(({ config, folder, placeOf }) =>
      (config.bundle?.budgets ?? []).map((raw, index) => {
        const place = placeOf?.(['bundle', 'budgets', index]);
        return { ...toBudget(raw, folder), ...(place && { place }) };
      }),
    ),
    builds: layers.flatMap(({ config, folder }) =>
      (config.bundle?.builds ?? []).map((raw) => toBuild(raw, folder, root)),
    ),
  };
}

function toBudget(
  { functions, zipped, unzipped, packages = {}, growth, coldStartMs }: RawBudget,
  folder: string,
): Budget {
  return {
    ...toFilter(functions, folder),
    ...(zipped !== undefined && { zippedBytes: toBytes(zipped) }),
    ...(unzipped !== undefined && { unzippedBytes: toBytes(unzipped) }),
    ...(coldStartMs !== undefined && { coldStartMs }),
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
