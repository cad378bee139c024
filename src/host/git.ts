import { lstatSync } from 'node:fs';
import { folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import { KnownError } from '../model/errors.js';
import { type Git, GitError, gitIn } from './git-command.js';

/**
 * Tracked files below a folder that differ from the last commit, relative to it; `undefined` without git or a repository.
 *
 * @param isOwn whether variables that lead git to another repository are meant for this folder.
 * @throws {KnownError} when there is a repository that git cannot tell about: its silence must not pass for a clean tree.
 */
export function changedFiles(folder: string, isOwn = true): readonly string[] | undefined {
  return overRepositories(folder, isOwn, (git) => {
    const prefix = git(['rev-parse', '--show-prefix']).replace(/\r?\n$/, '');
    // What has changed inside of submodules they are asked themselves: each has filters of its own.
    const only = ['--untracked-files=no', '--ignore-submodules=dirty'];
    return parseStatus(git(['status', '--porcelain=v1', '-z', ...only, '--', '.']), prefix);
  });
}

/** Files below a folder that git can bring back, relative to it; `undefined` and errors as above. */
export function trackedFiles(folder: string, isOwn = true): ReadonlySet<string> | undefined {
  const files = overRepositories(folder, isOwn, (_, entries) => entries.map(({ path }) => path));
  return files && new Set(files);
}

/**
 * Where git is asked about a file: the top of the innermost checkout that holds it, unless that is around the root; then the root. Outside of the
 * root, the folder that holds the file: of the repository there, nothing else is asked. Takes absolute paths.
 */
export function repositoryOf(path: string, root: string): string {
  if (!isWithin(path, root)) return folderOf(path);
  return foldersUpwards(folderOf(path), root).find((folder) => folder !== root && hasMark(folder)) ?? root;
}

interface GitEntry {
  readonly path: string;
  readonly isSubmodule: boolean;
}

type GitQuestion = (git: Git, entries: readonly GitEntry[]) => readonly string[];

/** Asks the repository of a folder, and those of the submodules below it. */
function overRepositories(folder: string, isOwn: boolean, question: GitQuestion): readonly string[] | undefined {
  try {
    return answers(folder, question, isOwn);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new KnownError(`git could not say what has changed here (${error.message}). Fix that, or add --force.`);
  }
}

function answers(folder: string, question: GitQuestion, isOwn: boolean): readonly string[] | undefined {
  const git = gitIn(folder, isOwn);
  const entries = git && entriesBelow(git);
  if (!git || !entries) return undefined;
  const within = entries
    .filter(({ path, isSubmodule }) => isSubmodule && isCheckedOut(`${folder}/${path}`))
    .flatMap(({ path }) => (answers(`${folder}/${path}`, question, false) ?? []).map((file) => `${path}/${file}`));
  return [...question(git, entries), ...within];
}

function entriesBelow(git: Git): readonly GitEntry[] | undefined {
  try {
    const lines = git(['ls-files', '--stage', '-z']).split('\0').filter(Boolean);
    return lines.map((line) => ({ path: line.slice(line.indexOf('\t') + 1), isSubmodule: line.startsWith('160000 ') }));
  } catch (error) {
    if (error instanceof GitError && error.isNoRepository) return undefined;
    throw error;
  }
}

/** One that is not has no repository, and git would tell of the one around it. */
function isCheckedOut(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true && hasMark(folder);
}

function hasMark(folder: string): boolean {
  return lstatSync(`${folder}/.git`, { throwIfNoEntry: false }) !== undefined;
}

/** Git names files from the top of the repository; a renamed one is followed by its old name. */
function parseStatus(output: string, prefix: string): readonly string[] {
  const folder = prefix.replace(/\/$/, '');
  const changed: string[] = [];
  const entries = output.split('\0').filter(Boolean).values();
  for (const entry of entries) {
    const path = entry.slice(3);
    changed.push(folder === '' ? path : relativePath(folder, path));
    if (/^[RC]/.test(entry)) entries.next();
  }
  return changed;
}
