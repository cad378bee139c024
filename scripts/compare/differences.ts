/** What went, what changed, and what joined a list, a line each. A key that is new beside old ones is no difference. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const changed = [...before].flatMap(([path, value]) => {
    const now = after.get(path);
    return now === value ? [] : [`${path}: ${value} → ${now ?? 'gone'}`];
  });
  // A list that is new altogether is an added key.
  const joined = [...after].filter(
    ([path, value]) => !before.has(path) && before.has(/^in (.*)$/.exec(value)?.[1] ?? ''),
  );
  return [...changed, ...joined.map(([path]) => `${path}: new`)];
}
