import type { Host } from '../../model/host.js';

/** The host with some files holding other texts than on disk: unsaved, or fixed but not yet written. Absolute path → text. */
export function overlayHost(host: Host, texts: ReadonlyMap<string, string>): Host {
  return {
    ...host,
    readText: (path) => texts.get(path) ?? host.readText(path),
    isFile: (path) => texts.has(path) || host.isFile(path),
  };
}
