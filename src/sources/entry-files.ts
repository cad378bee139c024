import { firstOf } from '../lib/first-of.js';
import { absolutePath, isWithin, relativePath } from '../lib/paths.js';
import { sourcesByName, sourcesByTsconfig } from './compiled-from.js';
import { exportTargets, importTargets, mainFiles, type Targets } from './entry-points.js';
import type { Package } from './packages.js';
import type { Tsconfigs } from './tsconfigs.js';

/** The file of that path, with or without its extension, or by the name that it has once it is compiled; also the index of a folder. */
type Find = (path: string) => string | undefined;

type Own = Pick<Package, 'folder' | 'manifest'>;

export interface EntryFinder {
  /** What an import of a package of ours, or of a path below it, leads to. */
  ofPackage(own: Own, subpath: string): string | undefined;
  /** The source behind a file that stands in the output of a build of ours; else the file. */
  behind(path: string, own: Own): string;
  /** What `#name` leads to in a package of ours, and else what the manifest says, which may be another package. */
  ofPrivate(own: Own, specifier: string): { readonly path?: string; readonly targets: readonly string[] };
}

/**
 * Finds the sources behind what a manifest names, which may be the output of a build: it is not there before the build, and no
 * code to be looked at afterwards.
 */
export function createEntryFinder(tsconfigs: Tsconfigs, find: Find): EntryFinder {
  const findTypeScript = (path: string): string | undefined => {
    const found = find(path);
    return found !== undefined && isTypeScript(found) ? found : undefined;
  };
  const sourceOf = (file: string, { folder }: Own): string | undefined => {
    const path = absolutePath(folder, file.replace(/^\.\//, ''));
    const written = find(path);
    if (written !== undefined && isTypeScript(written)) return written;
    const stem = path.replace(/(\.d)?\.[mc]?[jt]sx?$/, '');
    const byTsconfig = sourcesByTsconfig(stem, tsconfigs);
    if (written === undefined) return firstOf([...byTsconfig, ...sourcesByName(stem, folder)], find);
    // `lib` and `build` hold hand-written code as well: what is there counts, unless it is told to be output.
    const named = isWithin(path, `${folder}/dist`) ? sourcesByName(stem, folder) : [];
    return firstOf([...byTsconfig, ...named], findTypeScript) ?? written;
  };
  const byTargets = ({ standard, others }: Targets, own: Own): string | undefined => {
    const written = [...standard, ...others].filter((target) => target.startsWith('./') && isTypeScript(target));
    return firstOf([...written, ...standard, ...others], (target) => sourceOf(target, own));
  };
  return {
    behind: (path, own) => sourceOf(relativePath(own.folder, path), own) ?? path,
    ofPackage: (own, subpath) => {
      const { folder, manifest } = own;
      const exported = (): string | undefined => byTargets(exportTargets(manifest, subpath), own);
      const written = (files: readonly string[]): string | undefined => firstOf(files, (file) => sourceOf(file, own));
      if (subpath !== '') return exported() ?? written([subpath, `src/${subpath}`]);
      const source = typeof manifest.source === 'string' ? [manifest.source] : [];
      const usual = [`${folder}/src/index`, `${folder}/src`, `${folder}/index`, folder];
      const named = written(source) ?? exported() ?? written(mainFiles(manifest));
      const isOutput = named !== undefined && !isTypeScript(named) && isWithin(named, `${folder}/dist`);
      // Built from a file of another name: `dist/main.js` from `src/index.ts`.
      return (isOutput ? firstOf(usual.slice(0, 1), findTypeScript) : undefined) ?? named ?? firstOf(usual, find);
    },
    ofPrivate: (own, specifier) => {
      const targets = importTargets(own.manifest, specifier);
      return { path: byTargets(targets, own), targets: [...targets.standard, ...targets.others] };
    },
  };
}

function isTypeScript(path: string): boolean {
  return /(?<!\.d)\.[mc]?tsx?$/.test(path);
}
