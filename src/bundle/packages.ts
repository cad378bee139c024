import { posix } from 'node:path';
import type { Host } from '../model/host.js';

/** The package that a module of a bundle comes from; `undefined` for the project's own code. */
export interface ModulePackage {
  readonly name: string;
  /** Absolute; tells copies of one package apart. */
  readonly folder: string;
  readonly version?: string;
}

export type PackageOf = (path: string) => ModulePackage | undefined;

/** By the last `node_modules` in a path, which holds for npm, for the store of pnpm, and for the archives of Yarn Plug'n'Play. */
export function createPackageOf(host: Host): PackageOf {
  const versions = new Map<string, string | undefined>();
  const versionIn = (folder: string): string | undefined => {
    if (!versions.has(folder)) versions.set(folder, readVersion(folder, host));
    return versions.get(folder);
  };
  const find = (path: string): ModulePackage | undefined => {
    const match = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path);
    if (!match) return undefined;
    const [, folder = '', name = ''] = match;
    return { name, folder, version: versionIn(folder) };
  };
  // Asked for every import, once for each package of a bundle.
  const known = new Map<string, ModulePackage | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path);
  };
}

function readVersion(folder: string, host: Host): string | undefined {
  try {
    const { version } = JSON.parse(host.readText(posix.join(folder, 'package.json')) ?? '{}');
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
