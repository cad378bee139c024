import { builtinModules } from 'node:module';
import { ts } from 'ts-morph';
import { folderOf } from '../lib/paths.js';
import { createRealPaths } from '../lib/real-paths.js';
import type { Host } from '../model/host.js';
import type { PackageNamed } from '../model/package-named.js';
import { BASE_OPTIONS, type Tsconfigs } from './tsconfigs.js';

/** Where an import leads: a file of ours, a package, or nowhere. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'external' }
  | { readonly kind: 'missing' };

export type ResolveModule = (specifier: string, from: string) => Resolution;

export interface ResolverOptions {
  readonly root: string;
  readonly tsconfigs: Tsconfigs;
  readonly packageNamed: PackageNamed;
  /** Absolute folders that a function finds under `/opt`. */
  readonly layers?: readonly string[];
  /** Whether JSON files are found, too. */
  readonly takesData?: boolean;
}

type ResolveFile = (specifier: string, from: string, options: ts.CompilerOptions) => string | undefined;

const BUILTIN = new Set(builtinModules);
const CODE_FILE = /\.([mc]?[jt]s|[jt]sx)$/;
const CODE_OR_DATA_FILE = /\.([mc]?[jt]s|[jt]sx|json)$/;
const DECLARATION_FILE = /\.d\.[mc]?ts$/;

/**
 * Resolves as bundlers do, through the compiler's own resolver: relative paths with and without endings, `.js` that
 * is really `.ts`, `paths` and `baseUrl` of the nearest tsconfig, and packages of the workspace by name, even
 * when nothing is installed. Packages from `node_modules` are not looked up. A file that several links lead to is one file.
 */
export function createModuleResolver(options: ResolverOptions, host: Host): ResolveModule {
  const { root, tsconfigs, packageNamed, layers = [], takesData } = options;
  const isWanted = takesData ? CODE_OR_DATA_FILE : CODE_FILE;
  const resolveFile = createFileResolver(root, isWanted, (path) => host.isFile(path), host);
  // A pipe or a device by the name of a module is one, which cannot be read.
  const resolveSpecial = createFileResolver(root, isWanted, (path) => host.isSpecial(path), host);
  const cache = new Map<string, Resolution>();
  const realPaths = createRealPaths(root, (path) => host.realPath(path));
  /** Where links lead into a package, it is code of the package. */
  const toResolution = (path: string): Resolution => {
    const real = realPaths(path);
    return isInPackage(real) && !isInPackage(path) ? { kind: 'external' } : { kind: 'file', path: real };
  };
  const resolveWorkspace = (specifier: string, from: string): string | undefined => {
    const [name, subpath] = splitPackage(specifier);
    const folder = packageNamed(name, from);
    return folder === undefined ? undefined : firstOf(packageCandidates(folder, subpath, host), from);
  };
  const firstOf = (candidates: readonly string[], from: string): string | undefined => {
    for (const candidate of candidates) {
      const found = resolveFile(candidate, from, BASE_OPTIONS);
      if (found) return found;
    }
    return undefined;
  };
  const resolve = (specifier: string, from: string): Resolution => {
    if (isRelative(specifier)) {
      const path = resolveFile(specifier, from, BASE_OPTIONS) ?? firstOf(layerCandidates(specifier, layers), from);
      if (path) return toResolution(path);
      // By the name of the link: where it leads is none of the project's.
      const special = resolveSpecial(specifier, from, BASE_OPTIONS);
      if (special) return { kind: 'file', path: special };
      return isCode(specifier) ? { kind: 'missing' } : { kind: 'external' };
    }
    if (BUILTIN.has(specifier) || specifier.startsWith('node:')) return { kind: 'external' };
    const { resolution, patterns } = tsconfigs(from);
    const isMapped = resolution.baseUrl !== undefined || patterns.some((pattern) => pattern.test(specifier));
    const mapped = isMapped ? resolveFile(specifier, from, resolution) : undefined;
    if (mapped && !isInPackage(mapped)) return toResolution(mapped);
    const path = resolveWorkspace(specifier, from);
    return path ? toResolution(path) : { kind: 'external' };
  };

  return (specifier, from) => {
    const key = `${folderOf(from)}\0${specifier}`;
    const known = cache.get(key);
    if (known) return known;
    const resolution = resolve(specifier, from);
    cache.set(key, resolution);
    return resolution;
  };
}

