import { extname } from 'node:path';
import { createJiti } from 'jiti';
import { ConfigError } from '../model/errors.js';
import type { ConfigSource } from './source.js';

/**
 * Runs a config file written as JavaScript or TypeScript and takes its default export.
 *
 * @throws {ConfigError} with the file's own error when it fails.
 */
export async function runConfig(path: string, text: string): Promise<ConfigSource> {
  // Without its cache, since nobody asked us to write files.
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: false });
  try {
    // Left to Node.js, a module would be loaded once for as long as an editor's server runs.
    const evaluation = { filename: path, ext: extname(path), async: true, forceTranspile: true } as const;
    const exports = (await jiti.evalModule(text, evaluation)) as { readonly default?: unknown };
    return { path, value: exports.default ?? exports, lineOf: () => undefined };
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
