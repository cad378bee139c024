import { absolutePath, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { type Manifest, namesIn, readManifest } from '../../sources/manifest.js';

/** One installed package. */
interface InstalledPackage {
  readonly name: string;
  /** Absolute, without links on the way; tells copies apart. */
  readonly folder: string;
  /** Folders of the packages that it depends on. */
  readonly dependencies: readonly string[];
}

/** Packages that follow from a package.json, as Node.js would find them from there. */
export interface Installed {
  /** By folder. */
  readonly packages: ReadonlyMap<string, InstalledPackage>;
  /** Folders of the packages that the package.json itself names. */
  readonly direct: readonly string[];
  /** Named by somebody, needed and not installed. */
  readonly missing: readonly string[];
}

/** Which packages a package.json names: those that `install --omit=dev` installs, those for development, or both. */
export type DependencyKind = 'production' | 'development' | 'all';

/**
 * The packages that a folder's package.json asks for and everything that those ask for: installed ones only, found as Node.js
 * does, so that hoisted and nested copies, the links of pnpm and those of workspaces all lead to the right folder.
 */
export function installedFor(folder: string, kind: DependencyKind, host: Host): Installed {
  const start = host.realPath(folder);
  const manifest = readManifest(start, host) ?? {};
  return follow(start, { required: requiredBy(manifest, kind), optional: optionalIn(manifest, kind) }, host);
}

/** The named packages as seen from a folder, with everything that they ask for. */
export function installedNamed(names: readonly string[], folder: string, host: Host): Installed {
  return follow(host.realPath(folder), { required: names, optional: [] }, host);
}

interface RequiredPackages {
  readonly required: readonly string[];
  /** Taken where they are installed. */
  readonly optional: readonly string[];
}

function follow(start: string, wanted: RequiredPackages, host: Host): Installed {
  const packages = new Map<string, InstalledPackage>();
  const missing = new Set<string>();
  const pending: { readonly folder: string; readonly name: string }[] = [];
  const find = ({ required, optional }: RequiredPackages, from: string): readonly string[] => {
    const found = [...new Set([...required, ...optional])].flatMap((name) => {
      const folder = resolvePackage(name, from, host);
      if (folder === undefined && required.includes(name)) missing.add(name);
      return folder === undefined ? [] : [{ folder, name }];
    });
    pending.push(...found);
    return found.map(({ folder }) => folder);
  };
  const direct = find(wanted, start);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { folder, name } = next;
    if (packages.has(folder)) continue;
    const manifest = readManifest(folder, host) ?? {};
    const needs = {
      required: requiredBy(manifest, 'production'),
      optional: [...optionalIn(manifest, 'production'), ...peersOf(manifest)],
    };
    packages.set(folder, { name, folder, dependencies: find(needs, folder) });
  }
  return { packages, direct, missing: [...missing].sort() };
}

/** From the folder upwards, the first `node_modules` that has it. */
export function resolvePackage(name: string, from: string, host: Host): string | undefined {
  const found = foldersUpwards(from)
    .filter((folder) => !folder.endsWith('/node_modules'))
    .map((folder) => absolutePath(folder, `node_modules/${name}`))
    .find((candidate) => host.isDirectory(candidate) && holdsPackage(candidate, host));
  return found && host.realPath(found);
}

/** An install that broke off leaves folders without a file. */
function holdsPackage(folder: string, host: Host): boolean {
  if (host.isFile(`${folder}/package.json`)) return true;
  return host.listTree(folder, (path) => !path.endsWith('/node_modules')).files.length > 0;
}

export function requiredBy(manifest: Manifest, kind: DependencyKind): readonly string[] {
  const optional = namesIn(manifest.optionalDependencies);
  const names = [
    ...(kind === 'development' ? [] : namesIn(manifest.dependencies)),
    ...(kind === 'production' ? [] : namesIn(manifest.devDependencies)),
  ];
  // A package in both lists is optional to npm.
  return names.filter((name) => !optional.includes(name));
}

function optionalIn(manifest: Manifest, kind: DependencyKind): readonly string[] {
  return kind === 'development' ? [] : namesIn(manifest.optionalDependencies);
}

/** npm installs peers by itself, unless they are optional. */
export function peersOf({ peerDependencies, peerDependenciesMeta = {} }: Manifest): readonly string[] {
  const meta = peerDependenciesMeta as Readonly<Record<string, { readonly optional?: boolean } | undefined>>;
  return namesIn(peerDependencies).filter((name) => meta[name]?.optional !== true);
}
