import { textOf } from '../../derived/text-of.js';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { memoise, once } from '../../lib/memoise.js';
import { absolutePath, folderOf } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import type { Neighbours } from '../../model/neighbours.js';
import { namesFile } from './match.js';
import { MOCHA_CONFIGS } from './mocha-files.js';

/** Where runners are told what to load first, besides configs that are code. */
const CONFIGS = ['package.json', 'jest.config.json', 'bunfig.toml', ...MOCHA_CONFIGS];

/**
 * Asks whether a config around the code names a file. Runners are told of set-up in too many ways to be followed, as by
 * `path.join(__dirname, 'test', 'setup.ts')` or `mocha -r ../../test/hooks.ts`, so its name alone counts.
 *
 * @param tests with configs that are code.
 */
export function createNamedByConfig(
  tests: () => readonly string[],
  neighbours: () => Neighbours,
  host: Host,
): (path: string) => boolean {
  const texts = once(() => {
    const folders = new Set(neighbours().folders);
    const ofRunners = [...folders].flatMap((folder) => CONFIGS.map((name) => absolutePath(folder, name)));
    const code = tests().filter((path) => folders.has(folderOf(path)));
    return [...ofRunners, ...code].map((path) => textOf(path, host) ?? '');
  });
  return memoise((path) => {
    const [folder, file = ''] = path.split('/').slice(-2);
    const name = /^index\./.test(file) ? `${folder}/${file}` : file;
    const whole = new RegExp(`(?<![\\w.-])${escapeRegExp(name)}`);
    return texts().some((text) => whole.test(text) || namesFile(text, path));
  });
}
