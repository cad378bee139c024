import { posix } from 'node:path';
import { textOf } from '../../derived/text-of.js';
import { memoiseBy } from '../../lib/memoise.js';
import type { Host } from '../../model/host.js';
import { listOf, type Manifest } from '../../sources/manifest.js';
import { letsIn, parseRules, type Rules } from './ignore-walk.js';

/** Left out unless package.json or an ignore file says otherwise; as npm-packlist 10 has it. */
const DEFAULTS = [
  ...['.npmignore', '.gitignore', '**/.git', '**/.svn', '**/.hg', '**/CVS', '**/.git/**', '**/.svn/**', '**/.hg/**'],
  ...['**/CVS/**', '/.lock-wscript', '/.wafpickle-*', '/build/config.gypi', 'npm-debug.log', '**/.npmrc', '.*.swp'],
  ...['.DS_Store', '**/.DS_Store/**', '._*', '**/._*/**', '*.orig', '/archived-packages/**'],
];

/** In or out whatever else is said. */
const STRICT = [
  ...['/.git', '!/package.json', '!/readme{,.*[^~$]}', '!/copying{,.*[^~$]}', '!/license{,.*[^~$]}'],
  ...['!/licence{,.*[^~$]}', '/.git', '/node_modules', '.npmrc', '/package-lock.json', '/yarn.lock'],
  ...['/pnpm-lock.yaml', '/bun.lockb'],
];

/** Which folders `npm pack` enters and which files it takes, by their paths in the package. */
export interface PackRules {
  enters(folder: string): boolean;
  takes(file: string): boolean;
}

/**
 * As `npm pack` chooses: its defaults, then `files` of package.json or the ignore file of each folder (`.npmignore` before
 * `.gitignore`), then what is always in or out.
 */
export function npmRules(folder: string, manifest: Manifest, host: Host): PackRules {
  const files = listOf(manifest.files);
  const required = (files ?? []).filter((file) => host.isFile(posix.join(folder, file))).map(withoutDot);
  const own = files ? parseRules(['*', ...files.flatMap((file) => takenIn(folder, file, host))]) : undefined;
  const rulesOf = rememberPath((base): Rules => {
    const isTop = base === '';
    return [
      ...parseRules(DEFAULTS),
      ...(isTop && own ? own : readIgnoreFile(posix.join(folder, base), host)),
      ...parseRules(isTop ? [...required.map((file) => `!${file}`), ...STRICT, ...entries(manifest)] : ['/.git']),
    ];
  });
  /** Every folder on the way has a say about what is below it. */
  const isIn = (path: string, isFolder: boolean): boolean =>
    foldersOf(path).every(({ base, rest }) => letsIn(rulesOf(base), rest, isFolder));
  const enters = rememberPath((path): boolean => isIn(path, true));
  return { enters, takes: (path) => isIn(path, false) };
}

/** The top and every folder above a path, and what follows: `''`, `lib/`, `lib/a/`. */
function foldersOf(path: string): { readonly base: string; readonly rest: string }[] {
  const below = [...path.matchAll(/\//g)].map(({ index }) => ({
    base: path.slice(0, index + 1),
    rest: path.slice(index + 1),
  }));
  return [{ base: '', rest: path }, ...below];
}

function readIgnoreFile(folder: string, host: Host): Rules {
  const text = textOf(posix.join(folder, '.npmignore'), host) ?? textOf(posix.join(folder, '.gitignore'), host);
  return parseRules((text ?? '').split(/\r?\n/));
}

function takenIn(folder: string, file: string, host: Host): string[] {
  const pattern = withoutDot(file);
  const whole = pattern.endsWith('/*') ? `${pattern}*` : pattern;
  return host.isDirectory(posix.join(folder, file)) ? [`!${whole}`, `!${whole}/**`] : [`!${whole}`];
}

function withoutDot(file: string): string {
  return file.startsWith('./') ? file.slice(1) : file;
}

function entries({ main, browser, bin }: Manifest): string[] {
  const bins = typeof bin === 'object' && bin !== null ? Object.values(bin) : [bin];
  return [main, browser, ...bins].flatMap((each) => (typeof each === 'string' ? [`!/${posix.normalize(each)}`] : []));
}

function rememberPath<Result>(compute: (path: string) => Result): (path: string) => Result {
  return memoiseBy((path) => path, compute);
}
