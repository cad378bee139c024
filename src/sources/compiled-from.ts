import { folderOf, isBelow, isWithin, relativePath } from '../lib/paths.js';
import type { Tsconfigs } from './tsconfigs.js';

const OUTPUT_FOLDERS = new Set([
  'dist',
  'build',
  'out',
  'output',
  'lib',
  'built',
  'bundle',
  '.build',
  '.webpack',
  '.esbuild',
  '.dist',
]);

/** Folders in an output folder, one for each kind of module that is made of the same sources. */
const FORMATS = new Set(['esm', 'cjs', 'es', 'commonjs', 'module', 'types']);

export function isOutputFolder(name: string): boolean {
  return OUTPUT_FOLDERS.has(name);
}

/** What `outDir` and `rootDir` of the tsconfigs around a compiled file say it is made from: paths without extension, likeliest first; nothing above the checkout. */
export function sourcesByTsconfig(stem: string, tsconfigs: Tsconfigs): string[] {
  const sources = tsconfigs.around(stem).flatMap(({ path, options: { outDir, rootDir } }) => {
    const folder = folderOf(path);
    if (outDir === undefined || outDir === folder || !isBelow(stem, outDir)) return [];
    // Without rootDir the compiler takes the common folder of all inputs, most often the config's own or `src`.
    const roots = rootDir === undefined ? [folder, `${folder}/src`] : [rootDir];
    return roots.map((root) => `${root}/${relativePath(outDir, stem)}`);
  });
  return sources.filter((source) => isWithin(source, tsconfigs.top) || !isWithin(stem, tsconfigs.top));
}

/** What the names of the folders below `root` say: `dist/handlers/a` is commonly made from `src/handlers/a`, `handlers/a` or `handlers/src/a` (Nx, Nest), and `dist/a/index` from `src/a` or `a/src/index`. */
export function sourcesByName(stem: string, root: string): string[] {
  if (!isWithin(stem, root)) return [];
  const segments = relativePath(root, stem).split('/');
  return segments.slice(0, -1).flatMap((segment, index) => {
    if (!OUTPUT_FOLDERS.has(segment)) return [];
    const before = [root, ...segments.slice(0, index)];
    const inner = segments.slice(FORMATS.has(segments[index + 1]!) ? index + 2 : index + 1);
    const isIndex = inner.length > 1 && inner.at(-1) === 'index';
    const candidates = [
      ['src', ...inner],
      inner,
      ...(isIndex ? [['src', ...inner.slice(0, -1)], inner.slice(0, -1)] : []),
      ...(inner.length > 1 ? [[...inner.slice(0, -1), 'src', inner.at(-1)!]] : []),
    ];
    return candidates.map((candidate) => [...before, ...candidate].join('/'));
  });
}

/** Is one of the folders on the way from `root` named as builds name their output? */
export function isInOutput(path: string, root: string): boolean {
  return outputFolderOf(path, root) !== undefined;
}

/** The innermost of them. */
export function outputFolderOf(path: string, root: string): string | undefined {
  const segments = relativePath(root, path).split('/');
  const at = segments.findLastIndex((segment) => OUTPUT_FOLDERS.has(segment));
  return at < 0 ? undefined : [root, ...segments.slice(0, at + 1)].join('/');
}
