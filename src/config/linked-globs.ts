import { basename } from 'node:path/posix';
import picomatch from 'picomatch';
import { escapeGlob } from '../lib/escape-glob.js';
import { absolutePath, folderOf, isWithin, relativePath } from '../lib/paths.js';
import { createRealPaths } from '../lib/real-paths.js';
import type { Host } from '../model/host.js';
import type { RawConfig } from './raw-config.js';

/** Config values of a folder, with a glob added for each that names code by the path of a link. */
export type LinkedGlobs = (config: RawConfig, folder: string) => RawConfig;

/**
 * The analysis knows a file by where it is. A config may as well name it by a link that leads there: `common/**`, where `common` is a link to
 * `../common`. A glob that only goes through a link by the way, as `**` does, says nothing of what is elsewhere.
 */
export function createLinkedGlobs(root: string, host: Host): LinkedGlobs {
  const realPaths = createRealPaths(root, (path) => host.realPath(path));
  const twins = (glob: string, folder: string): string[] => {
    if (glob.startsWith('!')) return [glob];
    const parts = glob.replace(/^\.?\//, '').split('/');
    const ways = parts.flatMap((part, index) => {
      if (namesNoLink(part)) return [];
      const [way, rest] = [parts.slice(0, index + 1), parts.slice(index + 1)];
      return linksNamed(way, folder, root, host).map((link) => [link, rest] as const);
    });
    const others = ways.flatMap(([link, rest]) => {
      const real = realPaths(link);
      // Round in a circle, everything has any number of names.
      return isWithin(link, real)
        ? []
        : [[...relativePath(folder, real).split('/').map(escapeGlob), ...rest].join('/')];
    });
    return [...new Set([glob, ...others])];
  };
  return (config, folder) => {
    const widened = (globs: readonly string[]): string[] => globs.flatMap((glob) => twins(glob, folder));
    return {
      ...config,
      ...(config.ignore && { ignore: widened(config.ignore) }),
      ...(config.overrides && {
        overrides: config.overrides.map((each) => ({ ...each, files: widened(each.files) })),
      }),
    };
  };
}

/** Links that the beginning of a glob names, down to its last part: by their full name wherever they are, else below the root. */
function linksNamed(way: readonly string[], folder: string, root: string, host: Host): readonly string[] {
  if (way.every(isPlain)) return [absolutePath(folder, way.join('/'))].filter((path) => isLink(path, host));
  const isNamed = picomatch(way.join('/'), { dot: true });
  return host.linksBelow(root).filter((link) => isWithin(link, folder) && isNamed(relativePath(folder, link)));
}

/** As the last part of a way: it goes through all that is there, or back. */
function namesNoLink(part: string): boolean {
  return /^[*?]*$/.test(part) || part === '..' || part === '.';
}

function isLink(path: string, host: Host): boolean {
  return host.realPath(path) !== absolutePath(host.realPath(folderOf(path)), basename(path));
}

/** Does it stand for itself? */
function isPlain(part: string): boolean {
  return picomatch.scan(part).isGlob === false && !part.includes('\\');
}
