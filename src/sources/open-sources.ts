import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import { createPackages, type Packages } from './packages.js';
import { createTsconfigs, type Tsconfigs } from './tsconfigs.js';
import { findWorkspacePackages, type SourceOptions } from './workspace-packages.js';

/** What manifests and tsconfigs say of the code of a project. Whoever follows its imports asks these, so that all see the same. */
export interface Sources {
  /** Absolute. */
  readonly root: string;
  readonly packageOf: Packages;
  readonly packageNamed: PackageNamed;
  readonly tsconfigs: Tsconfigs;
}

export async function openSources(options: SourceOptions, host: Host): Promise<Sources> {
  return createSources(options.root, await findWorkspacePackages(options, host), host);
}

/** @param root absolute. */
export function createSources(root: string, packageNamed: PackageNamed, host: Host): Sources {
  return { root, packageNamed, packageOf: createPackages(root, host), tsconfigs: createTsconfigs(root, host) };
}
