import { type BundleGraph, moduleAt, reachable } from '../build/module-graph.js';
import { packageNames } from '../packages/package-names.js';
import type { PackageOf } from '../packages/packages.js';
import { weigh } from './bytes.js';

/** What one import of a module costs one function. */
export interface ImportCost {
  /** As the module writes it. */
  readonly specifier: string;
  readonly isPackage: boolean;
  /** Of a package: its own modules that this import reaches. Of the project's own code: the module and all that it brings in. */
  readonly bytes: number;
  /** Packages in all that it brings in. */
  readonly packageBytes: number;
  /** What would leave the bundle with this import. */
  readonly onlyThroughBytes: number;
  /** Packages in what it brings in that are not there; with any, bytes are lower bounds. */
  readonly missing?: readonly string[];
}

/** What each import of a module costs a function that loads it, those that weigh nothing left out. */
export function importCosts(
  graph: BundleGraph,
  importer: number,
  packageOf: PackageOf,
  absent: readonly string[] = [],
): readonly ImportCost[] {
  const reached = weigh(graph, reachable(graph).keys());
  // One specifier leads to one module.
  const imports = new Map(moduleAt(graph, importer).imports.map((each) => [each.specifier, each]));
  return [...imports.values()].flatMap(({ specifier, target }): ImportCost[] => {
    const name = packageOf(moduleAt(graph, target).path)?.name;
    const brought = [...reachable({ ...graph, entry: target }).keys()];
    const nameOf = (index: number): string | undefined => packageOf(moduleAt(graph, index).path)?.name;
    const own = name === undefined ? brought : brought.filter((index) => nameOf(index) === name);
    const ofPackages = brought.filter((index) => nameOf(index) !== undefined);
    const bytes = weigh(graph, own);
    if (bytes === 0) return [];
    const without = reachable(graph, ({ from, to }) => from === importer && to === target);
    const onlyThroughBytes = reached - weigh(graph, without.keys());
    const packageBytes = weigh(graph, ofPackages);
    const outside = brought.flatMap((index) => (moduleAt(graph, index).outside ?? []).map((each) => each.specifier));
    const missing = packageNames(outside).filter((each) => absent.includes(each));
    const lacks = missing.length > 0 && { missing };
    return [{ specifier, isPackage: name !== undefined, bytes, packageBytes, onlyThroughBytes, ...lacks }];
  });
}
