/** Names that no minifier changes. They may stand in a package or a banner as well as in the project's own code. */
const READERS = ['setSourceMapsEnabled', 'setSourceMapsSupport', 'source-map-support'];

/** Whether something in a built file has source maps read without NODE_OPTIONS saying so; by its text, so that doubt counts as yes. */
export function readsSourceMaps(code: Uint8Array): boolean {
  const text = Buffer.from(code.buffer, code.byteOffset, code.byteLength);
  return READERS.some((name) => text.includes(name));
}
