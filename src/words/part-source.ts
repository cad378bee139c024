import type { ColdStartPart } from '../model/cold-start.js';

type Sourced = Pick<ColdStartPart, 'source' | 'basis'>;

/** What several parts stand on, which is told once. */
export function sharedBases(parts: readonly Sourced[]): readonly string[] {
  const bases = parts.flatMap(({ basis }) => basis ?? []);
  return [...new Set(bases.filter((basis, at) => bases.indexOf(basis) !== at))];
}

/** All of a source but what is told of several parts. */
export function sourceText({ source, basis }: Sourced, shared: readonly string[] = []): string {
  return basis === undefined || shared.includes(basis) ? source : `${source}; ${basis}`;
}
