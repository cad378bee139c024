import { absolutePath, folderOf, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';

/** The packages that an installed package needs, and those that they need; empty where it is not installed. */
export type DependenciesOf = (name: string, file: string) => ReadonlySet<string>;

/** More than any package of a function has; a guard against trees that are broken. */
const MOST = 2000;

export function createDependencies(host: Host): DependenciesOf {
  const manifests = new Map<string, readonly string[] | undefined>();
  const direct = (folder: string): readonly string[] | undefined => {
    if (!manifests.has(folder)) manifests.set(folder, readDependencies(folder, host));
    return manifests.get(folder);
  };
  /** As Node looks for it: in `node_modules` of each folder upwards. */
  const find = (name: string, from: string): string | undefined => {
    for (const folder of foldersUpwards(from)) {
      const candidate = absolutePath(folder, `node_modules/${name}`);
      if (!folder.endsWith('/node_modules') && direct(candidate)) return candidate;
    }
    return undefined;
  };
  const answers = new Map<string, ReadonlySet<string>>();
  const closureOf = (start: string): ReadonlySet<string> => {
    const names = new Set<string>();
    const folders = new Set([start]);
    for (const folder of folders) {
      for (const name of folders.size < MOST ? (direct(folder) ?? []) : []) {
        names.add(name);
        const next = find(name, folder);
        if (next) folders.add(next);
      }
    }
    return names;
  };
  return (name, file) => {
    const folder = find(name, folderOf(file));
    if (!folder) return new Set();
    const known = answers.get(folder) ?? closureOf(folder);
    answers.set(folder, known);
    return known;
  };
}

function readDependencies(folder: string, host: Host): readonly string[] | undefined {
  const manifest = readManifest(folder, host);
  return manifest && namesIn(manifest.dependencies);
}
