/** Patterns of what is left out as patterns of what is packaged, and the other way round: `*.md` ↔ `!*.md`. */
export function inverted(patterns: readonly string[]): string[] {
  return patterns.map((pattern) => (pattern.startsWith('!') ? pattern.slice(1) : `!${pattern}`));
}
