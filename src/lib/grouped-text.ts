/** `1,060`: every number above a thousand that people read. What they type has no commas. */
export function groupedText(number: number): string {
  return number.toLocaleString('en', { maximumFractionDigits: 20 });
}
