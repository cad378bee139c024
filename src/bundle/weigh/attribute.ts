import { firstOf } from '../../lib/first-of.js';
import { groupBy } from '../../lib/group.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import { relativePath } from '../../lib/paths.js';
import type { BundledModule, OwnFile, PackageCopy, PackageShare } from '../../model/bundle.js';
import { type BundleGraph, chainTo, moduleAt, reachable } from '../build/module-graph.js';
import type { DeclaredAs } from '../packages/declared-as.js';
import { mainCopy } from '../packages/main-copy.js';
import type { ModulePackage, PackageOf } from '../packages/packages.js';
import type { LacksRequired } from '../packages/required.js';
import { ALTERNATIVES } from '../what-if/alternative.js';
import { byBytes, sum, weigh } from './bytes.js';

export interface Attribution {
  /** The largest first. */
  readonly packages: readonly PackageShare[];
  /** The largest first. */
  readonly own: readonly OwnFile[];
  /** In the order of their distance from the handler. */
  readonly contents: readonly BundledModule[];
}

/** What is known of packages beside the bundle. */
export interface PackageKnowledge {
  readonly packageOf: PackageOf;
  readonly declaredAs: DeclaredAs;
  readonly lacksRequired: LacksRequired;
  readonly isLeftOptional: LacksRequired;
}

/** Says of each byte in a bundle whose it is, and why that is there. Paths become relative to the root. */
export function attribute(
  graph: BundleGraph,
  { packageOf, declaredAs }: Pick<PackageKnowledge, 'packageOf' | 'declaredAs'>,
  root: string,
): Attribution {
  const relative = (path: string): string => relativePath(root, path);
  const cameFrom = reachable(graph);
  const packages = graph.modules.map(({ path }) => packageOf(path));
  const fileOf = (index: number): string => relative(moduleAt(graph, index).path);
  const shipped = [...new Set([...cameFrom.keys(), ...graph.bytes.keys()])].flatMap((index) => {
    const bytes = graph.bytes.get(index);
    return bytes === undefined ? [] : { index, file: fileOf(index), bytes, found: packages[index] };
  });
  const ofPackages = shipped.flatMap(({ index, bytes, found }) => (found ? { index, bytes, found } : []));
  const total = sum(shipped);
  const shares = [...groupBy(ofPackages, ({ found }) => found.name)].map(([name, modules]): PackageShare => {
    const isInside = (index: number): boolean => packages[index]?.name === name;
    // A barrel that weighs nothing may stand nearer to the handler than what weighs.
    const nearest = [...cameFrom.keys()].find((index) => packages[index]?.name === name);
    const chain = nearest === undefined ? [] : chainTo(nearest, cameFrom);
    const entrance = entranceOf(chain, (index) => packages[index]?.name, graph);
    const direct = entrance && isInside(entrance.target) ? entrance : undefined;
    const alternative = direct && ALTERNATIVES.get(name);
    const copies = copiesOf(modules, relative);
    const bytes = sum(modules);
    const indices = modules.map(({ index }) => index);
    return {
      name,
      version: mainCopy(copies).version,
      bytes,
      onlyThroughBytes: bringsIn(isInside, cameFrom, graph)
        ? total - weigh(graph, reachable(graph, ({ to }) => isInside(to)).keys())
        : bytes,
      modules: modules.length,
      format: formatOf(indices, graph),
      sideEffects: sideEffectsOf(modules),
      chain: chain.map(fileOf),
      ...(entrance && { entrance: { file: fileOf(entrance.importer), specifier: entrance.specifier } }),
      ...(alternative && { alternative }),
      ...(direct && { declaredAs: declaredAs(moduleAt(graph, direct.importer).path, name) }),
      copies,
    };
  });
  const loaded = reachable(graph, ({ isLazy }) => isLazy === true);
  const contents = shipped.map(({ index, file, bytes, found }): BundledModule => {
    const importer = cameFrom.get(index);
    return {
      file,
      bytes,
      ...(found && { package: found.name }),
      ...(importer !== undefined && { importedBy: fileOf(importer) }),
      ...(!loaded.has(index) && { isLazy: true }),
    };
  });
  const own = shipped.filter(({ found }) => !found).map(({ file, bytes }): OwnFile => ({ file, bytes }));
  return { packages: shares.sort(byBytes), own: own.sort(byBytes), contents };
}

/** A module in a bundle, of a package. */
interface PackageModule {
  readonly index: number;
  readonly bytes: number;
  readonly found: ModulePackage;
}

interface Entrance {
  readonly importer: number;
  readonly specifier: string;
  /** Of the package itself, or of one that depends on it. */
  readonly target: number;
}

/** Whether anything of a package imports something that is none of it; most packages do not, and asking is cheap. */
function bringsIn(
  isInside: (index: number) => boolean,
  reached: ReadonlyMap<number, unknown>,
  graph: BundleGraph,
): boolean {
  for (const index of reached.keys()) {
    if (isInside(index) && moduleAt(graph, index).imports.some(({ target }) => !isInside(target))) return true;
  }
  return false;
}

/** The last step out of the project's own code. */
export function entranceOf(
  chain: readonly number[],
  nameOf: (index: number) => string | undefined,
  graph: BundleGraph,
): Entrance | undefined {
  const isPackage = (index: number): boolean => nameOf(index) !== undefined;
  return firstOf([...chain.entries()], ([at, importer]) => {
    const target = chain[at + 1];
    if (target === undefined || isPackage(importer) || !isPackage(target)) return undefined;
    return firstOf(moduleAt(graph, importer).imports, (each) =>
      each.target === target ? { importer, specifier: each.specifier, target } : undefined,
    );
  });
}

function copiesOf(modules: readonly PackageModule[], relative: (path: string) => string): readonly PackageCopy[] {
  const byPackage = groupBy(modules, ({ found }) => found);
  const copies = [...byPackage].map(([{ version, folder }, own]) => {
    return { version, folder: relative(folder), bytes: sum(own) };
  });
  return copies.sort(byBytes);
}

/** Of the modules that say it: a module without imports and exports is CommonJS. */
export function formatOf(modules: readonly number[], graph: BundleGraph): PackageShare['format'] {
  const formats = new Set(modules.flatMap((index) => moduleAt(graph, index).format ?? []));
  if (formats.size > 1) return 'mixed';
  return formats.has('esm') ? 'esm' : 'cjs';
}

function sideEffectsOf([first, ...others]: NonEmpty<PackageModule>): PackageShare['sideEffects'] {
  const { sideEffects } = first.found;
  return others.every(({ found }) => found.sideEffects === sideEffects) ? sideEffects : 'some';
}
