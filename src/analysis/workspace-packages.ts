import { askedFor } from '../engine/asked-for.js';
import { absolutePath, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { PackageNamed } from '../model/package-named.js';
import { type OwnPackage, readOwnPackage } from '../project/own-package.js';
import { createPackageNamed } from '../project/package-named.js';
import { manifestGlobs, workspaceGlobs } from '../project/workspace-globs.js';

/**
 * Packages by name, so that an import of one leads to its source without an install: those below the root, those of
 * the workspace that the root is a part of, and folders that one of them names as a dependency.
 */
export async function findWorkspacePackages(options: Options, host: Host): Promise<PackageNamed> {
  const { root, ignore } = options;
  const isWanted = askedFor({ ...options, paths: [] });
  const packages: OwnPackage[] = [];
  const below = await host.listFiles(root, ['**/package.json'], { ignore });
  const folders = new Set([...below, ...(await manifestsAround(root, host))].map(folderOf));
  // A set also walks over what is added on the way.
  for (const folder of folders) {
    if (!isWanted(relativePath(root, absolutePath(folder, 'package.json')))) continue;
    const found = readOwnPackage(folder, host);
    packages.push(found);
    for (const linked of found.links.values()) folders.add(linked);
  }
  return createPackageNamed(packages, host);
}

/** The manifests of the nearest workspace above that has the root among its packages, in one of them, or around some. */
async function manifestsAround(root: string, host: Host): Promise<readonly string[]> {
  for (const folder of foldersAround(root, host)) {
    const globs = workspaceGlobs(folder, host);
    if (globs.length === 0) continue;
    const manifests = await listManifests(folder, globs, host);
    const packages = manifests.map(folderOf).filter((path) => path !== folder);
    if (packages.some((path) => isWithin(root, path) || isWithin(path, root))) return manifests;
  }
  return [];
}

/** The folders above, up to the top of the checkout; never the home folder. */
function foldersAround(root: string, host: Host): readonly string[] {
  const isTop = (folder: string): boolean => host.isDirectory(`${folder}/.git`) || host.isFile(`${folder}/.git`);
  const folders = foldersUpwards(root);
  const ends = [folders.findIndex(isTop) + 1, folders.indexOf(host.home ?? '')].filter((end) => end > 0);
  return folders.slice(1, Math.min(...ends, folders.length));
}

function listManifests(folder: string, globs: readonly string[], host: Host): Promise<readonly string[]> {
  const { wanted, ignore } = manifestGlobs(globs);
  return host.listFiles(folder, ['package.json', ...wanted], { ignore, isSparse: true });
}
