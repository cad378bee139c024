import type { DetailedBundle } from '../model/bundle.js';
import type { LoadedPackage } from './load-cost.js';

/** Packages with what a start reads of them: what imports reach, those left out that wait for `import()`. */
export function loadedPackages(bundle: DetailedBundle): readonly LoadedPackage[] {
  const reached = reachedBytes(bundle);
  return bundle.packages.flatMap(({ name, format }): LoadedPackage[] => {
    const loaded = reached.get(name);
    return loaded && loaded.bytes > 0 ? [{ name, format, ...loaded }] : [];
  });
}

/** The project's own code that a start reads, with the bundler's wrappers. */
export function ownBytes(bundle: DetailedBundle): ReachedCode {
  const { bytes, files } = reachedBytes(bundle).get(undefined) ?? { bytes: 0, files: 0 };
  return { bytes: bytes + bundle.bundlerBytes, files };
}

/** What stands outside of the bundle and is loaded with it: packages, and modules of Node's own. */
export function loadedFromOutside({ external, loadedExternal = external }: DetailedBundle): readonly string[] {
  return loadedExternal;
}

interface ReachedCode {
  readonly bytes: number;
  readonly files: number;
}

function reachedBytes({ contents }: DetailedBundle): ReadonlyMap<string | undefined, ReachedCode> {
  const sums = new Map<string | undefined, ReachedCode>();
  const [handler] = contents;
  for (const module of contents) {
    // What no import reaches is deployed and stays on the disk.
    if (module.isLazy || (module !== handler && module.importedBy === undefined)) continue;
    const sum = sums.get(module.package) ?? { bytes: 0, files: 0 };
    sums.set(module.package, { bytes: sum.bytes + module.bytes, files: sum.files + 1 });
  }
  return sums;
}
