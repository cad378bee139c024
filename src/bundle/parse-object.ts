/** The object that a JSON text holds; an empty one where it holds none, as a broken package.json is npm's to complain about. */
export function parseObject(text = '{}'): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
