import { posix } from 'node:path';
import { foldersUpwards, isWithin } from '../lib/paths.js';
import { isTestFile } from '../lib/test-file.js';
import type { UnresolvedCause } from '../model/function.js';
import { findCompiledSource } from './compiled-source.js';
import type { DeclaredFunction, StringTarget } from './declared.js';
import { type FoundExport, findExport } from './find-export.js';
import { type HandlerParts, splitHandler } from './handler-string.js';
import { mayBeHandler } from './may-be-handler.js';
import { filesCalled, foldersLike, handlerFileIn } from './named-like.js';
import { isSourcePath, withoutExtension } from './source-file.js';
import { isAtStatedPlace, isOutput } from './stated-place.js';
import type { Workspace } from './workspace.js';

/** The handler that a declaration most likely means. */
export interface LikelySource {
  /** Absolute. */
  readonly file: string;
  readonly export: string;
  readonly found: FoundExport;
}

/** Causes that leave open whether the code is in the project: it may be built, copied or packed by what nobody reads. */
const OPEN: readonly UnresolvedCause[] = ['not-found', 'stored', 'unknown'];

/**
 * What a declaration most likely means whose code is not where it says: the only file that is called like the handler's and
 * exports its name, or the handler's file in the only folder that is called like the function. Nothing where two fit.
 */
export function findLikelySource(
  workspace: Workspace,
  { name, declaredIn, target }: Pick<DeclaredFunction, 'name' | 'declaredIn' | 'target'>,
  cause: UnresolvedCause,
): LikelySource | undefined {
  if (target.kind !== 'handler-string' || !OPEN.includes(cause)) return undefined;
  const home = posix.dirname(posix.join(workspace.root, declaredIn.file));
  const ways = splitHandler(target.handler).flatMap((parts) => [
    () => fitting(workspace, inStatedFolders(workspace, target, parts), parts, target),
    () =>
      isTelling(parts) ? fitting(workspace, filesCalled(workspace, posix.basename(parts.file)), parts, target) : [],
    () => fitting(workspace, inFoldersLike(workspace, name, parts), parts, target),
    () => fitting(workspace, inFoldersLike(workspace, folderName(target, parts), parts), parts, target),
  ]);
  for (const find of ways) {
    const fits = find();
    if (fits.length > 0) return nearest(fits, home, workspace.root);
  }
  return undefined;
}

/** Files and exports that every second function has tell nothing. */
const COMMON_FILE = /^(index|handler|main|app|lambda|function|server)s?$/i;
const COMMON_EXPORT = /^(handler|default|main|run|lambda_?handler)$/i;

function isTelling({ file, export: exported }: HandlerParts): boolean {
  return !COMMON_FILE.test(posix.basename(file)) || !COMMON_EXPORT.test(exported);
}

/** What stands where a bundler puts its output beside the source: `CodeUri: src/orders`, `Handler: bundle.handler`. */
function inStatedFolders(workspace: Workspace, { folders }: StringTarget, { file }: HandlerParts): readonly string[] {
  // A name that says what the code does would be that of the source as well.
  if (!isOutput(posix.basename(file))) return [];
  const places = new Set(folders.map((folder) => posix.dirname(posix.join(folder, file))));
  places.delete(workspace.root);
  return workspace.files.filter((each) => places.has(posix.dirname(each)) && isSourcePath(each) && !isTestFile(each));
}

/** Folders of what many functions share. */
const SHARED = /^(common|shared|core|libs?|utils?|helpers?)$/i;

/** `orders` for `dist/orders/index`, where that says more than `dist` and `index`. */
function folderName({ folders }: StringTarget, { file }: HandlerParts): string {
  const name = posix.basename(posix.dirname(posix.join(folders[0] ?? '/', file)));
  return isOutput(name) || SHARED.test(name) ? '' : name;
}

function inFoldersLike(workspace: Workspace, name: string, { file }: HandlerParts): readonly string[] {
  return foldersLike(workspace, name).flatMap((folder) => handlerFileIn(workspace, folder, file) ?? []);
}

function fitting(
  workspace: Workspace,
  files: readonly string[],
  parts: HandlerParts,
  target: StringTarget,
): readonly LikelySource[] {
  // Where the output of a build is kept as well, its source is meant.
  const sources = new Set(files.map((file) => findCompiledSource(workspace, withoutExtension(file)) ?? file));
  return [...sources].flatMap((file) => {
    const found = findExport(workspace, file, parts.export);
    const isFitting = found && mayBeHandler(workspace, file, parts) && isAtStatedPlace(workspace, target, file);
    return isFitting ? [{ file, export: parts.export, found }] : [];
  });
}

/** The only one in the nearest folder around the declaration that has any. */
function nearest(fits: readonly LikelySource[], home: string, root: string): LikelySource | undefined {
  for (const folder of foldersUpwards(home, root)) {
    const [only, ...others] = fits.filter(({ file }) => isWithin(file, folder));
    if (only) return others.length === 0 ? only : undefined;
  }
  return undefined;
}
