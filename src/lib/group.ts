/** Items by key, in the order they came. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Those that are so, and the others; both in the order they came. */
export function partition<T>(items: readonly T[], isSo: (item: T) => boolean): [T[], T[]] {
  const groups = groupBy(items, isSo);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}
