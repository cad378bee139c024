import { closest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant, or nothing when none is close. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) {
    return undefined;
  }
  const best = closest(name.toLowerCase(), candidates as string[]);
  return distance(name.toLowerCase(), best) <= Math.max(2, Math.floor(name.length / 3)) ? best : undefined;
}

/** ` Did you mean "…"?` with a leading space, or nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const best = nearest(name, candidates);
  return best === undefined ? '' : ` Did you mean "${best}"?`;
}
