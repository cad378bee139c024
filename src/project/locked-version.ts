import { posix } from 'node:path';
import { memoise, oncePer } from '../lib/memoise.js';
import { foldersUpwards } from '../lib/paths.js';
import { parseJson, toRecord } from '../sources/manifest.js';
import type { Workspace } from './workspace.js';

/**
 * The version of a package that the lock file of a folder, or of one around it, has chosen: npm's, pnpm's or Yarn's.
 *
 * @param folder absolute.
 */
export function lockedVersion(workspace: Workspace, folder: string, name: string): string | undefined {
  for (const each of foldersUpwards(folder, workspace.root)) {
    const found =
      inNpmLock(workspace, each, folder, name) ??
      inPnpmLock(textOf(workspace, posix.join(each, 'pnpm-lock.yaml')), posix.relative(each, folder), name) ??
      onlyOne(textOf(workspace, posix.join(each, 'yarn.lock')), yarnEntry(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(workspace: Workspace, file: string): string {
  return workspace.hint(file) ?? '';
}

/** Read once for all that ask. */
const lockOf = oncePer((workspace: Workspace) =>
  memoise((file: string) => toRecord(parseJson(workspace.hint(file) ?? ''))),
);

/** The nearest copy counts: that of the folder itself before the one that all share. */
function inNpmLock(workspace: Workspace, lock: string, folder: string, name: string): string | undefined {
  const packages = toRecord(lockOf(workspace)(posix.join(lock, 'package-lock.json')).packages);
  for (const each of foldersUpwards(folder, lock)) {
    const { version } = toRecord(packages[posix.join(posix.relative(lock, each), 'node_modules', name)]);
    if (typeof version === 'string') return version;
  }
  return undefined;
}

/** What the folder asks for: `sst:` with `version: 2.40.3` two lines below; or else what something brings, if it is one version. */
function inPnpmLock(text: string, importer: string, name: string): string | undefined {
  const [, own = ''] = new RegExp(`^  ${escaped(importer || '.')}:\\n((?: {4}.*\\n|\\n)*)`, 'm').exec(text) ?? [];
  const quoted = escaped(name);
  const asked = new RegExp(`^\\s+['"]?${quoted}['"]?:\\n\\s+specifier:.*\\n\\s+version: (\\d+\\.\\d+\\.\\d+)`, 'm');
  return asked.exec(own)?.[1] ?? onlyOne(text, new RegExp(`^\\s+['"]?/?${quoted}@(\\d+\\.\\d+\\.\\d+)`, 'gm'));
}

/** `sst@^2.40.3:` with `version "2.40.3"` below. */
function yarnEntry(name: string): RegExp {
  return new RegExp(`^"?${escaped(name)}@[^\\n]*:\\n\\s+version:? "?(\\d+\\.\\d+\\.\\d+)`, 'gm');
}

/** Of several versions, nobody knows which one a folder gets. */
function onlyOne(text: string, entry: RegExp): string | undefined {
  const [only, ...others] = new Set([...text.matchAll(entry)].map(([, version]) => version));
  return others.length === 0 ? only : undefined;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
