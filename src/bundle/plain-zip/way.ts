import { groupBy } from '../../lib/group.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import { type BundleGraph, moduleAt, reachable } from '../build/module-graph.js';
import type { PackageOf } from '../packages/packages.js';
import type { DeployedFile } from './deployed-file.js';

/** What imports lead to from a handler. */
export interface Way {
  readonly graph: BundleGraph;
  readonly cameFrom: ReadonlyMap<number, number | undefined>;
  /** Modules that are deployed, in the order of their distance from the handler. */
  readonly reached: ReadonlyMap<number, DeployedFile>;
  /** Those of each package. */
  readonly byPackage: ReadonlyMap<string | undefined, NonEmpty<number>>;
}

/** A way along deployed files only, with what it leads out to. */
export interface DeployedWay extends Way {
  /** Modules on disk that the project's own code imports and that are not deployed. */
  readonly absent: readonly AbsentModule[];
  /** What the modules on the way import and nothing on disk holds, as they write it. */
  readonly outside: readonly string[];
}

export interface AbsentModule {
  /** Absolute. */
  readonly path: string;
  /** As it is imported. */
  readonly specifier: string;
}

export interface DeployedWays {
  readonly all: DeployedWay;
  /** What is loaded with the handler: `import()` is not followed. */
  readonly loaded: DeployedWay;
}

/** Imports are followed from one deployed file to the next: what an absent one would import, nobody loads. */
export function followDeployed(graph: BundleGraph, files: readonly DeployedFile[], packageOf: PackageOf): DeployedWays {
  const byPath = byRealPath(files);
  const follow = (isLazyLeftOut: boolean): DeployedWay => {
    const absent = new Map<string, AbsentModule>();
    const pathOf = (index: number): string => moduleAt(graph, index).path;
    const cameFrom = reachable(graph, ({ from, to, specifier, isLazy = false }) => {
      if (isLazyLeftOut && isLazy) return true;
      if (byPath.has(pathOf(to))) return false;
      // What a package imports and an install does not bring along is optional to it.
      if (packageOf(pathOf(from)) === undefined) absent.set(pathOf(to), { path: pathOf(to), specifier });
      return true;
    });
    const imports = [...cameFrom.keys()].flatMap((index) => moduleAt(graph, index).outside ?? []);
    const outside = imports.filter(({ isLazy }) => !(isLazyLeftOut && isLazy)).map(({ specifier }) => specifier);
    return { ...toWay(graph, cameFrom, byPath, packageOf), absent: [...absent.values()], outside };
  };
  return { all: follow(false), loaded: follow(true) };
}

/** Imports are followed through everything: what is not among the files is in the bundle beside them. */
export function followAll(graph: BundleGraph, files: readonly DeployedFile[], packageOf: PackageOf): Way {
  return toWay(graph, reachable(graph), byRealPath(files), packageOf);
}

/** Of a file that is deployed twice, one is loaded. */
function byRealPath(files: readonly DeployedFile[]): ReadonlyMap<string, DeployedFile> {
  return new Map(files.toReversed().map((file) => [file.realPath, file]));
}

function toWay(
  graph: BundleGraph,
  cameFrom: Way['cameFrom'],
  byPath: ReadonlyMap<string, DeployedFile>,
  packageOf: PackageOf,
): Way {
  const reached = new Map<number, DeployedFile>();
  for (const index of cameFrom.keys()) {
    const file = byPath.get(moduleAt(graph, index).path);
    if (file) reached.set(index, file);
  }
  const byPackage = groupBy(reached.keys(), (index) => packageOf(moduleAt(graph, index).path)?.name);
  return { graph, cameFrom, reached, byPackage };
}
