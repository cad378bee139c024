/**
 * `1,060`: every number above a thousand that people read. What they type has no commas.
 *
 * @param decimals how many there are, zeros included; all that the number has where nothing is said.
 */
export function groupedText(number: number, decimals?: number): string {
  return number.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals ?? 20,
  });
}
