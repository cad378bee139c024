import { posix } from 'node:path';
import { isTestFile } from '../lib/test-file.js';
import { findExport } from './find-export.js';
import { mayBeHandler } from './may-be-handler.js';
import { isSourcePath, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/**
 * The file that an entry means which is not there: a program that counts its paths from where it is compiled to, such as
 * `dist/lib`, is a folder deeper than its source, so that a folder is missing in front. Nothing where two files fit.
 */
export function findMovedEntry(workspace: Workspace, entry: string, exported: string): string | undefined {
  const tail = posix.relative(workspace.root, withoutExtension(entry)).replace(/^(\.\.\/)+/, '');
  if (!tail.includes('/')) return undefined;
  const [only, ...others] = workspace.files.filter(
    (file) => isSourcePath(file) && !isTestFile(file) && isBelowOneFolder(posix.relative(workspace.root, file), tail),
  );
  if (only === undefined || others.length > 0) return undefined;
  const parts = { file: posix.basename(tail), export: exported };
  return findExport(workspace, only, exported) && mayBeHandler(workspace, only, parts) ? only : undefined;
}

/** Folders of projects that show or test something. */
const SAMPLES = /^(examples?|samples?|templates?|fixtures?|tests?|demos?)$/i;

function isBelowOneFolder(file: string, tail: string): boolean {
  const [front, ...rest] = withoutExtension(file).split('/');
  return front !== undefined && !SAMPLES.test(front) && rest.join('/') === tail;
}
