import { type PathConditions, type PathConditionsMap, resolveExports, resolveImports } from 'resolve-pkg-maps';
import { type Manifest, toRecord } from './manifest.js';

/** What a build for Node.js asks a package for. */
const STANDARD = ['node', 'module', 'import', 'require', 'module-sync', 'default'];

/** What says nothing about a function's code. */
const FOREIGN = new Set(['types', 'browser', 'worker', 'workerd', 'edge-light', 'react-native', 'deno', 'production']);

/** No manifest has more, or nests them deeper. */
const MOST_CONDITIONS = 30;
const MOST_LEVELS = 10;

/** The files, or for `imports` the modules, that a name leads to by a map in a manifest. */
export interface MappedFiles {
  /** What a build takes. */
  readonly standard: readonly string[];
  /** What is meant for others, such as the sources for development, or the types. */
  readonly others: readonly string[];
}

/** Where `exports` says that a path below a package leads, or its main file for ``; relative to its folder. */
export function exportTargets({ exports }: Manifest, subpath: string): MappedFiles {
  return targetsOf(exports, (conditions) => resolveExports(exports as PathConditions, subpath, conditions));
}

/** Where `imports` says that `#name` leads: files relative to the package's folder, or packages. */
export function importTargets({ imports }: Manifest, specifier: string): MappedFiles {
  return targetsOf(imports, (conditions) => resolveImports(imports as PathConditionsMap, specifier, conditions));
}

/** The files by which a package without `exports` is entered, likeliest first. */
export function mainFiles({ module, main, types, typings }: Manifest): string[] {
  return [module, main, types, typings].filter((each) => typeof each === 'string' && each !== '') as string[];
}

type Resolve = (conditions: readonly string[]) => readonly string[];

/** Nothing where a map is broken, or does not have the name. */
function targetsOf(map: unknown, resolve: Resolve): MappedFiles {
  if (!map) return { standard: [], others: [] };
  const attempt = (conditions: readonly string[]): readonly string[] => {
    try {
      return resolve(conditions);
    } catch {
      return [];
    }
  };
  const own = [...conditionsIn(map)].filter((each) => !STANDARD.includes(each) && !FOREIGN.has(each));
  const others = [...own, 'types'].flatMap((condition) => attempt([condition, ...STANDARD]));
  return { standard: attempt(STANDARD), others };
}

/** Keys of a map that name conditions. */
function conditionsIn(map: unknown, found = new Set<string>(), depth = 0): ReadonlySet<string> {
  for (const [key, value] of Object.entries(toRecord(map))) {
    if (found.size >= MOST_CONDITIONS || depth > MOST_LEVELS) break;
    if (!/^[.#\d]/.test(key)) found.add(key);
    conditionsIn(value, found, depth + 1);
  }
  return found;
}
