import type { BundleGraph } from '../../src/bundle/build/module-graph.js';

/** `path: bytes → imports`, paths below `/shop`; the first is the handler's. */
export function graphOf(
  modules: Readonly<Record<string, readonly [bytes: number, ...imports: string[]]>>,
): BundleGraph {
  const absolute = (path: string): string => `/shop/${path}`;
  const paths = Object.keys(modules).map(absolute);
  const entries = Object.values(modules);
  const toImport = (path: string) => ({ target: paths.indexOf(absolute(path)), specifier: path });
  const graph = {
    modules: entries.map(([, ...imports], index) => {
      return { path: paths[index]!, format: 'cjs' as const, imports: imports.map(toImport) };
    }),
    entry: 0,
    bytes: new Map(entries.map(([bytes], index) => [index, bytes] as const).filter(([, bytes]) => bytes > 0)),
    external: [],
    loadedExternal: [],
  };
  return graph;
}
