import { dirname, extname, join } from 'node:path/posix';
import { foldersUpwards } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { readManifest } from './manifest.js';

/**
 * Whether Node.js takes a file, or what a compiler makes of it, for an ES module: by its name, else by the nearest package.json.
 *
 * @param top the last folder upwards that is asked.
 */
export function isModuleFile(path: string, host: Pick<Host, 'isFile' | 'readText'>, top = ''): boolean {
  const extension = extname(path);
  if (!/^\.[jt]sx?$/.test(extension)) return /^\.m[jt]s$/.test(extension);
  const home = foldersUpwards(dirname(path), top).find((folder) => host.isFile(join(folder, 'package.json')));
  return home !== undefined && readManifest(home, host)?.type === 'module';
}
