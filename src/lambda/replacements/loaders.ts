import { memoise } from '../../lib/memoise.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import { lastParts, withoutEnding } from './match.js';
import type { TestReader } from './reader.js';

/** The tests and helpers that name a file as modules are named. */
export type Loaders = (path: string) => readonly string[];

export interface LoadersInput {
  readonly reader: TestReader;
  readonly resolve: ResolveModule;
  /** Where to look. */
  readonly among: readonly string[];
}

/** A path in quotes: its last part is the name of a file or of a folder. */
const LAST_PART = /['"`](?<name>(?:[\w@~#.-]*\/)+(?<last>[\w.-]+))\/?['"`]/g;

/** All texts are looked through once for what their paths end with; none is parsed. */
export function createLoaders({ reader, resolve, among }: LoadersInput): Loaders {
  let byLastPart: Map<string, { readonly from: string; readonly name: string }[]> | undefined;
  const index = (): NonNullable<typeof byLastPart> => {
    const found: NonNullable<typeof byLastPart> = new Map();
    for (const from of among) {
      for (const { groups } of reader.textOf(from).matchAll(LAST_PART)) {
        const last = withoutEnding(groups!.last!);
        const places = found.get(last) ?? [];
        places.push({ from, name: groups!.name! });
        found.set(last, places);
      }
    }
    return found;
  };
  return memoise((path) => {
    byLastPart ??= index();
    const places = lastParts(path).flatMap((last) => byLastPart!.get(last) ?? []);
    const loading = places.filter(({ from, name }) => {
      const resolution = resolve(name, from);
      return resolution.kind === 'file' && resolution.path === path;
    });
    return [...new Set(loading.map(({ from }) => from))];
  });
}
