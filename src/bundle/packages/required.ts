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
