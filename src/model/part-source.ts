import type { ColdStartPart } from './cold-start.js';

/** A source says how a part was measured, and after a semicolon what that stands on. */
const SEPARATOR = '; ';

/** What several parts stand on, which is told once. */
export function sharedBases(parts: readonly ColdStartPart[]): readonly string[] {
  const bases = parts.map(({ source }) => basisOf(source));
  const isShared = (basis: string | undefined, at: number): basis is string =>
    basis !== undefined && bases.indexOf(basis) !== at;
  return [...new Set(bases.filter(isShared))];
}

/** A source without what is told of several. */
export function ownSource(source: string, shared: readonly string[]): string {
  const basis = basisOf(source);
  return basis === undefined || !shared.includes(basis) ? source : source.slice(0, -(basis.length + SEPARATOR.length));
}

export function basisOf(source: string): string | undefined {
  const at = source.indexOf(SEPARATOR);
  return at === -1 ? undefined : source.slice(at + SEPARATOR.length);
}
