import { escapeGlob } from '../lib/escape-glob.js';
import { memoise } from '../lib/memoise.js';
import { folderOf, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Packages } from './packages.js';

/**
 * Is a file kept out of git, so that a fresh clone does not have it? The host says so by leaving it out of what it lists. That reads the
 * folders on the way to the file, so ask only about few.
 */
export function createGitIgnored(root: string, packageOf: Packages, host: Host): (file: string) => boolean {
  const keptIn = memoise((folder): ReadonlySet<string> => {
    const top = [root, packageOf(`${folder}/package.json`).folder].find((each) => isWithin(folder, each)) ?? folder;
    const glob = `${escapeGlob(relativePath(top, folder))}/*`.replace(/^\.\//, '');
    return new Set(host.listFilesSync(top, [glob], { isSparse: true, ofAnyKind: true }));
  });
  return (file) => {
    // Where a link leads to, other folders decide.
    const real = host.realPath(file);
    return !keptIn(folderOf(real)).has(real);
  };
}
