import { posix } from 'node:path';
import type { ts } from 'ts-morph';
import { absolutePath } from '../lib/paths.js';
import { listOf } from './manifest.js';

/** Where `paths` of a tsconfig says that a name leads, whether something is there or not; absolute. What stands for every name says nothing of whose it is. */
export function aliasTargets(
  { paths = {}, baseUrl, pathsBasePath }: ts.CompilerOptions,
  specifier: string,
): readonly string[] {
  const base = baseUrl ?? pathsBasePath;
  const fitting = Object.entries(paths).flatMap(([key, targets]) => {
    const star = key === '*' ? undefined : starIn(key, specifier);
    return star === undefined ? [] : { key, targets, star };
  });
  // The compiler takes the one that says most before its star.
  const [best] = fitting.sort((a, b) => prefixOf(b.key).length - prefixOf(a.key).length);
  if (!best || typeof base !== 'string') return [];
  const { targets, star } = best;
  return (listOf(targets) ?? []).map((target) =>
    posix.normalize(
      absolutePath(
        base,
        target.replace('*', () => star),
      ),
    ),
  );
}

/** What the star of a key stands for in a name; empty for a name without one. */
function starIn(key: string, specifier: string): string | undefined {
  const [prefix = '', suffix, ...more] = key.split('*');
  if (suffix === undefined) return key === specifier ? '' : undefined;
  const isMatch =
    specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
  return isMatch && more.length === 0 ? specifier.slice(prefix.length, specifier.length - suffix.length) : undefined;
}

/** All of a key without a star is before it. */
function prefixOf(key: string): string {
  return key.includes('*') ? key.slice(0, key.indexOf('*')) : `${key}*`;
}
