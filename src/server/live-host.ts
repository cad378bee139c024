import { createNodeHost, type Log } from '../host/node-host.js';
import { readTextFile } from '../host/read-text.js';
import type { Host } from '../model/host.js';

/** The real file system over many runs. It remembers what it read until it is told that something has changed. */
export interface LiveHost extends Host {
  /** The file's content has changed. */
  forgetText(path: string): void;
  /** Files or folders have come or gone. */
  forgetTree(): void;
  forgetAll(): void;
}

export function createLiveHost(log: Log): LiveHost {
  let tree = createNodeHost(log);
  const texts = new Map<string, string | undefined>();
  return {
    readText: (path) => {
      if (!texts.has(path)) texts.set(path, readTextFile(path));
      return texts.get(path);
    },
    isFile: (path) => tree.isFile(path),
    isDirectory: (path) => tree.isDirectory(path),
    isSpecial: (path) => tree.isSpecial(path),
    specialFiles: (root) => tree.specialFiles(root),
    linksBelow: (root) => tree.linksBelow(root),
    isBrokenLink: (path) => tree.isBrokenLink(path),
    listFiles: (...args) => tree.listFiles(...args),
    listFilesSync: (...args) => tree.listFilesSync(...args),
    listTree: (...args) => tree.listTree(...args),
    realPath: (path) => tree.realPath(path),
    readBytes: (path) => tree.readBytes(path),
    home: tree.home,
    now: () => tree.now(),
    log,
    forgetText: (path) => void texts.delete(path),
    forgetTree: () => {
      tree = createNodeHost(log);
    },
    forgetAll: () => {
      tree = createNodeHost(log);
      texts.clear();
    },
  };
}
