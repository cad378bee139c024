import type { ResolveModule } from '../resolve-module.js';
import { withoutEnding } from './match.js';
import type { TestReader } from './reader.js';
import type { Load } from './test-variables.js';

/** The places where tests and helpers load a file. */
export type Loaders = (path: string) => readonly { readonly from: string; readonly load: Load }[];

export interface LoadersInput {
  readonly reader: TestReader;
  readonly resolve: ResolveModule;
  /** Where to look. */
  readonly among: readonly string[];
}

/** A path in quotes: its last part is the name of a file or of a folder. */
const LAST_PART = /['"`](?:[\w@~#.-]*\/)+(?<last>[\w.-]+)\/?['"`]/g;

/** All texts are looked through once for what their paths end with; those that may be meant are parsed. */
export function createLoaders({ reader, resolve, among }: LoadersInput): Loaders {
  let byLastPart: Map<string, Set<string>> | undefined;
  const index = (): Map<string, Set<string>> => {
    const found = new Map<string, Set<string>>();
    for (const path of among) {
      for (const { groups } of reader.textOf(path).matchAll(LAST_PART)) {
        const last = withoutEnding(groups!.last!);
        found.set(last, (found.get(last) ?? new Set()).add(path));
      }
    }
    return found;
  };
  const loadersOf = (path: string): ReturnType<Loaders> => {
    byLastPart ??= index();
    const parts = withoutEnding(path).split('/').slice(-2);
    const lasts = parts[1] === 'index' ? parts : parts.slice(1);
    const candidates = new Set(lasts.flatMap((last) => [...(byLastPart!.get(last) ?? [])]));
    return [...candidates].flatMap((from) => {
      const loads = reader.factsOf(from)?.variables.loads ?? [];
      return loads.flatMap((load) => {
        const resolution = resolve(load.specifier, from);
        return resolution.kind === 'file' && resolution.path === path ? [{ from, load }] : [];
      });
    });
  };
  return remembering(loadersOf);
}

export function remembering<Result>(compute: (path: string) => Result): (path: string) => Result {
  const known = new Map<string, Result>();
  return (path) => {
    if (!known.has(path)) known.set(path, compute(path));
    return known.get(path) as Result;
  };
}
