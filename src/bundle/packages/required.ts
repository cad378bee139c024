import { memoiseBy } from '../../lib/memoise.js';
import { commonFolder, folderOf, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { type Manifest, readManifest } from '../../sources/manifest.js';
import { peersOf, requiredBy, resolvePackage } from '../plain-zip/node-packages.js';
import type { PackageOf } from './packages.js';
import { packageNameOf } from './provided.js';

/** Does the package that owns a file list another one as needed, and is that not installed? Takes an absolute path and what the file imports. */
export type LacksRequired = (importer: string, specifier: string) => boolean;

/**
 * What stands around an import says how a module fails without it; `dependencies` say whether a deployment is without it. Of the project's own files,
 * a package.json may leave a package to another above it.
 */
export function createLacksRequired(host: Host, root: string, packageOf: PackageOf): LacksRequired {
  return createLacks((manifest) => requiredBy(manifest, 'production'), host, root, packageOf);
}

/** The same of peers. Not every install brings them along, so that only those count that are imported and that nothing handles the absence of. */
export function createLacksPeer(host: Host, root: string, packageOf: PackageOf): LacksRequired {
  return createLacks(peersOf, host, root, packageOf);
}

/**
 * Is it a peer that the importing package calls optional, that is not installed, and that the project does not ask for? Such a package finds out by
 * itself: NestJS loads `@nestjs/microservices` only where it is there.
 */
export function createIsLeftOptional(host: Host, root: string, packageOf: PackageOf): LacksRequired {
  const isOptional = createLacks(
    ({ peerDependenciesMeta = {} }) => optionalIn(peerDependenciesMeta),
    host,
    root,
    packageOf,
  );
  const isAskedFor = (importer: string, specifier: string): boolean =>
    foldersUpwards(importer.replace(/\/node_modules\/.*$/, ''), root).some((folder) =>
      requiredBy(readManifest(folder, host) ?? {}, 'all').includes(packageNameOf(specifier)),
    );
  return (importer, specifier) =>
    importer.includes('/node_modules/') && isOptional(importer, specifier) && !isAskedFor(importer, specifier);
}

function optionalIn(meta: unknown): readonly string[] {
  const entries = typeof meta === 'object' && meta !== null ? Object.entries(meta) : [];
  return entries.flatMap(([name, value]) =>
    (value as { optional?: unknown } | null)?.optional === true ? [name] : [],
  );
}

function createLacks(
  namesOf: (manifest: Manifest) => readonly string[],
  host: Host,
  root: string,
  packageOf: PackageOf,
): LacksRequired {
  const namesIn = memoiseBy(
    (folder: string) => folder,
    (folder) => new Set(namesOf(readManifest(folder, host) ?? {})),
  );
  return (importer, specifier) => {
    const name = packageNameOf(specifier);
    const top = packageOf(importer)?.folder ?? commonFolder(importer, root);
    const folder = folderOf(importer);
    const isRequired = foldersUpwards(folder, top).some((each) => namesIn(each).has(name));
    return isRequired && resolvePackage(name, folder, host) === undefined;
  };
}
