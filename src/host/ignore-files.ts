import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import ignore, { type Ignore } from 'ignore';
import { relativePath } from '../lib/paths.js';

/** One `.gitignore` and the folder that its patterns are relative to. */
export interface IgnoreFile {
  readonly base: string;
  readonly patterns: Ignore;
}

/** The `.gitignore` of one folder, or nothing. An unreadable one counts as absent. */
export function readIgnoreFile(folder: string): IgnoreFile | undefined {
  try {
    return { base: folder, patterns: ignore().add(readFileSync(`${folder}/.gitignore`, 'utf8')) };
  } catch {
    return undefined;
  }
}

/**
 * The `.gitignore` files above a folder, outermost first, up to the root of its git checkout. They say nothing about a folder
 * that they ignore themselves: who asks for an ignored folder by name wants to see what is inside.
 */
export function readIgnoreFilesAbove(folder: string): readonly IgnoreFile[] {
  const found: IgnoreFile[] = [];
  for (let current = folder; !existsSync(`${current}/.git`); ) {
    const parent = dirname(current);
    if (parent === current) {
      return [];
    }
    current = parent;
    const file = readIgnoreFile(current);
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
