import { groupBy } from '../lib/group.js';
import { memoise } from '../lib/memoise.js';
import { absolutePath, commonFolder, folderOf, foldersUpwards, isBelow, isWithin } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import type { OwnPackage } from './own-package.js';
import { isInWorkspace } from './workspace-globs.js';

/**
 * Finds packages of ours by name. Many may have one name: copies of a project, services that each have a `common`, fixtures of tests.
 * Asked are, in this order, what is installed, the dependencies of the importing package, and the workspace around it; else
 * the nearest package is taken, so that one that is alone needs no install.
 */
export function createPackageNamed(packages: readonly OwnPackage[], host: Host): PackageNamed {
  const byFolder = new Map(packages.map((each) => [each.folder, each]));
  const byName = groupBy(packages, ({ name }) => name);
  const linkedNames = new Set(packages.flatMap(({ links }) => [...links.keys()]));
  const installed = createInstalled(host);
  const ofWorkspace = createWorkspaceFilter(host);

  const choose = (name: string, upwards: readonly string[]): string | undefined => {
    const candidates = (byName.get(name) ?? []).map(({ folder }) => folder);
    /** What is built into a package by the same name is made from it. What we do not know is ignored, or belongs to others. */
    const sourceOf = (target: string | undefined): string | undefined =>
      target === undefined
        ? undefined
        : (candidates.find((folder) => isBelow(target, folder)) ?? byFolder.get(target)?.folder);
    return (
      sourceOf(installed(name, upwards)) ??
      sourceOf(linked(name, upwards, byFolder)) ??
      (candidates.length < 2 ? candidates[0] : nearest(ofWorkspace(candidates, upwards), upwards))
    );
  };

  const cache = new Map<string, string | undefined>();
  return (name, from) => {
    if (!byName.has(name) && !linkedNames.has(name)) return undefined;
    const folder = folderOf(from);
    const key = `${folder}\0${name}`;
    if (!cache.has(key)) cache.set(key, choose(name, foldersUpwards(folder)));
    return cache.get(key);
  };
}

/** Where the nearest installed package of the name is a link to; nothing for a copy, which may be older than its source. */
function createInstalled(host: Host) {
  const hasModules = memoise((folder) => host.isDirectory(absolutePath(folder, 'node_modules')));
  return (name: string, upwards: readonly string[]): string | undefined => {
    const paths = upwards.filter(hasModules).map((folder) => absolutePath(folder, `node_modules/${name}`));
    const path = paths.find((each) => host.isDirectory(each));
    const target = path === undefined ? undefined : host.realPath(path);
    return target?.includes('/node_modules/') ? undefined : target;
  };
}

/** What the importing package has as that dependency, or one around it. */
function linked(name: string, upwards: readonly string[], byFolder: ReadonlyMap<string, OwnPackage>) {
  const importer = upwards.find((folder) => byFolder.get(folder)?.links.has(name));
  return importer === undefined ? undefined : byFolder.get(importer)?.links.get(name);
}

/** Keeps those that the innermost workspace with one of them names; all where none does. The home folder is no workspace. */
function createWorkspaceFilter(host: Host) {
  const workspaceAt = memoise((top) => isInWorkspace(top, host));
  return (candidates: readonly string[], upwards: readonly string[]): readonly string[] => {
    for (const top of upwards) {
      if (host.home !== undefined && isWithin(host.home, top)) break;
      const named = candidates.filter(workspaceAt(top));
      if (named.length > 0) return named;
    }
    return candidates;
  };
}

/** The first among those that share the most folders with the importing file. */
function nearest(candidates: readonly string[], [folder = '']: readonly string[]): string | undefined {
  const shared = candidates.map((each) => commonFolder(folder, each).length);
  return candidates[shared.indexOf(Math.max(...shared))];
}
