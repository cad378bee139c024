/** Computes once for all items of one key. */
export function remember<Item, Result>(
  keyOf: (item: Item) => string,
  compute: (item: Item) => Result,
): (item: Item) => Result {
  const known = new Map<string, Result>();
  return (item) => {
    const key = keyOf(item);
    if (!known.has(key)) known.set(key, compute(item));
    return known.get(key)!;
  };
}
