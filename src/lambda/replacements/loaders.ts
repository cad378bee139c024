import { groupBy } from '../../lib/group.js';
import { memoise, once } from '../../lib/memoise.js';
import { namesMatched } from '../../lib/names-matched.js';
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
const PATH = /['"`](?<name>(?:[\w@~#.-]*\/)+[\w.-]+)\/?['"`]/g;

/** All texts are looked through once for what their paths end with; none is parsed. */
export function createLoaders({ reader, resolve, among }: LoadersInput): Loaders {
  const byLastPart = once(() => {
    const places = among.flatMap((from) => namesMatched(reader.textOf(from), PATH).map((name) => ({ from, name })));
    return groupBy(places, ({ name }) => withoutEnding(name.slice(name.lastIndexOf('/') + 1)));
  });
  return memoise((path) => {
    const places = lastParts(path).flatMap((last) => byLastPart().get(last) ?? []);
    const loading = places.filter(({ from, name }) => {
      const resolution = resolve(name, from);
      return resolution.kind === 'file' && resolution.path === path;
    });
    return [...new Set(loading.map(({ from }) => from))];
  });
}
