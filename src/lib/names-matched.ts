/** What the group `name` of a global pattern holds, match by match. */
export function namesMatched(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(({ groups }) => groups?.name ?? []);
}
