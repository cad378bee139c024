import { join } from 'node:path';
import { build } from 'esbuild';
import { median } from '../bench/statistics.js';

/** How small a minified bundle is against one that is not: the median of some packages of each kind. */
export async function bundleRatio(folder: string, specifiers: readonly string[]): Promise<number> {
  const ratios: number[] = [];
  for (const specifier of specifiers) {
    const [plain, minified] = [await sizeOf(specifier, folder, false), await sizeOf(specifier, folder, true)];
    ratios.push(minified / plain);
  }
  return median(ratios);
}

async function sizeOf(specifier: string, folder: string, minify: boolean): Promise<number> {
  const stdin = { contents: `exports.x = require('${specifier}');`, resolveDir: join(folder) };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    platform: 'node',
    minify,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.contents.length;
}
