import { groupedText } from '../lib/grouped-text.js';

/** `1 file`, `2,000 files`, `no files`. */
export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : groupedText(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a, b and 3 more`, naming at most `limit` of them. */
export function listNames(names: readonly string[], limit: number): string {
  const named = names.slice(0, limit);
  const rest = names.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${groupedText(rest)} more` : named.join(', ');
}
