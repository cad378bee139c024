import { type Stats, statSync } from 'node:fs';
import picomatch from 'picomatch';
import { isWithin, relativePath } from '../lib/paths.js';
import { NOT_REGULAR } from '../model/errors.js';
import type { Host, ListOptions, LogLevel } from '../model/host.js';
import { homeFolder } from './home-folder.js';
import { isIgnored } from './ignore-files.js';
import { leadsTo } from './leads-to.js';
import { listTree, realPath } from './list-tree.js';
import { isBrokenLink, isSpecial } from './read-file.js';
import { readBytes, readTextFile } from './read-text.js';
import { type Tree, walkTree } from './walk.js';

export type Log = (level: LogLevel, message: string) => void;

/** The host of one run over the real file system. It remembers folder trees and texts, so make a new one for the next run. */
export function createNodeHost(log: Log = () => {}): Host {
  const walked = new Set<string>();
  const treeOf = remember((root: string) => {
    walked.add(root);
    return walkTree(root, true);
  });
  const wholeTreeOf = remember((root: string) => walkTree(root, false));
  const sparseTreeOf = remember((key: string) => {
    const [root, ...globs] = JSON.parse(key) as [string, ...string[]];
    return walkTree(root, true, leadsTo(root, globs));
  });
  const list: Host['listFilesSync'] = (root, globs, options = {}) => {
    if (options.isSparse) return matching(sparseTreeOf(JSON.stringify([root, ...globs])), root, globs, options);
    return matching(options.includeGitIgnored ? wholeTreeOf(root) : treeOf(root), root, globs, options);
  };
  return {
    readText: remember(readTextFile),
    isFile: (path) => stats(path)?.isFile() ?? false,
    isDirectory: (path) => stats(path)?.isDirectory() ?? false,
    isSpecial,
    specialFiles: (root) => {
      const around = [...walked].find((each) => isWithin(root, each)) ?? root;
      return treeOf(around).specials.map(({ path }) => path);
    },
    linksBelow: (root) => treeOf(root).links.map(({ path }) => path),
    isBrokenLink,
    listFiles: async (...args) => list(...args),
    listFilesSync: list,
    listTree,
    realPath: remember(realPath),
    readBytes,
    home: homeFolder(),
    now: () => performance.now(),
    log,
  };
}

function matching(tree: Tree, root: string, globs: readonly string[], options: ListOptions): readonly string[] {
  for (const { path, message } of tree.problems) {
    options.onProblem?.(path, message);
  }
  const isWanted = picomatch([...globs], { dot: true, ignore: [...(options.ignore ?? [])] });
  const wanted = (files: Tree['files']): readonly string[] =>
    files
      .filter(({ path, ignoreFiles }) => isWanted(relativePath(root, path)) && !isIgnored(path, false, ignoreFiles))
      .map(({ path }) => path)
      .sort();
  if (options.ofAnyKind) return wanted([...tree.files, ...tree.specials, ...tree.links]);
  for (const path of wanted(tree.specials)) options.onProblem?.(path, NOT_REGULAR);
  return wanted(tree.files);
}

/** What cannot be looked at counts as absent here; reading it tells the reason. */
function stats(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Remembers what a function returned for a path. What it throws is not remembered. */
function remember<T>(compute: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (!known.has(path)) {
      known.set(path, compute(path));
    }
    return known.get(path) as T;
  };
}
