import { memoiseBy } from '../../lib/memoise.js';
import { isBelow, relativePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { createPackageOf, type PackageOf } from '../packages/packages.js';
import {
  createIsLeftOptional,
  createLacksPeer,
  createLacksRequired,
  type LacksRequired,
} from '../packages/required.js';
import { type Layers, layersKey, openLayers } from './layers.js';
import { createZipSizes, type ZipSizeOf } from './zip-sizes.js';

/** What all weighing of files shares, and remembers for a run. */
export interface FileTools {
  readonly host: Host;
  /** Absolute. */
  readonly root: string;
  readonly packageOf: PackageOf;
  readonly lacksRequired: LacksRequired;
  readonly lacksPeer: LacksRequired;
  readonly isLeftOptional: LacksRequired;
  readonly zipSizeOf: ZipSizeOf;
  readonly layersOf: (fn: LambdaFunction) => Layers;
  /** Paths relative to the root, whether they were seen through a link or not. */
  readonly relative: (path: string) => string;
}

export function createFileTools(root: string, host: Host): FileTools {
  // A package.json that is no text says nothing, and costs nothing else.
  const packageOf = createPackageOf(host);
  return {
    host,
    root,
    packageOf,
    lacksRequired: createLacksRequired(host, root, packageOf),
    lacksPeer: createLacksPeer(host, root, packageOf),
    isLeftOptional: createIsLeftOptional(host, root, packageOf),
    zipSizeOf: createZipSizes(host),
    layersOf: memoiseBy(layersKey, (fn) => openLayers(fn, root, host)),
    relative: relativeTo(root, host.realPath(root)),
  };
}

function relativeTo(root: string, realRoot: string): (path: string) => string {
  // What is outside was found by following links.
  return (path) => relativePath(isBelow(path, root) ? root : realRoot, path);
}
