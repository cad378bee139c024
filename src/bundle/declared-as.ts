import { posix } from 'node:path';
import type { PackageShare } from '../model/bundle.js';
import type { Host } from '../model/host.js';
import { parseObject } from './parse-object.js';

/** Under which key the package.json nearest to a file lists a package. Takes absolute paths. */
export type DeclaredAs = (importer: string, name: string) => PackageShare['declaredAs'];

/** Looks from the importing file's folder upwards, to the root at most, as one package.json may leave a package to another above it. */
export function createDeclaredAs(host: Host, root: string): DeclaredAs {
  const manifests = new Map<string, Manifest>();
  const manifestIn = (folder: string): Manifest => {
    if (!manifests.has(folder)) manifests.set(folder, parse(host.readText(posix.join(folder, 'package.json'))));
    return manifests.get(folder)!;
  };
  return (importer, name) => {
    for (let folder = posix.dirname(importer); folder.startsWith(root); folder = posix.dirname(folder)) {
      const { dependencies, devDependencies } = manifestIn(folder);
      if (dependencies.has(name)) return 'dependencies';
      if (devDependencies.has(name)) return 'devDependencies';
      if (folder === root) break;
    }
    return undefined;
  };
}

interface Manifest {
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
}

function parse(text: string | undefined): Manifest {
  const manifest = parseObject(text);
  const names = (key: string): readonly string[] => Object.keys(Object(manifest[key]));
  const needed = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap(names);
  return { dependencies: new Set(needed), devDependencies: new Set(names('devDependencies')) };
}
