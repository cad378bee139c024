import { existsSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import ignore, { type Ignore } from 'ignore';
import { relativePath } from '../lib/paths.js';
import { NOT_REGULAR, UnreadableFileError } from '../model/errors.js';
import { readRegularFile } from './read-file.js';
import { MAX_TEXT_BYTES } from './read-text.js';

/** One `.gitignore` and the folder that its patterns are relative to. */
export interface IgnoreFile {
  readonly base: string;
  readonly patterns: Ignore;
}

export type OnProblem = (path: string, message: string) => void;

/** The `.gitignore` of one folder, or nothing. One that is there and cannot be read counts as absent, and is told. */
export function readIgnoreFile(folder: string, onProblem: OnProblem): IgnoreFile | undefined {
  const path = `${folder}/.gitignore`;
  try {
    const bytes = readRegularFile(path, MAX_TEXT_BYTES);
    if (bytes) return { base: folder, patterns: ignore().add(bytes.toString()) };
    if (existsSync(path)) onProblem(path, NOT_REGULAR);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    onProblem(path, error.message);
  }
  return undefined;
}

/**
 * The `.gitignore` files above a folder, outermost first, up to the root of its git checkout. They say nothing about a folder
 * that they ignore themselves: who asks for an ignored folder by name wants to see what is inside.
 */
export function readIgnoreFilesAbove(folder: string, onProblem: OnProblem): readonly IgnoreFile[] {
  const found: IgnoreFile[] = [];
  for (let current = folder; !existsSync(`${current}/.git`); ) {
    const parent = dirname(current);
    if (parent === current) {
      return [];
    }
    current = parent;
    const file = readIgnoreFile(current, onProblem);
    if (file) {
      found.unshift(file);
    }
  }
  return isIgnored(folder, true, found) ? [] : found;
}

/** The innermost file that says anything about the path decides, as in git. */
export function isIgnored(path: string, isFolder: boolean, files: readonly IgnoreFile[]): boolean {
  for (const { base, patterns } of files.toReversed()) {
    const relative = relativePath(base, path);
    const verdict = patterns.test(isFolder ? `${relative}/` : relative);
    if (verdict.ignored || verdict.unignored) {
      return verdict.ignored;
    }
  }
  return false;
}
