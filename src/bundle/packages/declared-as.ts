import { memoise } from '../../lib/memoise.js';
import { commonFolder, folderOf, foldersUpwards } from '../../lib/paths.js';
import type { PackageShare } from '../../model/bundle.js';
import type { Host } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';

/** Under which key the package.json nearest to a file lists a package. Takes absolute paths. */
export type DeclaredAs = (importer: string, name: string) => PackageShare['declaredAs'];

/**
 * Looks from the importing file's folder upwards, as one package.json may leave a package to another above it: to the root at most, or to the
 * folder around both where the file lies outside.
 */
export function createDeclaredAs(host: Host, root: string): DeclaredAs {
  const manifestIn = memoise((folder) => dependenciesIn(folder, host));
  return (importer, name) => {
    for (const folder of foldersUpwards(folderOf(importer), commonFolder(importer, root))) {
      const { dependencies, devDependencies } = manifestIn(folder);
      if (dependencies.has(name)) return 'dependencies';
      if (devDependencies.has(name)) return 'devDependencies';
    }
    return undefined;
  };
}

interface ManifestDependencies {
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

function dependenciesIn(folder: string, host: Host): ManifestDependencies {
  const manifest = readManifest(folder, host) ?? {};
  const needed = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((key) => namesIn(manifest[key]));
  return { dependencies: new Set(needed), devDependencies: new Set(namesIn(manifest.devDependencies)) };
}
