import type { Host } from '../../model/host.js';
import { readManifest } from '../../sources/manifest.js';

/** The package that a module of a bundle comes from; `undefined` for the project's own code. */
export interface ModulePackage {
  readonly name: string;
  /** Absolute; tells copies of one package apart. */
  readonly folder: string;
  /** Empty where its package.json does not say. */
  readonly version: string;
  readonly sideEffects: boolean | 'some';
  /** What its files are unless their names say otherwise. */
  readonly format: 'esm' | 'cjs';
}

export type PackageOf = (path: string) => ModulePackage | undefined;

/** By the last `node_modules` in a path, which holds for npm, for the store of pnpm, and for the archives of Yarn Plug'n'Play. */
export function createPackageOf(host: Pick<Host, 'readText'>): PackageOf {
  const byFolder = new Map<string, ModulePackage>();
  const find = (path: string): ModulePackage | undefined => {
    const match = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path);
    if (!match) return undefined;
    const [, folder = '', name = ''] = match;
    if (!byFolder.has(folder)) byFolder.set(folder, { name, folder, ...factsOf(folder, host) });
    return byFolder.get(folder);
  };
  // Asked for every import, once for each package of a bundle.
  const known = new Map<string, ModulePackage | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path);
  };
}

/** Yarn names its archives by what is in them: `lodash-npm-4.17.21-6382451519-8.zip`. */
function archivedVersion(folder: string): string {
  const [, version = ''] = /-npm-(\d[^/]*?)-[0-9a-f]{10}(?:-\w+)?\.zip\/node_modules\//.exec(folder) ?? [];
  return version;
}

function factsOf(folder: string, host: Pick<Host, 'readText'>): Omit<ModulePackage, 'name' | 'folder'> {
  const { version, sideEffects, type } = readManifest(folder, host) ?? {};
  return {
    version: typeof version === 'string' ? version : archivedVersion(folder),
    sideEffects: Array.isArray(sideEffects) ? 'some' : sideEffects !== false,
    format: type === 'module' ? 'esm' : 'cjs',
  };
}
