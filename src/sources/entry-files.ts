import { firstOf } from '../lib/first-of.js';
import { absolutePath, isWithin, relativePath } from '../lib/paths.js';
import { isInOutput, outputFolderOf, sourcesByName, sourcesByTsconfig } from './compiled-from.js';
import { exportTargets, importTargets, type MappedFiles, mainFiles } from './entry-points.js';
import type { ProjectSources } from './open-sources.js';
import type { Package } from './packages.js';

/** The file of that path, with or without its extension, or by the name that it has once it is compiled; also the index of a folder. */
type Find = (path: string) => string | undefined;

type Own = Pick<Package, 'folder' | 'manifest'>;

export interface EntryFinder {
  /** What an import of a package of ours, or of a path below it, leads to. */
  ofPackage(own: Own, subpath: string): string | undefined;
  /** The source behind a file that stands in the output of a build of ours; else the file. */
  behind(path: string, own: Own): string;
  /** The source behind a path, without ending or of a folder, in the output of a build that was not made yet. */
  behindMissing(path: string, own: Own): string | undefined;
  /** What `#name` leads to in a package of ours, and else what the manifest says, which may be another package. */
  ofPrivate(own: Own, specifier: string): { readonly path?: string; readonly targets: readonly string[] };
}

/**
 * Finds the sources behind what a manifest names, which may be the output of a build: it is not there before the build, and no
 * code to be looked at afterwards. What git ignores there leads to what it would lead to in a fresh clone.
 */
export function createEntryFinder(
  sources: Pick<ProjectSources, 'tsconfigs' | 'isIgnored'>,
  find: Find,
  isFolder: (path: string) => boolean,
): EntryFinder {
  const { tsconfigs, isIgnored } = sources;
  const findTypeScript = (path: string): string | undefined => {
    const found = find(path);
    return found !== undefined && isTypeScript(found) ? found : undefined;
  };
  const sourceOf = (file: string, { folder }: Own): string | undefined => {
    const path = absolutePath(folder, file.replace(/^\.\//, ''));
    const written = find(path);
    if (written !== undefined && isTypeScript(written)) return written;
    const stem = (written ?? path).replace(/(\.d)?\.[mc]?[jt]sx?$/, '');
    const byTsconfig = sourcesByTsconfig(stem, tsconfigs);
    const byName = sourcesByName(stem, folder);
    const source = firstOf([...byTsconfig, ...byName], find);
    if (written === undefined || source === undefined) return source ?? written;
    // Code is written by hand in such folders as well: what is there counts, unless it is told to be output.
    const told = [...byTsconfig, ...(isWithin(path, `${folder}/dist`) ? byName : [])];
    return firstOf(told, findTypeScript) ?? (isIgnored(written) ? source : written);
  };
  const byTargets = ({ standard, others }: MappedFiles, own: Own): string | undefined => {
    const written = [...standard, ...others].filter((target) => target.startsWith('./') && isTypeScript(target));
    return firstOf([...written, ...standard, ...others], (target) => sourceOf(target, own));
  };
  const { isOutput, isWrittenIn } = outputOf(sources, isFolder);
  return {
    behind: (path, own) => sourceOf(relativePath(own.folder, path), own) ?? path,
    behindMissing: (path, own) => {
      if (!isWithin(path, tsconfigs.top) || !isWithin(path, own.folder)) return undefined;
      // Code in `src/lib` is written, and so is that in a `lib` that is there: where it is gone, it is no output that is to be made yet.
      if (isWithin(path, `${own.folder}/src`) || isWrittenIn(path, own)) return undefined;
      return firstOf([path, `${path}/index`], (each) => sourceOf(relativePath(own.folder, each), own));
    },
    ofPackage: (own, subpath) => {
      const { folder, manifest } = own;
      const exported = (): string | undefined => byTargets(exportTargets(manifest, subpath), own);
      const written = (files: readonly string[]): string | undefined => firstOf(files, (file) => sourceOf(file, own));
      if (subpath !== '') return exported() ?? written([subpath, `src/${subpath}`]);
      const source = typeof manifest.source === 'string' ? [manifest.source] : [];
      const usual = [`${folder}/src/index`, `${folder}/src`, `${folder}/index`, folder];
      const named = written(source) ?? exported() ?? written(mainFiles(manifest));
      if (named === undefined) return firstOf(usual, find);
      // Built from a file of another name: `dist/main.js` from `src/index.ts`.
      const main = isTypeScript(named) || !isInOutput(named, folder) ? undefined : find(`${folder}/src/index`);
      return main !== undefined && isOutput(named, own) ? main : named;
    },
    ofPrivate: (own, specifier) => {
      const targets = importTargets(own.manifest, specifier);
      return { path: byTargets(targets, own), targets: [...targets.standard, ...targets.others] };
    },
  };
}

function isInDist(path: string): boolean {
  return path.split('/').includes('dist');
}

function isTypeScript(path: string): boolean {
  return /(?<!\.d)\.[mc]?tsx?$/.test(path);
}

interface OutputTest {
  /** Nobody writes into `dist`, nor where a tsconfig puts output, nor what git is told to ignore. */
  isOutput(file: string, own: Own): boolean;
  /** The folder of output is there, and neither a `dist` nor in one: code is written in it. */
  isWrittenIn(path: string, own: Own): boolean;
}

function outputOf(
  { tsconfigs, isIgnored }: Pick<ProjectSources, 'tsconfigs' | 'isIgnored'>,
  isFolder: (path: string) => boolean,
): OutputTest {
  return {
    isOutput: (file, { folder }) =>
      isWithin(file, `${folder}/dist`) ||
      sourcesByTsconfig(file.replace(/\.[mc]?jsx?$/, ''), tsconfigs).length > 0 ||
      isIgnored(file),
    isWrittenIn: (path, { folder }) => {
      const output = outputFolderOf(path, folder);
      return output !== undefined && !isInDist(relativePath(folder, output)) && isFolder(output);
    },
  };
}
