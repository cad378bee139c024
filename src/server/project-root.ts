import { homedir } from 'node:os';
import { dirname } from 'node:path/posix';
import picomatch from 'picomatch';
import { toSlashes } from '../host/paths.js';
import { isBelow, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';

const MARKS = ['package.json', 'template.yaml', 'template.yml', 'serverless.yml', 'serverless.yaml', 'cdk.json'];

/** The project that a file outside of every workspace folder belongs to: the nearest folder upwards that looks like one. */
export function projectRootOf(path: string, host: Host): string | undefined {
  const home = toSlashes(homedir());
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    // Nobody means all of that, even with a package.json in it.
    if (folder === home) return undefined;
    if (MARKS.some((name) => host.isFile(`${folder}/${name}`))) return folder;
    // What a whole checkout has no mark of is no project; above it are other people's files.
    if (host.isDirectory(`${folder}/.git`)) return undefined;
  }
  return undefined;
}

/** A world of open documents alone: for those without a project, whose neighbours on disk are none of our business. `isOwn`: no other folder holds it. */
export function loneHost(texts: ReadonlyMap<string, string>, host: Host, isOwn: (path: string) => boolean): Host {
  const below = (folder: string): string[] => [...texts.keys()].filter((path) => isBelow(path, folder) && isOwn(path));
  const list = (root: string, globs: readonly string[]): string[] => {
    const isWanted = picomatch([...globs], { dot: true });
    return below(root)
      .filter((path) => isWanted(relativePath(root, path)))
      .sort();
  };
  return {
    ...host,
    readText: (path) => texts.get(path),
    isFile: (path) => texts.has(path),
    isDirectory: (path) => below(path).length > 0,
    listFiles: async (root, globs) => list(root, globs),
    listFilesSync: list,
  };
}
