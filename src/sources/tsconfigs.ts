import { ts } from 'ts-morph';
import { absolutePath, folderOf } from '../lib/paths.js';
import type { Host } from '../model/host.js';

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

export type Tsconfigs = (file: string) => Tsconfig;

export const BASE_OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  noDtsResolution: true,
  resolveJsonModule: true,
  jsx: ts.JsxEmit.Preserve,
};

const NONE: Tsconfig = { options: {}, isComplete: true, resolution: BASE_OPTIONS, patterns: [] };

/** The nearest one upwards, none above the root, each read once per folder. */
export function createTsconfigs(root: string, host: Host): Tsconfigs {
  const byFolder = new Map<string, Tsconfig>();
  const parseHost: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    fileExists: (path) => host.isFile(path),
    readFile: (path) => host.readText(path),
    readDirectory: () => [],
  };
  const read = (path: string, folder: string): Tsconfig => {
    const { config = {} } = ts.readConfigFile(path, (file) => host.readText(file));
    const { options, errors } = ts.parseJsonConfigFileContent(config, parseHost, folder, undefined, path);
    const { paths, baseUrl, pathsBasePath } = options;
    return {
      path,
      options,
      isComplete: !config.references && !errors.some(({ code }) => CANNOT_READ_BASE.has(code)),
      resolution: { ...BASE_OPTIONS, paths, baseUrl, pathsBasePath },
      patterns: Object.keys(paths ?? {}).map(patternOf),
    };
  };
  const forFolder = (folder: string): Tsconfig => {
    const known = byFolder.get(folder);
    if (known) return known;
    const path = ['tsconfig.json', 'jsconfig.json']
      .map((name) => absolutePath(folder, name))
      .find((each) => host.isFile(each));
    const parent = folderOf(folder);
    const isTop = folder === root || parent === folder;
    const config = path ? read(path, folder) : isTop ? NONE : forFolder(parent);
    byFolder.set(folder, config);
    return config;
  };
  return (file) => forFolder(folderOf(file));
}

/** "Cannot read file", and "File not found" of a base in a package that is not installed. */
const CANNOT_READ_BASE: ReadonlySet<number> = new Set([5083, 6053, 18000]);

function patternOf(key: string): RegExp {
  const escaped = key.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}
