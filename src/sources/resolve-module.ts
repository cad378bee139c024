import { builtinModules } from 'node:module';
import { firstOf } from '../lib/first-of.js';
import { memoise, oncePer } from '../lib/memoise.js';
import { folderOf } from '../lib/paths.js';
import { createRealPaths } from '../lib/real-paths.js';
import type { Host } from '../model/host.js';
import { aliasTargets } from './alias-targets.js';
import { copiedByArchitect } from './architect-shared.js';
import { createEntryFinder } from './entry-files.js';
import { createFileFinder, type FindFile, layerCandidates, layerPackages } from './find-file.js';
import type { ProjectSources } from './open-sources.js';

/** Where an import leads: a file of ours, a package, or nowhere. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'external' }
  | { readonly kind: 'missing' };

export type ResolveModule = (specifier: string, from: string) => Resolution;

export interface ResolverOptions {
  /** Absolute folders that a function finds under `/opt`. */
  readonly layers?: readonly string[];
  /** Whether JSON files are found, too. */
  readonly takesData?: boolean;
}

const EXTERNAL: Resolution = { kind: 'external' };
const MISSING: Resolution = { kind: 'missing' };

const BUILTIN = new Set(builtinModules);
/**
 * Resolves as bundlers do, through the compiler's own resolver: relative paths with and without endings, `.js` that
 * is really `.ts`, `paths` and `baseUrl` of the nearest tsconfig, `imports` of the nearest package.json, and packages of the workspace by
 * name, even when nothing is installed. Packages from `node_modules` are not looked up. A file that several links lead to is one file.
 */
export function createModuleResolver(sources: ProjectSources, options: ResolverOptions, host: Host): ResolveModule {
  const { root, tsconfigs } = sources;
  const { layers = [], takesData = false } = options;
  const findFile = createFileFinder(root, takesData, (path) => host.isFile(path), host);
  // Files of one folder may have different aliases, as tests do.
  const cacheOf = oncePer((_options: object) => new Map<string, Resolution>());
  const realPaths = createRealPaths(root, (path) => host.realPath(path));
  /** Where links lead into a package, it is code of the package. */
  const toResolution = (path: string): Resolution => {
    const real = realPaths(path);
    return isInPackage(real) && !isInPackage(path) ? EXTERNAL : { kind: 'file', path: real };
  };
  // A pipe or a device by the name of a module is one, which cannot be read.
  const findSpecial = createFileFinder(root, takesData, (path) => host.isSpecial(path), host);
  const resolveRelative = (specifier: string, from: string): Resolution => {
    const candidates = [specifier, ...layerCandidates(specifier, layers)];
    const path = firstOf(candidates, (each) => findFile(each, from));
    if (path) return toResolution(path);
    // By the name of the link: where it leads is none of the project's.
    const special = findSpecial(specifier, from);
    if (special) return { kind: 'file', path: special };
    return isCode(specifier) ? MISSING : EXTERNAL;
  };
  /** A package that somebody wrote by hand into a layer: what is installed has a manifest, and is left alone. */
  const writtenInLayer = (specifier: string): string | undefined => {
    const [name, subpath] = splitPackage(specifier);
    const folders = layerPackages(name, layers).filter((folder) => !host.isFile(`${folder}/package.json`));
    return firstOf(folders, (folder) => findFile(`${folder}/${subpath}`, folder));
  };
  const { findByName, behind, behindMissing } = createNameFinder(sources, findFile, host);
  const resolve = (specifier: string, from: string): Resolution => {
    if (isRelative(specifier)) return resolveRelative(specifier, from);
    if (BUILTIN.has(specifier) || specifier.startsWith('node:')) return EXTERNAL;
    const { resolution, patterns } = tsconfigs.of(from);
    const isMapped = resolution.baseUrl !== undefined || patterns.some((pattern) => pattern.test(specifier));
    const mapped = isMapped ? findFile(specifier, from, resolution) : undefined;
    if (mapped && !isInPackage(mapped)) return toResolution(behind(mapped));
    const named = findByName(specifier, from);
    if (typeof named === 'string') return toResolution(named);
    const written = named === EXTERNAL ? writtenInLayer(specifier) : undefined;
    if (written !== undefined) return toResolution(written);
    const unmade = isMapped && !mapped ? firstOf(aliasTargets(resolution, specifier), behindMissing) : undefined;
    return unmade === undefined ? named : toResolution(unmade);
  };

  return (specifier, from) => {
    const cache = cacheOf(tsconfigs.of(from).resolution);
    const key = `${folderOf(from)}\0${specifier}`;
    const known = cache.get(key);
    if (known) return known;
    const resolution = resolve(specifier, from);
    cache.set(key, resolution);
    return resolution;
  };
}

interface NameFinder {
  /** The file of a package of ours, by the package's name or by a private one; or what else the name is. */
  findByName(specifier: string, from: string): string | Resolution;
  /** The source, where an alias leads into the output of a build. */
  behind(path: string): string;
  /** The source, where that output is not there. */
  behindMissing(path: string): string | undefined;
}

function createNameFinder(sources: ProjectSources, findFile: FindFile, host: Host): NameFinder {
  const { packageOf, packageNamed, checkPackage } = sources;
  const find = (path: string): string | undefined =>
    firstOf([path, `${path}.mjs`, `${path}.cjs`], (each) => findFile(each, each));
  const entries = createEntryFinder(sources, find, (path) => host.isDirectory(path));
  // Many files import the same packages.
  const entryOf = memoise((key) => {
    const [folder = '', subpath = ''] = key.split('\n');
    const own = packageOf(`${folder}/package.json`);
    checkPackage(own);
    return entries.ofPackage(own, subpath);
  });
  const ofWorkspace = (specifier: string, from: string): string | Resolution => {
    const copied = copiedByArchitect(specifier, from, host);
    if (copied !== undefined) return find(copied) ?? MISSING;
    const [name, subpath] = splitPackage(specifier);
    const folder = packageNamed(name, from);
    if (folder === undefined) return EXTERNAL;
    return entryOf(`${folder}\n${subpath}`) ?? EXTERNAL;
  };
  /** By `imports` of the package that the file belongs to: its own files, or packages by another name. */
  const ofPrivate = (specifier: string, from: string): string | Resolution => {
    const own = packageOf(from);
    const { path, targets } = entries.ofPrivate(own, specifier);
    const [target] = targets;
    if (path !== undefined || target === undefined) return path ?? EXTERNAL;
    return target.startsWith('.') ? MISSING : ofWorkspace(target, `${own.folder}/package.json`);
  };
  return {
    findByName: (specifier, from) => (specifier.startsWith('#') ? ofPrivate : ofWorkspace)(specifier, from),
    behind: (path) => entries.behind(path, packageOf(path)),
    behindMissing: (path) => entries.behindMissing(path, packageOf(path)),
  };
}

function isInPackage(path: string): boolean {
  return path.includes('/node_modules/');
}

function isRelative(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
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
