import type { Plain, PlainObject } from '../data-file.js';

/** Values that lead through more modules than this lead in a circle, or are of no use. */
const MAX_DEPTH = 100;

/** Makes objects whose members are worked out when they are first asked for. */
export type MakeLazy = (keys: Iterable<string>, compute: (key: string) => Plain) => PlainObject;

/** A member that needs itself is not known; nor is one at the end of a long chain of others. */
export function createLazyObjects(): MakeLazy {
  let depth = 0;
  return (keys, compute) => {
    const known = new Map<string, Plain>();
    const memberOf = (key: string): Plain => {
      if (known.has(key)) return known.get(key);
      if (depth >= MAX_DEPTH) return undefined;
      known.set(key, undefined);
      depth++;
      try {
        known.set(key, compute(key));
      } finally {
        depth--;
      }
      return known.get(key);
    };
    const object: PlainObject = {};
    for (const key of keys) Object.defineProperty(object, key, { enumerable: true, get: () => memberOf(key) });
    return object;
  };
}
