/** Computes once for all items of one key. */
export function remember<Item, Result>(
  keyOf: (item: Item) => string,
  compute: (item: Item) => Result,
): (item: Item) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (item) => {
    const key = keyOf(item);
    const found = known.get(key) ?? { result: compute(item) };
    known.set(key, found);
    return found.result;
  };
}
