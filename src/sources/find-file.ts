import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { memoise } from '../lib/memoise.js';
import { folderOf } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { BASE_OPTIONS } from './read-tsconfig.js';

/** Finds the file that a path, relative or absolute, means to a bundler; by a tsconfig's options also an alias. */
export type FindFile = (specifier: string, from: string, options?: ts.CompilerOptions) => string | undefined;

const CODE_FILE = /\.([mc]?[jt]s|[jt]sx)$/;
const CODE_OR_DATA_FILE = /\.([mc]?[jt]s|[jt]sx|json)$/;
const DECLARATION_FILE = /\.d\.[mc]?ts$/;

/**
 * @param takesData whether files of JSON are found, too.
 * @param isThere which files there are.
 */
export function createFileFinder(
  root: string,
  takesData: boolean,
  isThere: (path: string) => boolean,
  host: Host,
): FindFile {
  const isWanted = takesData ? CODE_OR_DATA_FILE : CODE_FILE;
  const files: ts.ModuleResolutionHost = {
    fileExists: isThere,
    readFile: (path) => host.readText(path),
    directoryExists: memoise((path) => host.isDirectory(path)),
    getCurrentDirectory: () => root,
    realpath: (path) => path,
  };
  return (specifier, from, options = BASE_OPTIONS) => {
    const likeliest = options === BASE_OPTIONS ? likeliestFile(specifier, from) : undefined;
    if (likeliest !== undefined && isThere(likeliest)) return likeliest;
    const found = ts.resolveModuleName(specifier, from, options, files).resolvedModule?.resolvedFileName;
    return found && isWanted.test(found) && !DECLARATION_FILE.test(found) ? found : undefined;
  };
}

/** What the compiler looks for first: `a.ts` for `./a` and `./a.js`. Most imports mean that, and asking here takes a tenth of the time. */
function likeliestFile(specifier: string, from: string): string | undefined {
  if (!/^\.{0,2}\//.test(specifier) || /\/\.{0,2}$|\.d$|\.[mc]?tsx?$|\.([mc]js|jsx|json)$/.test(specifier))
    return undefined;
  const stem = specifier.replace(/\.js$/, '');
  return `${posix.isAbsolute(stem) ? posix.normalize(stem) : posix.join(folderOf(from), stem)}.ts`;
}

/**
 * Files of layers that a module name may mean. `/opt/nodejs/shared` is what a layer unpacks: its folder holds `nodejs/shared`, or `shared`
 * where a build moves it there. Code in `/var/task` may climb there as well: `../../opt/nodejs/shared`.
 */
export function layerCandidates(specifier: string, layers: readonly string[]): string[] {
  const inner = /^(?:\/|(?:\.\.\/){2,})opt\/(.+)$/.exec(specifier)?.[1];
  if (inner === undefined) return [];
  const paths = [...new Set([inner, inner.replace(/^nodejs\//, ''), `nodejs/${inner}`])];
  return layers.flatMap((folder) => paths.map((path) => `${folder}/${path}`));
}

/** Folders that Node.js finds a package in when a layer brings it. */
export function layerPackages(name: string, layers: readonly string[]): string[] {
  return layers.flatMap((folder) => ['nodejs/', ''].map((inner) => `${folder}/${inner}node_modules/${name}`));
}
