import type { BundledModule, DetailedBundle, PackageShare } from '../../model/bundle.js';
import { chainTo, moduleAt } from '../build/module-graph.js';
import { mainCopy } from '../packages/main-copy.js';
import type { PackageOf } from '../packages/packages.js';
import { entranceOf, formatOf } from '../weigh/attribute.js';
import { sum } from '../weigh/bytes.js';
import type { DeployedFile } from './deployed-file.js';
import { toOwnFile, type WeighedFiles, type WeighedPackage } from './file-weights.js';
import type { Way } from './way.js';

/** What deployed files say of one function. */
export type FileAttribution = Pick<
  DetailedBundle,
  'packages' | 'own' | 'assets' | 'contents' | 'modules' | 'unreachedBytes'
>;

/** Says of each deployed file whose it is, and whether an import leads there. Without a way nothing is known to be unreached. */
export function attributeFiles(
  weighed: WeighedFiles,
  way: Way | undefined,
  packageOf: PackageOf,
  relative: (path: string) => string,
): FileAttribution {
  const reached = new Set(way?.reached.values());
  return {
    packages: weighed.packages.map((each) => shareOf(each, way, packageOf, relative)),
    own: weighed.own.map((file) => toOwnFile(file, relative)),
    assets: weighed.assets.map((file) => toOwnFile(file, relative)),
    contents: [...(way ? modulesOf(way, packageOf, relative) : []), ...restOf(weighed, reached, relative)],
    modules: reached.size,
    unreachedBytes: way ? weighed.bytes - sum(reached) : 0,
  };
}

function shareOf(
  { name, manifest, bytes, onlyThroughBytes, copies }: WeighedPackage,
  way: Way | undefined,
  packageOf: PackageOf,
  relative: (path: string) => string,
): PackageShare {
  const { modules, format = manifest.format, chain, entrance } = wayTo(name, way, packageOf, relative);
  return {
    name,
    version: mainCopy(copies).version,
    bytes,
    onlyThroughBytes,
    modules,
    format,
    sideEffects: manifest.sideEffects,
    chain,
    ...(entrance && { entrance }),
    copies,
  };
}

type WayTo = Pick<PackageShare, 'modules' | 'chain' | 'entrance'> & Partial<Pick<PackageShare, 'format'>>;

function wayTo(name: string, way: Way | undefined, packageOf: PackageOf, relative: (path: string) => string): WayTo {
  const modules = way?.byPackage.get(name);
  if (!way || !modules) return { modules: 0, chain: [] };
  const chain = chainTo(modules[0], way.cameFrom);
  const fileOf = (index: number): string => relative(pathOf(way, index));
  const entrance = entranceOf(chain, (index) => packageOf(pathOf(way, index))?.name, way.graph);
  return {
    modules: modules.length,
    format: formatOf(modules, way.graph),
    chain: chain.map(fileOf),
    ...(entrance && { entrance: { file: fileOf(entrance.importer), specifier: entrance.specifier } }),
  };
}

function pathOf({ graph }: Way, index: number): string {
  return moduleAt(graph, index).path;
}

function modulesOf(way: Way, packageOf: PackageOf, relative: (path: string) => string): BundledModule[] {
  return [...way.reached].map(([index, { realPath, bytes }]) => {
    const importer = way.cameFrom.get(index);
    const name = packageOf(realPath)?.name;
    return {
      file: relative(realPath),
      bytes,
      ...(name !== undefined && { package: name }),
      ...(importer !== undefined && { importedBy: relative(pathOf(way, importer)) }),
    };
  });
}

/** Code that no import reaches: of the project by file, of packages in one sum each, with all else that is in them. */
function restOf(
  { own, packages }: WeighedFiles,
  reached: ReadonlySet<DeployedFile>,
  relative: (path: string) => string,
): BundledModule[] {
  const rests = packages.flatMap(({ name, files, copies }) => {
    const bytes = sum(files.filter((file) => !reached.has(file)));
    return bytes > 0 ? [{ file: `${mainCopy(copies).folder}/`, bytes, package: name }] : [];
  });
  return [...own.filter((file) => !reached.has(file)).map((file) => toOwnFile(file, relative)), ...rests];
}
