import { textOf } from '../../derived/text-of.js';
import { isBelow } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import type { Packages } from '../../sources/packages.js';
import type { ModuleGraph } from './modules.js';

/** The bystanders that have to do with `file` and a package: that name it or a path in it, in quotes or by their own name. */
export type Bystanders = (packageName: string, file: string) => readonly string[];

/** Has a test, a mock or a config to do with the file? */
export type Concerns = (bystander: string, file: string) => boolean;

/** Configs that leave a package out of a bundle expect it to be imported as it is. Texts are read when a fix first asks. */
export function createBystanders(
  files: () => readonly string[],
  graph: ModuleGraph,
  host: Host,
  concerns: Concerns,
): Bystanders {
  const answers = new Map<string, readonly string[]>();
  const find = (packageName: string): readonly string[] => {
    const known = answers.get(packageName);
    if (known) return known;
    const text = new RegExp(`(?<quote>['"\`])${packageName}(/[^'"\`\\n]*)?\\k<quote>`, 'i');
    const isMock = new RegExp(`(^|/)__mocks__/${packageName}(/|\\.[cm]?[jt]sx?$)`);
    const found = files().filter((path) => isMock.test(path) || text.test(textOf(path, host) ?? ''));
    answers.set(packageName, found);
    return found;
  };
  return (packageName, file) => find(packageName).filter((path) => !graph.modules.has(path) && concerns(path, file));
}

/** A test has to do with its own package, what lies below it, and what the package's code loads. */
export function createConcerns(graph: ModuleGraph, packageOf: Packages): Concerns {
  const loadedBelow = new Map<string, ReadonlySet<string>>();
  const loadedFrom = (folder: string): ReadonlySet<string> => {
    const known = loadedBelow.get(folder);
    if (known) return known;
    const own = [...graph.modules.keys()].filter((path) => isBelow(path, folder));
    const loaded = new Set(own.flatMap((path) => [...graph.closureOf(path)]));
    loadedBelow.set(folder, loaded);
    return loaded;
  };
  return (bystander, file) => {
    const { folder } = packageOf(bystander);
    return isBelow(file, folder) || loadedFrom(folder).has(file);
  };
}
