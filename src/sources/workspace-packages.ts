import { isNamedBy } from '../lib/named-by.js';
import { absolutePath, folderOf, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import { foldersAround } from './checkout.js';
import { type OwnPackage, readOwnPackage } from './own-package.js';
import { createPackageNamed } from './package-named.js';
import { manifestGlobs, workspaceGlobs } from './workspace-globs.js';

export interface SourceOptions {
  /** Absolute. */
  readonly root: string;
  /** Globs relative to the root. */
  readonly ignore: readonly string[];
}

/**
 * Packages by name, so that an import of one leads to its source without an install: those below the root, those of
 * the workspace that the root is a part of, and folders that one of them names as a dependency.
 */
export async function findWorkspacePackages({ root, ignore }: SourceOptions, host: Host): Promise<PackageNamed> {
  const isIgnored = isNamedBy(ignore);
  const below = await host.listFiles(root, ['**/package.json'], { ignore });
  const folders = [...below, ...(workspaceAround(root, host)?.manifests ?? [])].map(folderOf);
  const isWanted = (folder: string): boolean => !isIgnored(relativePath(root, absolutePath(folder, 'package.json')));
  // Most projects import no package of theirs where we look, so that no manifest is read for that.
  let packageNamed: PackageNamed | undefined;
  return (name, from) => {
    packageNamed ??= createPackageNamed(readPackages(folders, isWanted, host), host);
    return packageNamed(name, from);
  };
}

/** With those that they link to. */
function readPackages(folders: readonly string[], isWanted: (folder: string) => boolean, host: Host): OwnPackage[] {
  const packages: OwnPackage[] = [];
  const wanted = new Set(folders);
  // A set also walks over what is added on the way.
  for (const folder of wanted) {
    if (!isWanted(folder)) continue;
    const found = readOwnPackage(folder, host);
    packages.push(found);
    for (const linked of found.links.values()) wanted.add(linked);
  }
  return packages;
}

interface WorkspaceAround {
  readonly top: string;
  /** Of the top and of all packages; absolute. */
  readonly manifests: readonly string[];
}

/** The nearest workspace above that has the root among its packages, in one of them, or around some. */
export function workspaceAround(root: string, host: Host): WorkspaceAround | undefined {
  for (const folder of foldersAround(root, host)) {
    const globs = workspaceGlobs(folder, host);
    if (globs.length === 0) continue;
    const manifests = listManifests(folder, globs, host);
    const packages = manifests.map(folderOf).filter((path) => path !== folder);
    if (packages.some((path) => isWithin(root, path) || isWithin(path, root))) return { top: folder, manifests };
  }
  return undefined;
}

function listManifests(folder: string, globs: readonly string[], host: Host): readonly string[] {
  const { wanted, ignore } = manifestGlobs(globs);
  return host.listFilesSync(folder, ['package.json', ...wanted], { ignore, isSparse: true });
}
