import { posix } from 'node:path';
import type { Metafile } from 'esbuild';

/** A module of a build and what it imports, as indices into the modules. */
export interface GraphModule {
  /** Absolute. */
  readonly path: string;
  readonly format?: 'cjs' | 'esm';
  readonly imports: readonly GraphImport[];
  /** What it imports and the build leaves outside; absent where that is nothing. */
  readonly outside?: readonly OutsideImport[];
}

export interface OutsideImport {
  readonly specifier: string;
  readonly isLazy?: boolean;
  /** Nothing was found there, and a `try` or `catch` stands around. */
  readonly isHandled?: boolean;
}

/** An import by the key of its module in the metafile, and as that writes it. */
export interface HandledImport {
  readonly file: string;
  readonly specifier: string;
}

interface GraphImport {
  readonly target: number;
  /** As the importing module writes it. */
  readonly specifier: string;
  /** Written as `import()`, so that loading waits until it is called. */
  readonly isLazy?: boolean;
}

/** All modules of a build. Many functions share one. */
export interface ImportGraph {
  readonly modules: readonly GraphModule[];
}

/** The module that an index of the graph stands for. */
export function moduleAt({ modules }: ImportGraph, index: number): GraphModule {
  return modules[index]!;
}

/** By the modules of a build, which many functions share. */
const indices = new WeakMap<object, ReadonlyMap<string, number>>();

/** Of the module with an absolute path. */
export function indexOf({ modules }: ImportGraph, path: string): number | undefined {
  const known = indices.get(modules) ?? new Map(modules.map((module, index) => [module.path, index]));
  indices.set(modules, known);
  return known.get(path);
}

/** What one function ships of it. */
export interface BundleGraph extends ImportGraph {
  readonly entry: number;
  /** By module: in the built file, those without bytes left out. */
  readonly bytes: ReadonlyMap<number, number>;
  /** What the bundle leaves to the place where it runs. */
  readonly external: readonly string[];
  /** Of these, what is loaded with the file and not by `import()` only. */
  readonly loadedExternal: readonly string[];
}

/** Of a path that esbuild names relative to the folder, or whole where it is on another drive. */
export function pathOfInput(folder: string, key: string): string {
  return /^([a-z]:)?\//i.test(key) ? posix.normalize(key) : posix.join(folder, key);
}

/**
 * Reads what esbuild's metafile says of all entries; its keys are relative to the folder of the build.
 *
 * @param handled imports that lead nowhere and may do so.
 */
export function readImports(
  { inputs }: Metafile,
  folder: string,
  handled: readonly HandledImport[] = [],
): ImportGraph & ByKey {
  const known = new Set(handled.map(({ file, specifier }) => `${file}\0${specifier}`));
  const entries = Object.entries(inputs);
  const byKey = new Map(entries.map(([key], index) => [key, index]));
  const modules = entries.map(([key, { format, imports }]): GraphModule => {
    const inside = imports.flatMap(({ path, external, original, kind }) => {
      const target = external ? undefined : byKey.get(path);
      if (target === undefined) return [];
      const isLazy = kind === 'dynamic-import';
      return [{ target, specifier: original ?? path, ...(isLazy && { isLazy }) }];
    });
    const outside = imports
      .filter(({ external }) => external)
      .map(({ path, kind }) => outsideImport(path, kind, known.has(`${key}\0${path}`)));
    return { path: pathOfInput(folder, key), format, imports: inside, ...(outside.length > 0 && { outside }) };
  });
  return { modules, byKey };
}

function outsideImport(specifier: string, kind: string, isHandled: boolean): OutsideImport {
  return { specifier, ...(kind === 'dynamic-import' && { isLazy: true }), ...(isHandled && { isHandled }) };
}

/** Modules by their names in the metafile. */
interface ByKey {
  readonly byKey: ReadonlyMap<string, number>;
}

/** Reads what the metafile says of one built file. */
export function readBundle(
  { modules, byKey }: ImportGraph & ByKey,
  { outputs }: Metafile,
  output: string,
): BundleGraph {
  const { inputs, entryPoint = '', imports } = outputs[output]!;
  const weighing = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const bytes = new Map(weighing.map(([key, { bytesInOutput }]) => [byKey.get(key)!, bytesInOutput]));
  const outside = imports.filter((each) => each.external);
  const loaded = outside.filter(({ kind }) => kind !== 'dynamic-import');
  const namesOf = (found: typeof outside): readonly string[] => [...new Set(found.map(({ path }) => path))].sort();
  const entry = byKey.get(entryPoint)!;
  return { modules, entry, bytes, external: namesOf(outside), loadedExternal: namesOf(loaded) };
}

/** An import of one module by another, as indices. */
export interface ImportEdge {
  readonly from: number;
  readonly to: number;
  readonly specifier: string;
  readonly isLazy?: boolean;
}

/** Modules that are reached from the entry, in the order of their distance, each with the one that it was reached from. */
export function reachable(
  graph: BundleGraph,
  isLeftOut: (edge: ImportEdge) => boolean = () => false,
): ReadonlyMap<number, number | undefined> {
  const cameFrom = new Map<number, number | undefined>([[graph.entry, undefined]]);
  for (const from of cameFrom.keys()) {
    for (const { target, specifier, isLazy } of moduleAt(graph, from).imports) {
      if (!cameFrom.has(target) && !isLeftOut({ from, to: target, specifier, isLazy })) cameFrom.set(target, from);
    }
  }
  return cameFrom;
}

/** From the entry to the module, both included. */
export function chainTo(index: number, cameFrom: ReadonlyMap<number, number | undefined>): readonly number[] {
  const chain: number[] = [];
  for (let at: number | undefined = index; at !== undefined; at = cameFrom.get(at)) chain.unshift(at);
  return chain;
}
