import { posix } from 'node:path';
import type { Budget, BundleOptions, FunctionFilter, GivenBuild } from '../model/options.js';
import type { ConfigLayer } from './load-config.js';
import type { RawBudget, RawBuild } from './raw-config.js';
import { toBytes, toGrowth } from './size.js';

/** What the layers say of bundles, the outermost first. */
export function bundleOptionsOf(layers: readonly ConfigLayer[], root: string): BundleOptions {
  return {
    budgets: layers.flatMap((layer) =>
      (layer.config.bundle?.budgets ?? []).map((raw, index) => ({
        ...toBudget(raw, layer.folder),
        ...placed(layer, 'budgets', index),
      })),
    ),
    builds: layers.flatMap((layer) =>
      (layer.config.bundle?.builds ?? []).map((raw, index) => ({
        ...toBuild(raw, layer.folder, root),
        ...placed(layer, 'builds', index),
      })),
    ),
  };
}

function placed({ placeOf }: ConfigLayer, key: keyof BundleOptions, index: number): Pick<FunctionFilter, 'place'> {
  const place = placeOf?.(['bundle', key, index]);
  return place ? { place } : {};
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
