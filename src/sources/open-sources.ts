import { textOf } from '../derived/text-of.js';
import { memoise } from '../lib/memoise.js';
import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import { brokenJson, type ReportProblem } from './broken-json.js';
import { createGitIgnored } from './git-ignored.js';
import { createPackages, type Package, type Packages } from './packages.js';
import { createTsconfigs, type Tsconfigs } from './tsconfigs.js';
import { findWorkspacePackages, type SourceOptions } from './workspace-packages.js';

/** What manifests and tsconfigs say of the code of a project. Whoever follows its imports asks these, so that all see the same. */
export interface ProjectSources {
  /** Absolute. */
  readonly root: string;
  readonly packageOf: Packages;
  readonly packageNamed: PackageNamed;
  readonly tsconfigs: Tsconfigs;
  /** Git keeps that file (absolute) out: it is made of others, or of what is not ours. */
  readonly isIgnored: (file: string) => boolean;
  /** Reports the package's manifest if it is broken. Those of fixtures are read as well, and are nobody's business. */
  checkPackage(own: Package): void;
}

/** What is broken is reported once, when it is first asked for. */
export async function openSources(options: SourceOptions, host: Host, report: ReportProblem): Promise<ProjectSources> {
  return createSources(options.root, await findWorkspacePackages(options, host), host, report);
}

/** @param root absolute. */
export function createSources(
  root: string,
  packageNamed: PackageNamed,
  host: Host,
  report: ReportProblem = () => {},
): ProjectSources {
  const packageOf = createPackages(root, host);
  return {
    root,
    packageNamed,
    packageOf,
    isIgnored: createGitIgnored(root, packageOf, host),
    tsconfigs: createTsconfigs(root, host, report),
    checkPackage: createPackageCheck(root, host, report),
  };
}

/** Each is told once. */
function createPackageCheck(root: string, host: Host, report: ReportProblem): ProjectSources['checkPackage'] {
  const check = memoise((folder) => {
    const path = `${folder}/package.json`;
    const problem = brokenJson(root, path, textOf(path, host) ?? '{}');
    if (problem) report(problem);
  });
  return ({ folder }) => check(folder);
}
