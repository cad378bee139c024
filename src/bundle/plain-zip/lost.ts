import { isBuiltin } from 'node:module';
import type { NotPackaged } from '../../model/missing-packages.js';
import { handledImports, type ImportOut, missingImports } from '../build/missing-imports.js';
import { type BundleGraph, reachable } from '../build/module-graph.js';
import { packageNames } from '../packages/package-names.js';
import type { PackageOf } from '../packages/packages.js';
import type { LacksRequired } from '../packages/required.js';
import type { Layers } from './layers.js';

/** Splits what the package does not hold and its own code needs by whether a layer may bring it that nobody has read. */
export function notPackaged(names: readonly string[], layers: Layers, files: readonly string[] = []): NotPackaged {
  const lost = [...names.filter((name) => !layers.mayBring(name)), ...files];
  const leftToLayers = names.filter((name) => layers.mayBring(name) && !layers.mayHave(name));
  return { ...(lost.length > 0 && { lost }), ...(leftToLayers.length > 0 && { leftToLayers }) };
}

/**
 * Packages that the project's own code cannot do without. What a package imports without listing it as needed, no install brings along, and most of
 * them ask for it only when they are told to.
 *
 * @param absent what is imported and stands nowhere, as it is written.
 */
export function neededNames(
  graph: BundleGraph,
  absent: readonly string[],
  packageOf: PackageOf,
  indices: Iterable<number> = reachable(graph).keys(),
): readonly string[] {
  return namesIn(missingImports(graph, absent, indices), packageOf);
}

/** What a package lists as a peer that has to be there, imports, and does not find. */
export function lackedPeers(
  graph: BundleGraph,
  absent: readonly string[],
  lacksPeer: LacksRequired,
  indices: Iterable<number> = reachable(graph).keys(),
): readonly string[] {
  const imports = missingImports(graph, absent, indices);
  return packageNames(
    imports.filter(({ importer, specifier }) => lacksPeer(importer, specifier)).map(({ specifier }) => specifier),
  );
}

/**
 * What the project's own code needs of that which a build was told to leave outside. It does not say where a `try` stands around such an import: a graph that nothing was left
 * out of does, of what is not installed.
 *
 * @param isElsewhere whether something brings the package to where the function runs.
 */
export async function neededOutside(
  graph: BundleGraph,
  packageOf: PackageOf,
  isElsewhere: (name: string) => boolean,
  wholeGraph: () => Promise<BundleGraph | undefined>,
): Promise<readonly string[]> {
  const named = graph.external.filter((specifier) => /^[\w@]/.test(specifier) && !isBuiltin(specifier));
  const needed = neededNames(graph, named, packageOf).filter((name) => !/:/.test(name) && !isElsewhere(name));
  const whole = needed.length > 0 ? await wholeGraph() : undefined;
  if (!whole) return needed;
  const unhandled = neededNames(whole, whole.external, packageOf);
  const handled = namesIn(handledImports(whole), packageOf);
  return needed.filter((name) => unhandled.includes(name) || !handled.includes(name));
}

function namesIn(imports: readonly ImportOut[], packageOf: PackageOf): readonly string[] {
  return packageNames(imports.filter(({ importer }) => !packageOf(importer)).map(({ specifier }) => specifier));
}

/** Takes the place of a package whose imports are looked at as if it were not installed; nobody publishes one of that name. */
const PLACEHOLDER = 'coldlens-absent-';

/**
 * Of packages that are installed and not deployed, those that the project's own code can do without: what stands around an import, esbuild tells only of what it does not find.
 *
 * @param follow follows the imports once more, with other names in the place of these.
 */
export async function dispensable(
  names: readonly string[],
  packageOf: PackageOf,
  follow: (alias: Record<string, string>) => Promise<Followed | undefined>,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const placeholders = names.map((name, index) => [name, `${PLACEHOLDER}${index}`] as const);
  const found = await follow(Object.fromEntries(placeholders));
  const needed = found && neededNames(found.graph, found.missing, packageOf);
  return needed ? placeholders.flatMap(([name, placeholder]) => (needed.includes(placeholder) ? [] : name)) : [];
}

export interface Followed {
  readonly graph: BundleGraph;
  readonly missing: readonly string[];
}
