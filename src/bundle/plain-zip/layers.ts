import { isOfDeployTool } from '../../derived/deploy-tool.js';
import { absolutePath, folderOf, isBelow, relativePath } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host, TreeFile } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';
import { packageNames } from '../packages/package-names.js';
import { isProvided, packageNameOf } from '../packages/provided.js';
import { sum } from '../weigh/bytes.js';
import { type Installed, installedFor } from './node-packages.js';
import { filesOfPackages } from './package-files.js';

export interface Layers {
  /** Unpacked. */
  readonly bytes: number;
  /** A sentence each. */
  readonly assumptions: readonly string[];
  /** Those whose folder is not there, relative to the root. */
  readonly absent: readonly string[];
  /** What they list and do not hold, by the folder of the package.json, relative to the root. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  /** Does a layer hold the package, or list it? */
  has(name: string): boolean;
  /** The same, and yes where the content of a layer is not known, as its folder is not there. */
  mayHave(name: string): boolean;
  /** The same, and yes where there is a layer that is none of the project, or is packed already. */
  mayBring(name: string): boolean;
}

/** The layers of a function that stand in the project, as they are there now. */
export function openLayers(fn: LambdaFunction, root: string, host: Host): Layers {
  const { layers = [] } = fn;
  // What is packed already may hold anything, and is there.
  const packed = layers.filter((layer) => host.isFile(absolutePath(root, layer)));
  const isOpen = mayHaveOthers(fn) || packed.length > 0;
  const isThere = (layer: string): boolean => host.isDirectory(absolutePath(root, layer));
  const absent = layers.filter((layer) => !isThere(layer) && !packed.includes(layer));
  const known = layers.filter(isThere).map((layer) => readLayer(layer, root, host));
  const held = new Set(known.flatMap((each) => each.held));
  const names = new Set([...held, ...known.flatMap(({ manifests }) => manifests.flatMap(({ listed }) => listed))]);
  const has = (name: string): boolean => names.has(name);
  return {
    bytes: known.reduce((total, { bytes }) => total + bytes, 0),
    assumptions: [
      ...absent.map((layer) => `The layer ${layer} is not counted: its folder does not exist.`),
      ...packed.map((layer) => `The layer ${layer} is not counted: it is already packed.`),
    ],
    absent,
    missing: missingIn(
      known.flatMap(({ manifests }) => manifests),
      held,
    ),
    has,
    mayHave: (name) => absent.length > 0 || has(name),
    mayBring: (name) => isOpen || absent.length > 0 || has(name),
  };
}

/** Equal for functions with the same layers. */
export function layersKey(fn: LambdaFunction): string {
  return JSON.stringify([fn.layers, mayHaveOthers(fn)]);
}

/** Of functions that code alone tells of, nobody has read which layers they have. */
function mayHaveOthers({ hasForeignLayers = false, declaredIn }: LambdaFunction): boolean {
  return hasForeignLayers || !isOfDeployTool(declaredIn);
}

/** Where a package.json in a layer stands, relative to the root, and what it says. */
interface LayerManifest {
  readonly folder: string;
  readonly listed: readonly string[];
  readonly installed: Installed;
}

interface Layer {
  readonly bytes: number;
  /** Names of the packages that are in it. */
  readonly held: readonly string[];
  readonly manifests: readonly LayerManifest[];
}

/** Where Node.js looks for packages of a layer, and what `sam build` moves there. */
const PACKAGE = /^(?:nodejs\/(?:node\d+\/)?)?node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!node_modules\/)./;
const MANIFEST = /^(?:nodejs\/(?:node\d+\/)?)?package\.json$/;

function readLayer(layer: string, root: string, host: Host): Layer {
  const folder = absolutePath(root, layer);
  const { files } = host.listTree(folder);
  const paths = files.map(({ path }) => relativePath(folder, path));
  const manifests = paths
    .filter((path) => MANIFEST.test(path))
    .map((path) => folderOf(absolutePath(folder, path)))
    .map((home): LayerManifest => {
      const listed = namesIn(readManifest(home, host)?.dependencies);
      return { folder: relativePath(root, home), listed, installed: installedFor(home, 'production', host) };
    });
  return {
    bytes: sum(files) + sum(filesAbove(manifests, files, folder, host)),
    held: paths.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []),
    manifests,
  };
}

/** Of packages that a workspace keeps above the layer; an install would put them into it. */
function filesAbove(
  manifests: readonly LayerManifest[],
  files: readonly TreeFile[],
  folder: string,
  host: Host,
): readonly TreeFile[] {
  const real = host.realPath(folder);
  const isHere = (each: string): boolean =>
    isBelow(each, real) || files.some(({ realPath }) => isBelow(realPath, each));
  const packages = manifests.flatMap(({ installed }) => [...installed.packages]).filter(([each]) => !isHere(each));
  return filesOfPackages({ packages: new Map(packages) }, host);
}

/** A script may install from one package.json of a layer and put the packages elsewhere in it. */
function missingIn(manifests: readonly LayerManifest[], held: ReadonlySet<string>): Layers['missing'] {
  const lacking = manifests.flatMap(({ folder, installed }) => {
    const missing = installed.missing.filter((name) => !held.has(name));
    return missing.length > 0 ? [[folder, missing] as const] : [];
  });
  return Object.fromEntries(lacking);
}

/** What layers add to what is told of a function. */
export type LayerShare = Pick<
  DetailedBundle,
  'missing' | 'missingInLayers' | 'absentLayers' | 'layerBytes' | 'loadedFromLayers'
>;

/**
 * Names are added to those that the function's own package lacks. What the runtime brings along, a layer need not hold.
 *
 * @param loaded what is loaded from outside of the package.
 */
export function withLayers(
  missing: readonly string[],
  layers: Layers,
  fn: LambdaFunction,
  loaded: readonly string[] = [],
): LayerShare {
  const lacking = Object.entries(layers.missing).flatMap(([folder, names]) => {
    const needed = names.filter((name) => !isProvided(name, fn));
    return needed.length > 0 ? [[folder, needed] as const] : [];
  });
  const all = packageNames([...missing, ...lacking.flatMap(([, names]) => names)]);
  const loadedFromLayers = loaded.filter((name) => isOfLayers(name, layers) && !all.includes(packageNameOf(name)));
  return {
    layerBytes: layers.bytes,
    missing: all,
    ...(loadedFromLayers.length > 0 && { loadedFromLayers }),
    ...(lacking.length > 0 && { missingInLayers: Object.fromEntries(lacking) }),
    ...(layers.absent.length > 0 && { absentLayers: layers.absent }),
  };
}

/** Without a folder in the project, nobody knows. */
function isOfLayers(specifier: string, { bytes, has }: Layers): boolean {
  return bytes > 0 && (specifier.startsWith('/opt/') || has(packageNameOf(specifier)));
}
