/** Non-negative integers in base 36 with blanks between them. */
export function packNumbers(numbers: readonly number[]): string {
  return numbers.map((number) => number.toString(36)).join(' ');
}

export function unpackNumbers(packed: string): readonly number[] {
  return packed === '' ? [] : packed.split(' ').map((digits) => Number.parseInt(digits, 36));
}
