import { textOf } from '../../derived/text-of.js';
import { absolutePath } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { parseJson, toRecord } from '../../sources/manifest.js';
import type { ResolveModule } from '../../sources/resolve-module.js';

export const MOCHA_CONFIGS = ['js', 'cjs', 'mjs', 'json', 'jsonc', 'yml', 'yaml'].map((ending) => `.mocharc.${ending}`);

/** `./hooks/fake-sdk`, `test/setup.js`; patterns with stars lead to tests, which are known by their own names. */
const PATH = /(?<![\w@./*-])(\.{1,2}\/[\w@./-]+|[\w@-][\w@./-]*\.[cm]?[jt]sx?)(?![\w@./*-])/g;

/** Files that the settings of mocha in these folders name: they run with the tests, wherever they stand. */
export function mochaFiles(folders: Iterable<string>, host: Host, resolve: ResolveModule): readonly string[] {
  return [...folders].flatMap((folder) => {
    const manifest = absolutePath(folder, 'package.json');
    const texts = [
      ...MOCHA_CONFIGS.map((name) => textOf(absolutePath(folder, name), host) ?? ''),
      settingsIn(manifest, host),
    ];
    const paths = texts.flatMap((text) => [...text.matchAll(PATH)].map(([path]) => path));
    return paths.flatMap((path) => {
      const resolution = resolve(path.startsWith('.') ? path : `./${path}`, manifest);
      return resolution.kind === 'file' ? [resolution.path] : [];
    });
  });
}

/** What a manifest says to mocha. */
function settingsIn(manifest: string, host: Host): string {
  const text = textOf(manifest, host) ?? '';
  return text.includes('"mocha"') ? JSON.stringify(toRecord(parseJson(text)).mocha ?? {}) : '';
}
