import { type BundleGraph, moduleAt, type OutsideImport, reachable } from './module-graph.js';

/** An import that leads out of a build, and the absolute path of the module that makes it. */
export interface ImportOut extends OutsideImport {
  readonly importer: string;
}

/** What modules import that nothing was found for, those of the entry where no others are named. A `try` around it says that it may be absent. */
export function missingImports(
  graph: BundleGraph,
  missing: readonly string[],
  indices: Iterable<number> = reachable(graph).keys(),
): readonly ImportOut[] {
  return importsOut(graph, indices).filter(({ specifier, isHandled }) => !isHandled && missing.includes(specifier));
}

/** What nothing was found for, and a `try` stands around. */
export function handledImports(graph: BundleGraph): readonly ImportOut[] {
  return importsOut(graph, reachable(graph).keys()).filter(({ isHandled }) => isHandled);
}

function importsOut(graph: BundleGraph, indices: Iterable<number>): readonly ImportOut[] {
  return [...indices].flatMap((index) => {
    const { path, outside = [] } = moduleAt(graph, index);
    return outside.map((each) => ({ ...each, importer: path }));
  });
}
