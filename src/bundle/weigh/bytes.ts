interface Weighed {
  readonly bytes: number;
}

export function sum(items: Iterable<Weighed>): number {
  let total = 0;
  for (const { bytes } of items) total += bytes;
  return total;
}

/** The largest first. */
export function byBytes(a: Weighed, b: Weighed): number {
  return b.bytes - a.bytes;
}
