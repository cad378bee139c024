import { UnreadableFileError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { ModuleGraph } from './modules.js';
import type { Packages } from './packages.js';

/** The bystanders that name a package, or a path in it, in quotes or by their own name, and have to do with `file`. */
export type Bystanders = (packageName: string, file: string) => readonly string[];

/**
 * Tests that replace a package, and configs that leave it out of a bundle, expect it to be imported as it is. Their texts are
 * read when a fix first asks for them.
 */
export function createBystanders(
  files: readonly string[],
  graph: ModuleGraph,
  packageOf: Packages,
  host: Host,
): Bystanders {
  const byPackage = new Map<string, readonly string[]>();
  const naming = (packageName: string): readonly string[] => {
    const known = byPackage.get(packageName);
    if (known) return known;
    const quoted = new RegExp(`(['"\`])${packageName}(/[^'"\`\\n]*)?\\1`);
    const isMock = new RegExp(`(^|/)__mocks__/${packageName}(/|\\.[cm]?[jt]sx?$)`);
    const found = files.filter((path) => isMock.test(path) || quoted.test(textOf(path, host)));
    byPackage.set(packageName, found);
    return found;
  };
  return (packageName, file) =>
    naming(packageName).filter((path) => !graph.modules.has(path) && concerns(packageOf(path).folder, file, graph));
}

/** A test has to do with its own package, what lies below it, and what the package's code loads. */
function concerns(folder: string, file: string, graph: ModuleGraph): boolean {
  const prefix = `${folder}/`;
  if (file.startsWith(prefix)) return true;
  return [...graph.modules.keys()].some((path) => path.startsWith(prefix) && graph.closureOf(path).has(file));
}

function textOf(path: string, host: Host): string {
  try {
    return host.readText(path) ?? '';
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return '';
  }
}
