import { UnreadableFileError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { ModuleGraph } from './modules.js';
import type { Packages } from './packages.js';

/**
 * The bystanders that have to do with `file` and a package: that name it or a path in it, in quotes or by their own name; or
 * that put something else in its place, by `jest.mock('…')` and the like.
 */
export type Bystanders = (packageName: string, file: string, how?: 'naming' | 'replacing') => readonly string[];

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
  const answers = new Map<string, readonly string[]>();
  const find = (packageName: string, how: 'naming' | 'replacing'): readonly string[] => {
    const key = `${how} ${packageName}`;
    const known = answers.get(key);
    if (known) return known;
    const quoted = `(?<quote>['"\`])${packageName}(/[^'"\`\\n]*)?\\k<quote>`;
    // An object with the package as a key is what proxyquire takes.
    const text = new RegExp(how === 'naming' ? quoted : `(mock\\w*\\(\\s*${quoted}|['"]${packageName}['"]\\s*:)`, 'i');
    const isMock = new RegExp(`(^|/)__mocks__/${packageName}(/|\\.[cm]?[jt]sx?$)`);
    const found = files.filter((path) => isMock.test(path) || text.test(textOf(path, host)));
    answers.set(key, found);
    return found;
  };
  return (packageName, file, how = 'naming') =>
    find(packageName, how).filter((path) => !graph.modules.has(path) && concerns(packageOf(path).folder, file, graph));
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
