/** Characters that went from a line of built code. */
export interface Shift {
  /** Of the first character behind them, before they went. */
  readonly column: number;
  readonly by: number;
}

/** The `mappings` of a source map after characters went from some lines, 0-based: what stands behind them moves to the left. */
export function shiftColumns(mappings: string, shifts: ReadonlyMap<number, readonly Shift[]>): string {
  const lines = mappings.split(';');
  for (const [line, onLine] of shifts) {
    if (lines[line]) lines[line] = shiftLine(lines[line], onLine);
  }
  return lines.join(';');
}

/** The first number of each segment is its column, from that of the segment before it. */
function shiftLine(line: string, shifts: readonly Shift[]): string {
  let before = 0;
  let after = 0;
  return line
    .split(',')
    .map((segment) => {
      const first = decode(segment);
      const column = before + first.value;
      const shifted = shifts.reduce((at, { column: behind, by }) => (column >= behind ? at - by : at), column);
      const text = encode(shifted - after) + segment.slice(first.length);
      before = column;
      after = shifted;
      return text;
    })
    .join(',');
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decode(text: string): { readonly value: number; readonly length: number } {
  let bits = 0;
  for (let length = 0; length < text.length; length++) {
    const digit = DIGITS.indexOf(text.charAt(length));
    bits |= (digit & 31) << (5 * length);
    if (digit < 32) return { value: bits & 1 ? -(bits >> 1) : bits >> 1, length: length + 1 };
  }
  return { value: 0, length: 0 };
}

function encode(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
