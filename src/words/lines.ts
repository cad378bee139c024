export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What there is of the parts, in one line. */
export function joined(parts: readonly (string | undefined | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}
