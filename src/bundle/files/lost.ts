import { isBuiltin } from 'node:module';
import { handledImports, type ImportOut, missingImports } from '../missing-imports.js';
import { type BundleGraph, reachable } from '../module-graph.js';
import { packageNames } from '../package-names.js';
import type { PackageOf } from '../packages.js';
import type { LacksRequired } from '../required.js';

/** More names than this tell nothing more. */
const SHOWN_NAMES = 5;

/** Of what the project's own code cannot do without, and nothing brings to where it runs. */
export function lostSentence(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `Imported, but not in the package: ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ' …' : ''}.`,
  ];
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
