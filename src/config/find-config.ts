import { dirname } from 'node:path/posix';
import { absolutePath, isWithin } from '../lib/paths.js';
import { ConfigError, NOT_REGULAR } from '../model/errors.js';
import type { Host } from '../model/host.js';

/** Of files that are configs and nothing else. */
export const CONFIG_NAMES: readonly string[] = ['json', 'js', 'mjs', 'ts'].map(
  (extension) => `coldlens.config.${extension}`,
);

/** Config files that hold for a whole folder, outermost first: those in it and in the folders above, up to the root of its git checkout. */
export function findConfigsAbove(host: Host, folder: string): readonly string[] {
  const found: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    const path = configIn(host, current);
    if (path) {
      found.unshift(path);
    }
    if (current === dirname(current) || host.isDirectory(`${current}/.git`) || host.isFile(`${current}/.git`)) {
      return found;
    }
  }
}

/**
 * Config files in folders below, outer folders first.
 *
 * @param near only those in, above and below these paths; all if there are none.
 */
export async function findConfigsBelow(
  host: Host,
  folder: string,
  near: readonly string[] = [],
): Promise<readonly string[]> {
  const globs = ['*/**/coldlens.config.{json,js,mjs,ts}', '*/**/package.json'];
  const files = await host.listFiles(folder, globs, { ofAnyKind: true });
  const isNear = (file: string): boolean =>
    near.length === 0 || near.some((path) => isWithin(path, dirname(file)) || isWithin(dirname(file), path));
  const folders = new Set(files.filter((file) => isNear(file) && isConfig(host, file)).map((file) => dirname(file)));
  return [...folders]
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))
    .map((each) => configIn(host, each)!);
}

/** @throws {ConfigError} when a folder holds two: silently preferring one would puzzle whoever edits the other. */
function configIn(host: Host, folder: string): string | undefined {
  const found = [...CONFIG_NAMES, 'package.json']
    .map((name) => absolutePath(folder, name))
    .filter((path) => isConfig(host, path));
  if (found.length > 1) {
    throw new ConfigError(`${found[0]} and ${found[1]} both configure the same folder; keep one of them.`);
  }
  return found[0];
}

function isConfig(host: Host, path: string): boolean {
  if (!path.endsWith('/package.json')) checkIsReadable(host, path);
  return host.isFile(path) && (!path.endsWith('/package.json') || hasOwnKey(host, path));
}

/** @throws {ConfigError} when what has the name of a config cannot be read: its budgets would be gone without a word. */
function checkIsReadable(host: Host, path: string): void {
  if (host.isSpecial(path) || host.isDirectory(path)) throw new ConfigError(`${path} ${NOT_REGULAR}.`);
  if (host.isBrokenLink(path)) throw new ConfigError(`${path} is a link that leads nowhere.`);
}

/** A package.json that we cannot read or that is broken is somebody else's to report. */
function hasOwnKey(host: Host, path: string): boolean {
  try {
    const text = host.readText(path) ?? '';
    return text.includes('"coldlens"') && JSON.parse(text).coldlens !== undefined;
  } catch {
    return false;
  }
}
