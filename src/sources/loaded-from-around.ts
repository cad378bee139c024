import { posix } from 'node:path';
import { folderOf, isWithin } from '../lib/paths.js';
import { CODE_FILES } from '../model/code-file.js';
import type { Host } from '../model/host.js';
import { textOf } from '../model/text-of.js';
import { aliasTargets } from './alias-targets.js';
import { loadsIn } from './loads.js';
import { createPackages } from './packages.js';
import { createTsconfigs } from './tsconfigs.js';

/**
 * Does code in the folder around another one load anything there: by a path, by the name of its package, by an alias? Where names lead is not
 * looked up, as that takes as long as an analysis; so a yes means that it may. Takes absolute paths.
 */
export function isLoadedFromAround(folder: string, around: string, host: Host): boolean {
  const { name: own } = createPackages(around, host)(`${folder}/package.json`).manifest;
  const tsconfigs = createTsconfigs(around, host, () => {});
  const leadsInto = (name: string, from: string): boolean => {
    if (name.startsWith('.')) return isWithin(posix.join(folderOf(from), name), folder);
    if (typeof own === 'string' && `${name}/`.startsWith(`${own}/`)) return true;
    const { resolution } = tsconfigs.of(from);
    const { baseUrl } = resolution;
    const targets = [...aliasTargets(resolution, name), ...(baseUrl === undefined ? [] : [posix.join(baseUrl, name)])];
    return targets.some((target) => isWithin(target, folder));
  };
  return host.listFilesSync(around, [CODE_FILES]).some((path) => {
    if (isWithin(path, folder)) return false;
    return [...loadsIn(textOf(path, host) ?? '')].some((name) => leadsInto(name, path));
  });
}
