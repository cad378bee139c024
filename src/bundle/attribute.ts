import type { OwnModule, PackageShare } from '../model/bundle.js';
import { groupBy } from '../model/group.js';
import { type BundledModule, type BundleGraph, chainTo, reachable } from './module-graph.js';
import type { ModulePackage, PackageOf } from './packages.js';

export interface Attribution {
  /** The largest first. */
  readonly packages: readonly PackageShare[];
  readonly own: readonly OwnModule[];
}

/** Says of each byte in a bundle whose it is, and why that is there. */
export function attribute(graph: BundleGraph, packageOf: PackageOf, root: string): Attribution {
  const cameFrom = reachable(graph);
  const modules = [...graph.modules.values()];
  const total = sum(modules);
  const byName = groupBy(modules, ({ path }) => packageOf(path)?.name);
  const relative = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  const shares = [...byName].flatMap(([name, own]): PackageShare[] => {
    // What tree shaking has taken out weighs nothing.
    if (name === undefined || sum(own) === 0) return [];
    const without = reachable(graph, (path) => packageOf(path)?.name === name);
    const nearest = [...cameFrom.keys()].find((path) => packageOf(path)?.name === name);
    return [
      {
        name,
        versions: versionsOf(own, packageOf),
        bytes: sum(own),
        onlyThroughBytes: total - sum(modules.filter(({ path }) => without.has(path))),
        modules: own.filter(({ bytes }) => bytes > 0).length,
        format: formatOf(own),
        chain: nearest === undefined ? [] : chainTo(nearest, cameFrom).map(relative),
      },
    ];
  });
  const own = (byName.get(undefined) ?? []).map(({ path, bytes }) => ({ file: relative(path), bytes }));
  return { packages: shares.sort(byBytes), own: own.filter(({ bytes }) => bytes > 0).sort(byBytes) };
}

function versionsOf(modules: readonly BundledModule[], packageOf: PackageOf): string[] {
  const copies = new Map(
    modules.flatMap(({ path }): [string, ModulePackage][] => {
      const found = packageOf(path);
      return found ? [[found.folder, found]] : [];
    }),
  );
  return [...copies.values()].flatMap(({ version }) => version ?? []).sort();
}

function formatOf(modules: readonly BundledModule[]): PackageShare['format'] {
  const formats = new Set(modules.filter(({ bytes }) => bytes > 0).flatMap(({ format }) => format ?? []));
  if (formats.size > 1) return 'mixed';
  return formats.has('esm') ? 'esm' : 'cjs';
}

function sum(modules: readonly { readonly bytes: number }[]): number {
  return modules.reduce((total, { bytes }) => total + bytes, 0);
}

function byBytes(a: { readonly bytes: number }, b: { readonly bytes: number }): number {
  return b.bytes - a.bytes;
}
