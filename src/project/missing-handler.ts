import { posix } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { isWithin } from '../lib/paths.js';
import type { Unfound } from '../model/function.js';
import { listExports } from './find-export.js';
import { isInLayer } from './redirected-handler.js';
import { isSourcePath, withoutExtension } from './source-file.js';
import type { Workspace } from './workspace.js';

/** Farther apart than this, a suggestion is a guess. */
const MAX_DISTANCE = 3;

/** Says where the handler's file was looked for, and what comes nearest. */
export function explainMissingFile(workspace: Workspace, folders: readonly string[], file: string): Unfound {
  const [first = workspace.root] = folders;
  const wanted = posix.join(first, file);
  const shown = workspace.relative(wanted);
  // By the name that results have for it, as a comparison analyses a copy elsewhere.
  if (!isWithin(wanted, workspace.root)) return { reason: `${shown} is outside the analysed folder`, cause: 'outside' };
  if (hasOtherLanguage(workspace, wanted))
    return { reason: `${shown} is not JavaScript or TypeScript`, cause: 'not-node' };
  const nearest = findNearestFile(workspace, wanted);
  const looked = `no source file ${shown}${posix.extname(shown) === '' ? '.{ts,js,…}' : ''} was found`;
  const reason = nearest ? `${looked}; the closest match is ${workspace.relative(nearest)}` : looked;
  return { reason, cause: isInLayer(file) ? 'outside' : 'not-found' };
}

/** Says which export is missing, and which the file has. */
export function explainMissingExport(workspace: Workspace, file: string, name: string): string {
  const names = listExports(workspace, file).filter((each) => each !== 'default');
  const shown = workspace.relative(file);
  if (names.length === 0) return `${shown} does not export "${name}"`;
  return `${shown} does not export "${name}"; the closest match is "${closest(name, names)}"`;
}

function hasOtherLanguage(workspace: Workspace, stem: string): boolean {
  return ['.py', '.go', '.rb', '.java', '.cs', '.rs'].some((extension) =>
    workspace.isFile(withoutExtension(stem) + extension),
  );
}

function findNearestFile(workspace: Workspace, wanted: string): string | undefined {
  const name = posix.basename(withoutExtension(wanted));
  const folder = posix.dirname(wanted);
  const candidates = workspace.files.filter((file) => isSourcePath(file) && isWithin(file, folder));
  const sameName = candidates.find((file) => posix.basename(withoutExtension(file)) === name);
  const close = (file: string) =>
    distance(posix.basename(withoutExtension(file)), name) <= Math.min(MAX_DISTANCE, name.length / 2);
  return sameName ?? candidates.find((file) => posix.dirname(file) === folder && close(file));
}
