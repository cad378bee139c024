/** Computes once for all items of one key. */
export function memoiseBy<Item, Result>(
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

/** Computes what belongs to a path once. */
export function memoise<Result>(compute: (path: string) => Result): (path: string) => Result {
  const known = new Map<string, Result>();
  return (path) => {
    if (!known.has(path)) known.set(path, compute(path));
    return known.get(path)!;
  };
}

/** Computes once what belongs to an object, and lets go of it with the object. */
export function oncePer<Subject extends object, Result>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const known = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const found = known.get(subject) ?? { result: compute(subject) };
    known.set(subject, found);
    return found.result;
  };
}

/** Works it out when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
