import { posix } from 'node:path';
import { absolutePath, relativePath } from '../../src/lib/paths.js';
import { createSources } from '../../src/sources/open-sources.js';
import { createModuleResolver } from '../../src/sources/resolve-module.js';
import { memoryHost } from './memory-host.js';

/** An import in files that are held in memory, and where it leads. */
export interface ImportCase {
  readonly title: string;
  readonly specifier: string;
  /** The importing file; `src/main.ts` when left out. */
  readonly from?: string;
  /** Files beside it; a path alone stands for an empty file. */
  readonly files: readonly (string | readonly [path: string, text: string])[];
  /** Package name → folder. */
  readonly packages?: Readonly<Record<string, string>>;
  readonly expected: string;
}

const ROOT = '/work/r';

/** The path relative to the root, `external` or `missing`. */
export function resolveImport({ specifier, from = 'src/main.ts', files, packages = {} }: ImportCase): string {
  const texts = files
    .map((file) => (typeof file === 'string' ? ([file, ''] as const) : file))
    .map(([path, text]) => [absolutePath(ROOT, path), text]);
  const folders = Object.entries(packages).map(([name, folder]) => [name, absolutePath(ROOT, folder)] as const);
  const host = memoryHost(Object.fromEntries(texts));
  const sources = createSources(ROOT, (name) => new Map(folders).get(name), host);
  const resolution = createModuleResolver(sources, {}, host)(specifier, absolutePath(ROOT, from));
  return resolution.kind === 'file' ? relativePath(ROOT, resolution.path) : resolution.kind;
}

export const manifest = (folder: string, content: object) =>
  [posix.join(folder, 'package.json'), JSON.stringify(content)] as const;
export const paths = (map: object, more: object = {}) => JSON.stringify({ compilerOptions: { paths: map, ...more } });
