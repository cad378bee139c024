import { posix } from 'node:path';
import { isWithin } from '../lib/paths.js';
import { buildOutputsNear } from './build-script.js';
import { findWithExtension } from './source-file.js';
import { tsconfigsAbove } from './tsconfig.js';
import type { Workspace } from './workspace.js';

const OUTPUT_FOLDERS = [
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
];

/** The source file that a compiled file (absolute, without extension) is made from, when that can be told. */
export function findCompiledSource(workspace: Workspace, stem: string): string | undefined {
  return (
    fromTsconfig(workspace, stem) ??
    fromBuildScripts(workspace, stem) ??
    fromFolderNames(workspace, stem) ??
    fromOnlyBundle(workspace, stem)
  );
}

function fromTsconfig(workspace: Workspace, stem: string): string | undefined {
  for (const { folder, outDir, rootDir } of tsconfigsAbove(workspace, existingFolder(workspace, stem))) {
    if (outDir === undefined || outDir === folder || !isWithin(stem, outDir)) continue;
    const inner = posix.relative(outDir, stem);
    // Without rootDir the compiler takes the common folder of all inputs, most often the config's own or `src`.
    const roots = rootDir === undefined ? [folder, posix.join(folder, 'src')] : [rootDir];
    const found = roots.map((root) => findWithExtension(workspace, posix.join(root, inner))).find(Boolean);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An output folder need not exist before the build; the configuration that applies is that of its nearest existing parent. */
function existingFolder(workspace: Workspace, stem: string): string {
  let folder = posix.dirname(stem);
  while (folder !== workspace.root && isWithin(folder, workspace.root) && !workspace.isDirectory(folder))
    folder = posix.dirname(folder);
  return folder;
}

function fromBuildScripts(workspace: Workspace, stem: string): string | undefined {
  if (!hasOutputFolder(workspace, stem)) return undefined;
  return buildOutputsNear(workspace, existingFolder(workspace, stem)).find(({ output }) => output === stem)?.source;
}

/** An archive in a package's own folder holds what the package builds, when that is one file of that name. */
function fromOnlyBundle(workspace: Workspace, stem: string): string | undefined {
  const home = posix.dirname(posix.dirname(stem));
  if (workspace.isDirectory(posix.dirname(stem)) || !workspace.isFile(posix.join(home, 'package.json')))
    return undefined;
  const isNamed = ({ output }: { output: string }) => posix.basename(output) === posix.basename(stem);
  const [only, ...others] = buildOutputsNear(workspace, home).filter(isNamed);
  return others.length === 0 ? only?.source : undefined;
}

/** `dist/handlers/a` is commonly made from `src/handlers/a` or `handlers/a`, and `dist/a/index` from `src/a`. */
function fromFolderNames(workspace: Workspace, stem: string): string | undefined {
  const segments = posix.relative(workspace.root, stem).split('/');
  for (const [index, segment] of segments.entries()) {
    if (!OUTPUT_FOLDERS.includes(segment)) continue;
    const before = [workspace.root, ...segments.slice(0, index)];
    const after = segments.slice(index + 1);
    const candidates = [['src', ...after], after, ['src', ...after.slice(0, -1)], after.slice(0, -1)];
    for (const [kind, candidate] of candidates.entries()) {
      if (kind >= 2 && (after.at(-1) !== 'index' || after.length < 2)) continue;
      const found = findWithExtension(workspace, posix.join(...before, ...candidate));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function hasOutputFolder(workspace: Workspace, stem: string): boolean {
  return posix
    .relative(workspace.root, stem)
    .split('/')
    .some((segment) => OUTPUT_FOLDERS.includes(segment));
}
