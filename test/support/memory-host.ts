import picomatch from 'picomatch';
import type { Host } from '../../src/model/host.js';

/** A host over files held in memory: absolute path → text. */
export function memoryHost(files: Readonly<Record<string, string>>): Host {
  const paths = Object.keys(files).sort();
  return {
    readText: (path) => files[path],
    isFile: (path) => path in files,
    isDirectory: (path) => paths.some((file) => file.startsWith(path.endsWith('/') ? path : `${path}/`)),
    listFiles: async (root, globs, options) => {
      const prefix = root.endsWith('/') ? root : `${root}/`;
      const wanted = picomatch([...globs], { dot: true, ignore: [...(options?.ignore ?? []), '**/node_modules/**'] });
      return paths.filter((path) => path.startsWith(prefix) && wanted(path.slice(prefix.length)));
    },
    now: () => 0,
    log: () => {},
  };
}
