import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { textOf } from '../derived/text-of.js';
import { escapeRegExp } from '../lib/escape-reg-exp.js';
import { memoise, once } from '../lib/memoise.js';
import { folderOf, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import { brokenJsonProblem, type ReportProblem } from './broken-json.js';
import { type FileGlobs, isIncludedBy } from './included-files.js';
import { type Manifest, toRecord } from './manifest.js';

/** The tsconfig.json or jsconfig.json that holds for a file. */
export interface Tsconfig {
  /** Absolute; absent where there is none. */
  readonly path?: string;
  /** As written, with what it extends; a value that is left out is absent. */
  readonly options: ts.CompilerOptions;
  /** False where it extends something that cannot be read, or hands its files to other configs by `references`. */
  readonly isComplete: boolean;
  /** Options to resolve imports with; one object for all files with the same ones. */
  readonly resolution: ts.CompilerOptions;
  /** One for each key of `paths`. */
  readonly patterns: readonly RegExp[];
}

export interface WrittenTsconfig extends Tsconfig {
  readonly path: string;
  /** Does it have that file, by what it says itself? */
  readonly includes: (file: string) => boolean;
  /** Those that it hands its files to by `references`, where it has none itself. */
  readonly referred: () => readonly WrittenTsconfig[];
}

export const BASE_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  noDtsResolution: true,
  resolveJsonModule: true,
  jsx: ts.JsxEmit.Preserve,
};

export function createTsconfigReader(
  root: string,
  host: Host,
  report: ReportProblem,
): (path: string) => WrittenTsconfig {
  const parseHost: Omit<ts.ParseConfigHost, 'readDirectory'> = {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => host.isFile(path),
    readFile: (path) => textOf(path, host),
  };
  // Bases that bases share are read once, however many ways lead to them.
  const bases: Parameters<typeof ts.parseJsonConfigFileContent>[7] = new Map();
  const parse = (path: string) => {
    const { config: raw, error } = ts.readConfigFile(path, (file) => textOf(file, host));
    const config = withoutEmptyReferences(toRecord(raw));
    // Nobody wants the files listed, but by which globs they would be is known here alone: with what bases say, and what is the case by default.
    let globs: FileGlobs | undefined;
    const readDirectory: ts.ParseConfigHost['readDirectory'] = (_folder, _endings, exclude = [], include = []) => {
      globs = { include, exclude };
      return [];
    };
    const parsed = ts.parseJsonConfigFileContent(
      config,
      { ...parseHost, readDirectory },
      folderOf(path),
      undefined,
      path,
      undefined,
      undefined,
      bases,
    );
    return { ...parsed, config, globs, errors: [...(error ? [error] : []), ...parsed.errors] };
  };
  /** @param isReferred its own references lead no further, and nobody knows whether code of functions is among its files. */
  const read = (path: string, isReferred: boolean): WrittenTsconfig => {
    const { options, config, globs, fileNames, errors } = parse(path);
    for (const each of isReferred ? [] : problemsOf(path, errors, root)) report(each);
    const { paths, baseUrl, pathsBasePath } = options;
    const isInGlobs = once(() => isIncludedBy(globs ?? { include: [], exclude: [] }, folderOf(path)));
    const isEmpty = globs === undefined && fileNames.length === 0;
    return {
      path,
      options,
      isComplete: !config.references && !errors.some(({ code }) => CANNOT_READ_BASE.has(code)),
      resolution: { ...BASE_OPTIONS, paths, baseUrl, pathsBasePath },
      patterns: Object.keys(paths ?? {}).flatMap(patternOf),
      includes: (file) => fileNames.includes(file) || isInGlobs()(file),
      referred: once(() =>
        isEmpty && !isReferred ? referencesOf(config, folderOf(path), host).map(readReferred) : [],
      ),
    };
  };
  const readReferred = memoise((path) => read(path, true));
  return (path) => read(path, false);
}

/** What keeps a config, or a base of it, from being read. */
function problemsOf(path: string, errors: readonly ts.Diagnostic[], root: string): readonly Problem[] {
  return errors.flatMap((error) => {
    if (error.code === CIRCLE)
      return {
        kind: 'unreadable-file',
        file: relativePath(root, path),
        message: 'It extends itself, directly or through other files; what it extends is ignored.',
      };
    return (error.code < 2_000 ? brokenJsonProblem(root, error) : undefined) ?? [];
  });
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
  const escaped = key.split('*').map(escapeRegExp);
  return escaped.length > 2 ? [] : [new RegExp(`^${escaped.join('.*')}$`)];
}
