import { posix } from 'node:path';
import { firstOf } from '../lib/first-of.js';
import { isWithin } from '../lib/paths.js';
import { isInOutput, sourcesByName, sourcesByTsconfig } from '../sources/compiled-from.js';
import { buildOutputsNear } from './build-script.js';
import { findWithExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** The source file that a compiled file (absolute, without extension) is made from, when that can be told. */
export function findCompiledSource(workspace: Workspace, stem: string): string | undefined {
  const find = (path: string): string | undefined => findWithExtension(workspace, path);
  return (
    firstOf(sourcesByTsconfig(stem, workspace.sources.tsconfigs), find) ??
    fromBuildScripts(workspace, stem) ??
    firstOf(sourcesByName(stem, workspace.root), find) ??
    fromOnlyBundle(workspace, stem)
  );
}

/** An output folder need not exist before the build; the configuration that applies is that of its nearest existing parent. */
function existingFolder(workspace: Workspace, stem: string): string {
  let folder = posix.dirname(stem);
  while (folder !== workspace.root && isWithin(folder, workspace.root) && !workspace.isDirectory(folder))
    folder = posix.dirname(folder);
  return folder;
}

function fromBuildScripts(workspace: Workspace, stem: string): string | undefined {
  if (!isInOutput(stem, workspace.root)) return undefined;
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
