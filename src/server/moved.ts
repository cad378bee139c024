/** Where an offset of one text stands in another: both have the same beginning and end, and between them somebody has typed. */
export type Move = (offset: number) => number;

export function moveBetween(before: string, after: string): Move {
  if (before === after) return (offset) => offset;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return (offset) => {
    if (offset <= head) return offset;
    if (offset >= before.length - tail) return offset + after.length - before.length;
    return Math.min(offset, after.length - tail);
  };
}
