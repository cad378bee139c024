import type { DetailedBundle } from '../model/bundle.js';
import type { Loaded } from './load-cost.js';

/** Packages with what a start reads of them: of a bundle all that is in it, of files those that an import reaches. */
export function loadedPackages(bundle: DetailedBundle): readonly Loaded[] {
  const reached = reachedBytes(bundle);
  return bundle.packages.flatMap(({ name, bytes, format }): Loaded[] => {
    if (bundle.packaging === 'bundle') return bytes > 0 ? [{ name, bytes, format, files: 0 }] : [];
    const files = reached.get(name);
    return files ? [{ name, format, ...files }] : [];
  });
}

/** The project's own code that a start reads, with the bundler's wrappers. */
export function ownBytes(bundle: DetailedBundle): { readonly bytes: number; readonly files: number } {
  if (bundle.packaging === 'files') return reachedBytes(bundle).get(undefined) ?? { bytes: 0, files: 0 };
  const bytes = bundle.own.reduce((sum, file) => sum + file.bytes, 0);
  return { bytes: bytes + bundle.bundlerBytes, files: 0 };
}

function reachedBytes({ contents }: DetailedBundle): ReadonlyMap<string | undefined, { bytes: number; files: number }> {
  const sums = new Map<string | undefined, { bytes: number; files: number }>();
  const [handler] = contents;
  for (const module of contents) {
    // What no import reaches is deployed and stays on the disk.
    if (module !== handler && module.importedBy === undefined) continue;
    const sum = sums.get(module.package) ?? { bytes: 0, files: 0 };
    sums.set(module.package, { bytes: sum.bytes + module.bytes, files: sum.files + 1 });
  }
  return sums;
}
