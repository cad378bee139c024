import { changedFiles, repositoryOf, trackedFiles } from '../host/git.js';
import { groupBy } from '../lib/group.js';
import { absolutePath, relativePath } from '../lib/paths.js';
import { UsageError } from '../model/errors.js';
import { listNames } from '../words/counts.js';
import type { FixFlags } from './fix-flags.js';

/** Fixes must be told apart from what the user was about to commit. Asks the repository of the root, before anything is analysed. */
export function checkClean(root: string, { force, fixDryRun }: FixFlags): void {
  if (!force && !fixDryRun) refuseChanged(changedFiles(root) ?? []);
}

/**
 * Asks each repository that a file to be changed lies in: below a root may be others than its own, which knows nothing of them.
 * Nothing can bring back what git does not know: new files, and those that .gitignore names.
 *
 * @param files relative to the root, which has no symbolic links on the way.
 */
export function checkRepositories(root: string, files: readonly string[], { force }: FixFlags): void {
  if (force) return;
  const repositories = groupBy(files, (file) => repositoryOf(absolutePath(root, file), root));
  for (const [folder, own] of repositories) {
    const isRoot = folder === root;
    const inRoot = (file: string): string => relativePath(root, absolutePath(folder, file));
    // The one of the root was asked before.
    if (!isRoot) refuseChanged((changedFiles(folder, false) ?? []).map(inRoot));
    // What only looks like a repository is in the one around it.
    const tracked = trackedFiles(folder, isRoot);
    const known = tracked ? new Set([...tracked].map(inRoot)) : isRoot ? undefined : trackedFiles(root);
    if (known) refuseUnknown(own.filter((file) => !known.has(file)));
  }
}

function refuseChanged(files: readonly string[]): void {
  refuse(files, 'There are uncommitted changes');
}

function refuseUnknown(files: readonly string[]): void {
  refuse(files, 'The fixes would change files that git does not track');
}

function refuse(files: readonly string[], reason: string): void {
  if (files.length === 0) return;
  throw new UsageError(`${reason}: ${listNames(files, 3)}. Commit or stash them first, or add --force.`);
}
