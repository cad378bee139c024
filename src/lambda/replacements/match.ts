import { posix } from 'node:path';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { folderOf } from '../../lib/paths.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import { fakesOf } from '../catalogue/global-fakes.js';
import { isPath, type NamedSources } from './sources.js';
import type { TestFacts } from './test-facts.js';

/** Where a test's names lead: from its own folder, and from that of its package. */
export interface NamesOfTest {
  readonly path: string;
  readonly folder: string;
  readonly resolve: ResolveModule;
}

/** Does the text hold what it would have to, to replace one of the sources by name? */
export function mentionsAnySource(text: string, { packages, files, names }: NamedSources): boolean {
  for (const name of packages) if ([name, ...fakesOf(name)].some((each) => text.includes(each))) return true;
  for (const file of files) if (namesFile(text, file)) return true;
  if (/automock|moduleNameMapper|\balias\b/i.test(text)) return true;
  return /__(set|get|with)__/.test(text) || text.includes('__Rewire')
    ? [...names].some((name) => text.includes(name))
    : false;
}

export function replacesAny(facts: TestFacts, sources: NamedSources, test: NamesOfTest): boolean {
  if (facts.isOpen || [...facts.rewired].some((name) => sources.names.has(name))) return true;
  if ([...facts.patterns].some((pattern) => [...sources.packages].some((name) => isMeantBy(pattern, name))))
    return true;
  // A config also names what is left out of a bundle, or transformed.
  const names = CONFIG.test(test.path) ? facts.patched : [...facts.names, ...facts.patched];
  return [...names].some((name) => isOneOf(name, sources, test));
}

/** Names of files that say how something is built or run. */
export const CONFIG =
  /\.json$|(^|\/)[\w.-]*(webpack|rollup|rspack|esbuild)[\w.-]*\.[cm]?[jt]s$|\.(config|workspace)\.[cm]?[jt]s$/;

function isOneOf(name: string, { packages, files, specifiers }: NamedSources, test: NamesOfTest): boolean {
  const bare = name.replace(/^node:/, '');
  for (const each of packages) if (bare === each || bare.startsWith(`${each}/`)) return true;
  if (files.size === 0 || !/^[\w@~#.<][\w@~#.<>/-]*$/.test(name)) return false;
  // proxyquire and esmock take the words of the tested module.
  if (/^\.{1,2}\//.test(name) && [...specifiers].some((each) => withoutEnding(each) === withoutEnding(name)))
    return true;
  const path = name.startsWith('<rootDir>') ? `${test.folder}${name.slice('<rootDir>'.length)}` : name;
  const resolution = test.resolve(path, test.path);
  if (resolution.kind === 'file') return files.has(resolution.path);
  if (isPath(path)) return files.has(posix.join(folderOf(test.path), path));
  return isAlias(name) && [...files].some((file) => isTailOf(name, file));
}

/** `@/lib/aws`, `~/lib/aws`, `src/lib/aws`: what a runner's own settings lead somewhere. */
export function isAlias(name: string): boolean {
  return /^([@~#]\w*|src|app|lib)\/./.test(name);
}

/** A module that is no code, or whose name only a runner's settings lead somewhere, is one of the files, as far as its name tells. */
export function meansOne(specifier: string, from: string, files: ReadonlySet<string>): boolean {
  if (isPath(specifier)) return files.has(posix.join(folderOf(from), specifier));
  return isAlias(specifier) && [...files].some((file) => isTailOf(specifier, file));
}

function isTailOf(name: string, file: string): boolean {
  const tail = withoutEnding(name.slice(name.indexOf('/')));
  const path = withoutEnding(file);
  return path.endsWith(tail) || path.endsWith(`${tail}/index`);
}

/** Any part of the pattern that is plain text, and long enough to say something, stands in the name. */
function isMeantBy(pattern: string, name: string): boolean {
  const parts = pattern.replace(/\\([^\w])/g, '$1').split(/[\^$()[\]|*+?{}]|\.(?=[*+])/);
  return parts.some((part) => part.length >= 4 && (name.includes(part) || `${name}/`.startsWith(part)));
}

export function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

/** Ends a text with the file's name, or with its folder's where the file is its index. */
export function namesFile(text: string, file: string): boolean {
  const path = withoutEnding(file).replace(/\/index$/, '');
  const stem = path.slice(path.lastIndexOf('/') + 1);
  if (!text.includes(stem)) return false;
  return new RegExp(`[/'"\`]${escapeRegExp(stem)}(/index)?(\\.[cm]?[jt]sx?)?/?['"\`]`).test(text);
}

/** What a name of a file may end with: its own name, or that of its folder, or of its package, where it is their index. */
export function lastParts(path: string): readonly string[] {
  const parts = withoutEnding(path).split('/').slice(-MOST_PARTS);
  return [...new Set(parts.at(-1) === 'index' ? parts : parts.slice(-1))];
}

const MOST_PARTS = 3;
