import { posix } from 'node:path';
import { absolutePath, folderOf, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { parseJson } from '../../sources/manifest.js';

/**
 * Globs of the controllers, absolute, where a file imports the routes that tsoa has still to write: as its `tsoa.json` says, which is read
 * where `tsoa` runs (@tsoa/cli 6.6.0).
 */
export function globsOfRoutes(specifier: string, from: string, root: string, host: Host): string[] | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
  const imported = withoutEnding(posix.join(folderOf(from), specifier));
  for (const folder of foldersUpwards(folderOf(from), root)) {
    const text = host.readText(`${folder}/tsoa.json`);
    const { routes, controllerPathGlobs } = recordOf(text === undefined ? undefined : parseJson(text));
    const { routesDir, routesFileName = 'routes.ts' } = recordOf(routes);
    if (typeof routesDir !== 'string' || typeof routesFileName !== 'string') continue;
    if (withoutEnding(absolutePath(folder, posix.join(routesDir, routesFileName))) !== imported) continue;
    const globs = Array.isArray(controllerPathGlobs) ? controllerPathGlobs : [];
    return globs.flatMap((glob) => (typeof glob === 'string' ? absolutePath(folder, posix.normalize(glob)) : []));
  }
  return undefined;
}

const withoutEnding = (path: string): string => path.replace(/\.[mc]?[jt]s$/, '');

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
