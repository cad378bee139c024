import ignore from 'ignore';
import picomatch from 'picomatch';
import { isIgnored } from '../../src/host/ignore-files.js';
import type { Host } from '../../src/model/host.js';

/** A host over files held in memory: absolute path → text. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const paths = Object.keys(files).sort();
  const ignoreFiles = paths
    .filter((path) => path.endsWith('/.gitignore'))
    .map((path) => ({ base: path.slice(0, -'/.gitignore'.length), patterns: ignore().add(files[path]!) }));
  const isKept = (path: string): boolean =>
    !isIgnored(
      path,
      false,
      ignoreFiles.filter(({ base }) => path.startsWith(`${base}/`)),
    );
  const list: Host['listFilesSync'] = (root, globs, options) => {
    const prefix = root.endsWith('/') ? root : `${root}/`;
    const wanted = picomatch([...globs], { dot: true, ignore: [...(options?.ignore ?? []), '**/node_modules/**'] });
    return paths.filter((path) => path.startsWith(prefix) && wanted(path.slice(prefix.length)) && isKept(path));
  };
  return {
    readText: (path) => files[path],
    isFile: (path) => path in files,
    isDirectory: (path) => paths.some((file) => file.startsWith(path.endsWith('/') ? path : `${path}/`)),
    isSpecial: () => false,
    specialFiles: () => [],
    linksBelow: () => [],
    isBrokenLink: () => false,
    listFiles: async (...args) => list(...args),
    listFilesSync: list,
    listTree: (folder, enters = () => true) => {
      const isEntered = (path: string) => {
        const parts = path.slice(folder.length + 1).split('/');
        return parts.slice(1).every((_, index) => enters([folder, ...parts.slice(0, index + 1)].join('/')));
      };
      const found = paths.filter((path) => path === folder || (path.startsWith(`${folder}/`) && isEntered(path)));
      return {
        files: found.map((path) => ({ path, realPath: path, bytes: Buffer.byteLength(files[path]!) })),
        problems: [],
      };
    },
    realPath: (path) => path,
    readBytes: async (path) => Buffer.from(files[path]!),
    home: '/home',
    now: () => 0,
    log: () => {},
  };
}
