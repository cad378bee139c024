import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { firstOf } from '../lib/first-of.js';
import { memoise } from '../lib/memoise.js';
import { absolutePath, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { textOf } from '../model/text-of.js';
import { type Report, toProblem } from './broken-json.js';
import { topAround } from './checkout.js';
import { type Manifest, toRecord } from './manifest.js';

/** The tsconfig.json or jsconfig.json that holds for a file. */
export interface Tsconfig {
  /** Absolute; absent where there is none. */
  readonly path?: string;
  /** As written, with what it extends; a value that is left out is absent. */
  readonly options: ts.CompilerOptions;
  /** False where it extends something that cannot be read, or hands its files to other configs by `references`. */
  readonly isComplete: boolean;
  /** Options to resolve imports with. */
  readonly resolution: ts.CompilerOptions;
  /** One for each key of `paths`. */
  readonly patterns: readonly RegExp[];
}

export interface Tsconfigs {
  /** The one that holds for a file: the nearest upwards, up to the top of the checkout, as the compiler and bundlers look for it. */
  of(file: string): Tsconfig;
  /** All that stand around a path, the nearest first. */
  around(path: string): readonly WrittenTsconfig[];
}

export type WrittenTsconfig = Tsconfig & { readonly path: string };

export const BASE_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  noDtsResolution: true,
  resolveJsonModule: true,
  jsx: ts.JsxEmit.Preserve,
};

const NONE: Tsconfig = { options: {}, isComplete: true, resolution: BASE_OPTIONS, patterns: [] };

/** Reads each once. */
export function createTsconfigs(root: string, host: Host, report: Report): Tsconfigs {
  const top = topAround(root, host);
  const read = createReader(root, host, report);
  const at = memoise((folder) => {
    const path = ['tsconfig.json', 'jsconfig.json']
      .map((name) => absolutePath(folder, name))
      .find((each) => host.isFile(each));
    return path === undefined ? undefined : read(path);
  });
  const upwards = (folder: string): readonly string[] => foldersUpwards(folder, isWithin(folder, top) ? top : '');
  const nearest = memoise((folder): Tsconfig => firstOf(upwards(folder), at) ?? NONE);
  return {
    of: (file) => nearest(folderOf(file)),
    around: (path) => upwards(folderOf(path)).flatMap((folder) => at(folder) ?? []),
  };
}

function createReader(root: string, host: Host, report: Report): (path: string) => WrittenTsconfig {
  const parseHost: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => host.isFile(path),
    readFile: (path) => textOf(path, host),
    readDirectory: () => [],
  };
  const reportOn = (path: string, error: ts.Diagnostic): void => {
    const problem = error.code < 2_000 ? toProblem(root, error) : undefined;
    if (problem) report(problem);
    if (error.code === CIRCLE)
      report({
        kind: 'unreadable-file',
        file: relativePath(root, path),
        message: 'It extends itself, at once or through others; what it extends does not count.',
      });
  };
  // Bases that bases share are read once, however many ways lead to them.
  const bases: Parameters<typeof ts.parseJsonConfigFileContent>[7] = new Map();
  /** @param isReferred its own references lead no further. */
  const read = (path: string, isReferred: boolean): WrittenTsconfig => {
    const { config: raw, error } = ts.readConfigFile(path, (file) => textOf(file, host));
    const config = withoutEmptyReferences(toRecord(raw));
    const folder = folderOf(path);
    const parsed = ts.parseJsonConfigFileContent(
      config,
      parseHost,
      folder,
      undefined,
      path,
      undefined,
      undefined,
      bases,
    );
    const { options, errors } = parsed;
    // Of configs that are only referred to, nobody knows whether code of functions is theirs.
    for (const each of isReferred ? [] : [...(error ? [error] : []), ...errors]) reportOn(path, each);
    const { paths, baseUrl, pathsBasePath } = options;
    const own = {
      path,
      options,
      isComplete: !config.references && !errors.some(({ code }) => CANNOT_READ_BASE.has(code)),
      resolution: { ...BASE_OPTIONS, paths, baseUrl, pathsBasePath },
      patterns: Object.keys(paths ?? {}).flatMap(patternOf),
    };
    // A config that has no files hands them to others. Which of several are whose, the compiler finds out by listing files.
    const isEmpty = Array.isArray(config.files) && config.files.length === 0 && config.include === undefined;
    const referred = isReferred || !isEmpty || paths || baseUrl ? [] : referencesOf(config, folder, host);
    const [aliases, ...others] = referred.map((each) => read(each, true)).filter(({ patterns }) => patterns.length > 0);
    return aliases && others.length === 0
      ? { ...own, resolution: aliases.resolution, patterns: aliases.patterns }
      : own;
  };
  return (path) => read(path, false);
}

/** The compiler takes each for an object. */
function withoutEmptyReferences(config: Manifest): Manifest {
  const { references } = config;
  return Array.isArray(references)
    ? { ...config, references: references.filter((each) => Object(each) === each) }
    : config;
}

/** No project refers to more. */
const MOST_REFERENCES = 20;

/** The configs that `references` names: files, or folders with one. */
function referencesOf(
  { references }: { readonly references?: unknown },
  folder: string,
  host: Host,
): readonly string[] {
  if (!Array.isArray(references)) return [];
  return references.slice(0, MOST_REFERENCES).flatMap((reference) => {
    const path = toRecord(reference).path;
    if (typeof path !== 'string') return [];
    const named = posix.join(folder, path);
    return [named, posix.join(named, 'tsconfig.json')].filter((each) => host.isFile(each)).slice(0, 1);
  });
}

const CIRCLE = 18_000;

/** "Cannot read file", and "File not found" of a base in a package that is not installed. */
const CANNOT_READ_BASE: ReadonlySet<number> = new Set([5083, 6053, CIRCLE]);

/** The compiler knows one star in a key. */
function patternOf(key: string): RegExp[] {
  const escaped = key.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.length > 2 ? [] : [new RegExp(`^${escaped.join('.*')}$`)];
}
