import { posix } from 'node:path';
import type { Metafile } from './build.js';

/** One module in a bundle. */
export interface BundledModule {
  /** Absolute. */
  readonly path: string;
  /** In the built file. */
  readonly bytes: number;
  readonly format?: 'cjs' | 'esm';
  /** Absolute paths of modules in the same bundle. */
  readonly imports: readonly string[];
}

export interface BundleGraph {
  readonly entry: string;
  readonly modules: ReadonlyMap<string, BundledModule>;
  /** What the bundle leaves to the place where it runs. */
  readonly external: readonly string[];
}

/** Reads esbuild's metafile; its keys are relative to the folder of the build. */
export function readGraph(metafile: Metafile, output: string, folder: string): BundleGraph {
  const { inputs, entryPoint = '', imports } = metafile.outputs[output]!;
  const absolute = (key: string): string => posix.resolve(folder, key);
  const modules = new Map<string, BundledModule>();
  for (const [key, input] of Object.entries(metafile.inputs)) {
    modules.set(absolute(key), {
      path: absolute(key),
      bytes: inputs[key]?.bytesInOutput ?? 0,
      format: input.format,
      imports: input.imports.filter(({ external }) => !external).map(({ path }) => absolute(path)),
    });
  }
  const external = imports.filter((each) => each.external).map(({ path }) => path);
  return { entry: absolute(entryPoint), modules, external: [...new Set(external)].sort() };
}

/** Modules that are reached from the entry, in the order of their distance, without going through those that are left out. */
export function reachable(
  graph: BundleGraph,
  isLeftOut: (path: string) => boolean = () => false,
): ReadonlyMap<string, string | undefined> {
  const cameFrom = new Map<string, string | undefined>([[graph.entry, undefined]]);
  for (const path of cameFrom.keys()) {
    for (const next of graph.modules.get(path)?.imports ?? []) {
      if (!cameFrom.has(next) && !isLeftOut(next)) cameFrom.set(next, path);
    }
  }
  return cameFrom;
}

/** From the entry to the module, both included. */
export function chainTo(path: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const chain: string[] = [];
  for (let at: string | undefined = path; at !== undefined; at = cameFrom.get(at)) chain.unshift(at);
  return chain;
}
