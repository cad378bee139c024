import { absolutePath, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { AnalysisResult } from '../model/result.js';
import type { FixPlaces } from '../report/context.js';

/** What to name so that code outside of what was asked for is fixed, and no project that is none of its concern. */
export function fixPlaces({ findings }: AnalysisResult, options: Options, cwd: string, host: Host): FixPlaces {
  const { root, paths, linkedPaths = [] } = options;
  // What only a link leads to is not fixed by the name of the link.
  const asked = paths.filter((path) => !linkedPaths.includes(path) && host.realPath(path) === path);
  const files = findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ file }) => file)));
  const left = [...new Set(files)].filter((file) => !(asked.length > 0 ? asked : [root]).some(isAround(root, file)));
  return {
    asked: asked.length > 0 ? asked : [isWithin(cwd, root) ? cwd : root],
    of: new Map(left.map((file) => [file, placeOf(absolutePath(root, file), [root, cwd], host)])),
  };
}

function isAround(root: string, file: string): (folder: string) => boolean {
  return (folder) => isWithin(absolutePath(root, file), folder);
}

/** The package of a file, else its folder, else the file: the first that holds neither the current folders nor another package. */
function placeOf(path: string, current: readonly string[], host: Host): string {
  const folder = folderOf(path);
  const own = foldersUpwards(folder).find((each) => host.isFile(absolutePath(each, 'package.json')));
  const isNarrow = (each: string): boolean =>
    !current.some((inner) => isWithin(inner, each)) && !holdsAnother(each, host);
  return [...(own === undefined ? [] : [own]), folder].find(isNarrow) ?? path;
}

function holdsAnother(folder: string, host: Host): boolean {
  if (folder === folderOf(folder) || (host.home !== undefined && isWithin(host.home, folder))) return true;
  const marks = host.listFilesSync(folder, ['**/package.json', '**/.git']);
  return marks.some((mark) => relativePath(folder, mark).includes('/'));
}
