import { dirname } from 'node:path/posix';
import { ConfigError, NOT_REGULAR } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { ConfigPlace } from '../model/options.js';
import { findConfigsAbove, findConfigsBelow } from './find-config.js';
import { createLinkedGlobs, type LinkedGlobs } from './linked-globs.js';
import type { ConfigurableRule, RawConfig } from './raw-config.js';
import { type ConfigSource, parseJsonSource, sourceBelow, type ValuePath } from './source.js';

/** One config file and the folder that it holds for. */
export interface ConfigLayer {
  readonly folder: string;
  /** Where a value of the file stands. */
  readonly placeOf?: (path: ValuePath) => ConfigPlace;
  readonly config: RawConfig;
}

export interface LoadedConfig {
  /** Layers that hold for the whole root, outermost first; each is laid over the one before. */
  readonly outer: readonly ConfigLayer[];
  /** Layers of folders below the root, outer folders first. */
  readonly nested: readonly ConfigLayer[];
}

export interface LoadOptions {
  readonly rules: readonly ConfigurableRule[];
  /** Whether config files written as code may be run. Never in a workspace that the user has not declared trusted. */
  readonly allowCode: boolean;
  /** Absolute path of the only config file to use, as if it stood in the root. */
  readonly configPath?: string;
  /** Absolute: of config files below the root those count that lie in, above or below one of these; all if there are none. */
  readonly near?: readonly string[];
}

/**
 * Finds, reads and checks the config files for a folder.
 *
 * @throws {ConfigError} for a file that is missing, does not parse, or has a wrong key or value.
 */
export async function loadConfig(host: Host, root: string, options: LoadOptions): Promise<LoadedConfig> {
  const tools = { ...options, host, linkedGlobs: createLinkedGlobs(root, host) };
  if (options.configPath) {
    checkIsFile(host, options.configPath);
    return { outer: await loadLayers([options.configPath], tools, root), nested: [] };
  }
  const outer = await loadLayers(findConfigsAbove(host, root), tools);
  const nested = await loadLayers(await findConfigsBelow(host, root, options.near), tools);
  return {
    outer: outer.slice(
      Math.max(
        0,
        outer.findLastIndex(({ config }) => config.root),
      ),
    ),
    nested,
  };
}

function checkIsFile(host: Host, path: string): void {
  if (host.isFile(path)) return;
  const isThere = host.isSpecial(path) || host.isDirectory(path);
  throw new ConfigError(isThere ? `${path} ${NOT_REGULAR}.` : `There is no config file ${path}`);
}

interface Tools extends LoadOptions {
  readonly host: Host;
  readonly linkedGlobs: LinkedGlobs;
}

async function loadLayers(
  paths: readonly string[],
  { host, linkedGlobs, ...options }: Tools,
  folder?: string,
): Promise<readonly ConfigLayer[]> {
  const layers: ConfigLayer[] = [];
  for (const path of paths) {
    const source = await readSource(host, path, options.allowCode);
    if (source) {
      // Loaded late: most projects have no config, and the validator is slow to start.
      const { validateConfig } = await import('./validate.js');
      const placeOf = (value: ValuePath): ConfigPlace => ({ path, line: source.lineOf(value) ?? 1 });
      const config = validateConfig(source, options.rules);
      const base = folder ?? dirname(path);
      layers.push({ folder: base, placeOf, config: linkedGlobs(config, base) });
    }
  }
  return layers;
}

async function readSource(host: Host, path: string, allowCode: boolean): Promise<ConfigSource | undefined> {
  if (/\.[mc]?[jt]s$/.test(path)) {
    if (allowCode) {
      const { runConfig } = await import('./run-config.js');
      return runConfig(path, host.readText(path) ?? '');
    }
    host.log('warn', `${path} is not used: config files written as code only run in trusted workspaces.`);
    return undefined;
  }
  const source = parseJsonSource(path, host.readText(path) ?? '');
  return path.endsWith('/package.json') ? sourceBelow(source, 'coldlens') : source;
}
