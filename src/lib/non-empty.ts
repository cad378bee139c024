/** A list that holds something. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** The last of those that there are. */
export function lastOf<T>([first, ...others]: NonEmpty<T>): T {
  return others.at(-1) ?? first;
}

export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
