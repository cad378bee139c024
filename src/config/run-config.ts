import { createJiti } from 'jiti';
import { ConfigError } from '../model/errors.js';
import type { ConfigSource } from './source.js';

/**
 * Runs a config file written as JavaScript or TypeScript and takes its default export.
 *
 * @throws {ConfigError} with the file's own error when it fails.
 */
export async function runConfig(path: string): Promise<ConfigSource> {
  // Without its cache, since nobody asked us to write files.
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: false });
  try {
    return { path, value: await jiti.import(path, { default: true }), lineOf: () => undefined };
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
