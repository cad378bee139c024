import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import type { Report } from './broken-json.js';
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

/** What is broken is reported once, when it is first asked for. */
export async function openSources(options: SourceOptions, host: Host, report: Report): Promise<Sources> {
  return createSources(options.root, await findWorkspacePackages(options, host), host, report);
}

/** @param root absolute. */
export function createSources(
  root: string,
  packageNamed: PackageNamed,
  host: Host,
  report: Report = () => {},
): Sources {
  return {
    root,
    packageNamed,
    packageOf: createPackages(root, host, report),
    tsconfigs: createTsconfigs(root, host, report),
  };
}
