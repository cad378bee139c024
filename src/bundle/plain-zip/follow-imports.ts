import { dirname, extname, resolve } from 'node:path/posix';
import type { Host } from '../../model/host.js';
import { buildBundles } from '../build/build.js';
import type { BuildProblem } from '../build/build-outcome.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import type { BundleGraph } from '../build/module-graph.js';

export interface ImportedFiles {
  /** What each entry reaches; entries that could not be followed are missing. */
  readonly graphs: ReadonlyMap<string, BundleGraph>;
  /** Why not, for those. */
  readonly problems: ReadonlyMap<string, readonly BuildProblem[]>;
  /** Packages that are imported and not installed. */
  readonly missing: readonly string[];
}

/** Imports are followed as Node.js follows them, and nothing is shaken out. */
const OPTIONS: BundlerOptions = {
  platform: 'node',
  mainFields: ['main', 'module'],
  conditions: [],
  treeShaking: false,
  sourcemap: false,
  target: 'esnext',
  format: 'esm',
  // What a layer holds is none of the package.
  external: ['/opt/*'],
  loader: { '.node': 'empty' },
};

/** Files that no import can load are set aside a few at a time; more rounds than this say that something else is wrong. */
const MAX_ROUNDS = 4;

/** Which modules are reached from the entries, packages included. Paths are absolute and without links. */
export async function followImports(
  entries: readonly string[],
  folder: string,
  host: Host,
  further: BundlerOptions = {},
): Promise<ImportedFiles> {
  let options: BundlerOptions = { ...OPTIONS, ...further, loader: { ...OPTIONS.loader, ...further.loader } };
  const located = entries.map((path) => ({ path, builtAt: '*/index.js' }));
  for (let round = 1; ; round++) {
    const { bundles, problems, missing } = await buildBundles({ entries: located, options, folder, host });
    const lenient = withoutFailures(options, [...problems.values()].flat(), folder);
    if (lenient === undefined || round === MAX_ROUNDS) {
      return { graphs: new Map([...bundles].map(([entry, { graph }]) => [entry, graph])), problems, missing };
    }
    options = lenient;
  }
}

/** Options that leave out the files that were not found and those of unknown kinds; nothing when the problems are others. */
function withoutFailures(
  options: BundlerOptions,
  problems: readonly BuildProblem[],
  folder: string,
): BundlerOptions | undefined {
  const absent = problems.flatMap(({ message, file }) => {
    // A name that differs in case is found and cannot be read.
    const [, path] = /^Cannot read file: (.*)$/.exec(message) ?? [];
    if (path !== undefined) return [resolve(folder, path)];
    const [, specifier = ''] = /^Could not resolve "(\.[^"]*)"/.exec(message) ?? [];
    return specifier === '' || file === undefined ? [] : [resolve(folder, dirname(file), specifier)];
  });
  const unknown = problems.flatMap(({ message }) => {
    const [, path = ''] = /^No loader is configured for "[^"]*" files: (.*)$/.exec(message) ?? [];
    return extname(path) === '' ? [] : [extname(path)];
  });
  if (absent.length + unknown.length === 0) return undefined;
  const loader = Object.fromEntries(unknown.map((extension) => [extension, 'empty' as const]));
  return {
    ...options,
    external: [...(options.external ?? []), ...absent],
    loader: { ...options.loader, ...loader },
  };
}
