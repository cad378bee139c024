import { absolutePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { sum } from '../bytes.js';
import { namesIn, readManifest } from '../manifest.js';

export interface Layers {
  /** Unpacked. */
  readonly bytes: number;
  /** A sentence each. */
  readonly assumptions: readonly string[];
  /** Does a layer hold the package? */
  has(name: string): boolean;
  /** The same, and yes where the content of a layer is not known, as its folder is not there. */
  mayHave(name: string): boolean;
}

/** The layers of a function that stand in the project, as they are there now. */
export function readLayers({ layers = [] }: LambdaFunction, root: string, host: Host): Layers {
  const folders = layers.map((layer) => absolutePath(root, layer));
  const known = folders.filter((folder) => host.isDirectory(folder));
  const absent = layers.filter((_, index) => !known.includes(folders[index]!));
  const needed = known.flatMap((folder) =>
    ['', '/nodejs'].flatMap((below) => namesIn(readManifest(folder + below, host)?.dependencies)),
  );
  const has = (name: string): boolean =>
    needed.includes(name) ||
    known.some((folder) => ['', 'nodejs/'].some((below) => host.isDirectory(`${folder}/${below}node_modules/${name}`)));
  return {
    bytes: known.reduce((total, folder) => total + sum(host.listTree(folder).files), 0),
    assumptions: absent.map((layer) => `The layer ${layer} is not counted: no folder is there.`),
    has,
    mayHave: (name) => absent.length > 0 || has(name),
  };
}
