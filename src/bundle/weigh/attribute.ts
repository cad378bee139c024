import { groupBy } from '../../lib/group.js';
import { relativePath } from '../../lib/paths.js';
import type { BundledModule, OwnFile, PackageCopy, PackageShare } from '../../model/bundle.js';
import { type BundleGraph, chainTo, reachable } from '../build/module-graph.js';
import type { DeclaredAs } from '../packages/declared-as.js';
import type { ModulePackage, PackageOf } from '../packages/packages.js';
import type { LacksRequired } from '../packages/required.js';
import { ALTERNATIVES } from '../what-if/alternative.js';
import { byBytes } from './bytes.js';

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
  const fileOf = (index: number): string => relative(graph.modules[index]!.path);
  const shipped = [...new Set([...cameFrom.keys(), ...graph.bytes.keys()])].filter((index) => graph.bytes.has(index));
  const byName = groupBy(shipped, (index) => packages[index]?.name);
  const total = weigh(graph, graph.bytes.keys());
  const shares = [...byName].flatMap(([name, modules]): PackageShare[] => {
    if (name === undefined) return [];
    const isInside = (index: number): boolean => packages[index]?.name === name;
    // A barrel that weighs nothing may stand nearer to the handler than what weighs.
    const nearest = [...cameFrom.keys()].find((index) => packages[index]?.name === name);
    const chain = nearest === undefined ? [] : chainTo(nearest, cameFrom);
    const entrance = entranceOf(chain, (index) => packages[index]?.name, graph);
    const copies = copiesOf(modules, packages, graph, relative);
    return [
      {
        name,
        version: copies[0]!.version,
        bytes: weigh(graph, modules),
        onlyThroughBytes: bringsIn(isInside, cameFrom, graph)
          ? total - weigh(graph, reachable(graph, ({ to }) => isInside(to)).keys())
          : weigh(graph, modules),
        modules: modules.length,
        format: formatOf(modules, graph),
        sideEffects: sideEffectsOf(modules, packages),
        chain: chain.map(fileOf),
        ...(entrance && { entrance: { file: fileOf(entrance.importer), specifier: entrance.specifier } }),
        ...(entrance?.isDirect && ALTERNATIVES.has(name) && { alternative: ALTERNATIVES.get(name)! }),
        ...(entrance?.isDirect && { declaredAs: declaredAs(graph.modules[entrance.importer]!.path, name) }),
        copies,
      },
    ];
  });
  const bytesOf = (index: number): OwnFile => ({ file: fileOf(index), bytes: graph.bytes.get(index)! });
  const loaded = reachable(graph, ({ isLazy }) => isLazy === true);
  const contents = shipped.map((index): BundledModule => {
    const importer = cameFrom.get(index);
    const name = packages[index]?.name;
    return {
      ...bytesOf(index),
      ...(name !== undefined && { package: name }),
      ...(importer !== undefined && { importedBy: fileOf(importer) }),
      ...(!loaded.has(index) && { isLazy: true }),
    };
  });
  const own = (byName.get(undefined) ?? []).map(bytesOf);
  return { packages: shares.sort(byBytes), own: own.sort(byBytes), contents };
}

interface Entrance {
  readonly importer: number;
  readonly specifier: string;
  /** Whether the package itself is imported, not one that depends on it. */
  readonly isDirect: boolean;
}

/** Whether anything of a package imports something that is none of it; most packages do not, and asking is cheap. */
function bringsIn(
  isInside: (index: number) => boolean,
  reached: ReadonlyMap<number, unknown>,
  { modules }: BundleGraph,
): boolean {
  for (const index of reached.keys()) {
    if (isInside(index) && modules[index]!.imports.some(({ target }) => !isInside(target))) return true;
  }
  return false;
}

/** The last step out of the project's own code. */
export function entranceOf(
  chain: readonly number[],
  nameOf: (index: number) => string | undefined,
  { modules }: BundleGraph,
): Entrance | undefined {
  const isPackage = (index: number): boolean => nameOf(index) !== undefined;
  const step = chain.findIndex((index, at) => at > 0 && isPackage(index) && !isPackage(chain[at - 1]!));
  if (step === -1) return undefined;
  const importer = chain[step - 1]!;
  const { specifier } = modules[importer]!.imports.find(({ target }) => target === chain[step])!;
  const isDirect = nameOf(chain[step]!) === nameOf(chain.at(-1)!);
  return { importer, specifier, isDirect };
}

function weigh({ bytes }: BundleGraph, modules: Iterable<number>): number {
  let sum = 0;
  for (const index of modules) sum += bytes.get(index) ?? 0;
  return sum;
}

function copiesOf(
  modules: readonly number[],
  packages: readonly (ModulePackage | undefined)[],
  graph: BundleGraph,
  relative: (path: string) => string,
): readonly PackageCopy[] {
  const byPackage = groupBy(modules, (index) => packages[index]!);
  const copies = [...byPackage].map(([{ version, folder }, own]) => {
    return { version, folder: relative(folder), bytes: weigh(graph, own) };
  });
  return copies.sort(byBytes);
}

/** Of the modules that say it: a module without imports and exports is CommonJS. */
export function formatOf(modules: readonly number[], graph: BundleGraph): PackageShare['format'] {
  const formats = new Set(modules.flatMap((index) => graph.modules[index]!.format ?? []));
  if (formats.size > 1) return 'mixed';
  return formats.has('esm') ? 'esm' : 'cjs';
}

function sideEffectsOf(
  modules: readonly number[],
  packages: readonly (ModulePackage | undefined)[],
): PackageShare['sideEffects'] {
  const answers = new Set(modules.map((index) => packages[index]!.sideEffects));
  return answers.size === 1 ? [...answers][0]! : 'some';
}
