import type { Installed } from './node-packages.js';

/**
 * What a package brings along: the bytes of all packages that would not be installed if nobody depended on it, itself included,
 * by the dependencies that package.json files state. A package that nothing asks for brings itself.
 */
export function createOnlyThrough({ packages, direct }: Installed, bytesOf: ReadonlyMap<string, number>) {
  return (name: string, folders: readonly string[]): number => {
    const kept = new Set<string>();
    const pending = [...direct];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      const found = packages.get(folder);
      if (kept.has(folder) || !found || found.name === name) continue;
      kept.add(folder);
      pending.push(...found.dependencies);
    }
    const gone = new Set([...[...packages.keys()].filter((folder) => !kept.has(folder)), ...folders]);
    let sum = 0;
    for (const folder of gone) sum += bytesOf.get(folder) ?? 0;
    return sum;
  };
}