/**
 * @param isWanted names of files to be found.
 * @param isThere which files there are.
 */
function createFileResolver(
  root: string,
  isWanted: RegExp,
  isThere: (path: string) => boolean,
  host: Host,
): ResolveFile {
  const files: ts.ModuleResolutionHost = {
    fileExists: isThere,
    readFile: (path) => host.readText(path),
    directoryExists: (path) => host.isDirectory(path),
    getCurrentDirectory: () => root,
    realpath: (path) => path,
  };
  return (specifier, from, options) => {
    const found = ts.resolveModuleName(specifier, from, options, files).resolvedModule?.resolvedFileName;
    return found && isWanted.test(found) && !DECLARATION_FILE.test(found) ? found : undefined;
  };
}

function isInPackage(path: string): boolean {
  return path.includes('/node_modules/');
}

function isRelative(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
}

/** `/opt/nodejs/shared` is what a layer unpacks: its folder holds `nodejs/shared`, or `shared` where a build moves it there. */
function layerCandidates(specifier: string, layers: readonly string[]): string[] {
  const inner = /^\/opt\/(.+)$/.exec(specifier)?.[1];
  if (inner === undefined) return [];
  const paths = [...new Set([inner, inner.replace(/^nodejs\//, ''), `nodejs/${inner}`])];
  return layers.flatMap((folder) => paths.map((path) => `${folder}/${path}`));
}

/** `./logo.svg` is no code, and nothing that we could follow. */
function isCode(specifier: string): boolean {
  const extension = /\.[a-z0-9]+$/i.exec(specifier)?.[0];
  return (
    !extension ||
    !/^\.(json|svg|png|jpe?g|gif|css|html?|txt|md|graphql|gql|wasm|node|ya?ml|sql|pem|hbs|ejs)$/i.test(extension)
  );
}

/** `@scope/name` of `@scope/name/path`; nothing for what Node has itself, and for files. */
export function packageOf(specifier: string): string | undefined {
  if (/^[./#]/.test(specifier) || specifier.startsWith('node:') || BUILTIN.has(specifier)) return undefined;
  return splitPackage(specifier)[0];
}

function splitPackage(specifier: string): [name: string, subpath: string] {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')];
}

/** Source files that a workspace package's entry may come from: its manifest may name build output that does not exist yet. */
function packageCandidates(folder: string, subpath: string, host: Host): string[] {
  if (subpath) return [`${folder}/${subpath}`, `${folder}/src/${subpath}`, ...built(`${folder}/${subpath}`)];
  const manifest = readJson(host, `${folder}/package.json`);
  const entries = [manifest?.source, entryOf(manifest?.exports), manifest?.module, manifest?.main, manifest?.types]
    .filter((entry): entry is string => typeof entry === 'string')
    .map((entry) => `${folder}/${entry.replace(/^\.\//, '')}`);
  return [...entries, ...entries.flatMap(built), `${folder}/src/index`, `${folder}/src`, `${folder}/index`, folder];
}

function entryOf(exports: unknown): unknown {
  if (!exports || typeof exports !== 'object') return exports;
  const record = exports as Record<string, unknown>;
  const main = '.' in record ? record['.'] : record;
  if (!main || typeof main !== 'object') return main;
  const conditions = main as Record<string, unknown>;
  return entryOf(conditions.import ?? conditions.require ?? conditions.default ?? conditions.types);
}

/** `dist/index.js` is most likely made from `src/index.ts`. */
function built(path: string): string[] {
  const source = path.replace(/\/(dist|lib|build|out)\//, '/src/').replace(/(\.d)?\.[mc]?[jt]s$/, '');
  return source === path ? [] : [source, source.replace('/src/', '/')];
}

function readJson(host: Host, path: string): Record<string, unknown> | undefined {
  const text = host.readText(path);
  return text === undefined ? undefined : (ts.parseConfigFileTextToJson(path, text).config ?? undefined);
}
