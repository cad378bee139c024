import { posix } from 'node:path';
import { foldersUpwards } from '../lib/paths.js';
import { toRecord } from '../sources/manifest.js';
import type { Workspace } from './workspace.js';

/**
 * The version of a package that the lock file of a folder, or of one around it, has chosen: npm's, pnpm's or Yarn's.
 *
 * @param folder absolute.
 */
export function lockedVersion(workspace: Workspace, folder: string, name: string): string | undefined {
  for (const each of foldersUpwards(folder, workspace.root)) {
    const found =
      inNpmLock(workspace, each, name) ??
      inText(workspace, posix.join(each, 'pnpm-lock.yaml'), ...pnpmEntries(name)) ??
      inText(workspace, posix.join(each, 'yarn.lock'), yarnEntry(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function inNpmLock(workspace: Workspace, folder: string, name: string): string | undefined {
  const { packages } = workspace.json(posix.join(folder, 'package-lock.json'));
  const { version } = toRecord(toRecord(packages)[`node_modules/${name}`]);
  return typeof version === 'string' ? version : undefined;
}

function inText(workspace: Workspace, file: string, ...entries: readonly RegExp[]): string | undefined {
  const text = workspace.isFile(file) ? (workspace.text(file) ?? '') : '';
  return entries.map((entry) => entry.exec(text)?.[1]).find((each) => each !== undefined);
}

/** What is asked for: `sst:` with `version: 2.40.3` two lines below; what that brings: `sst@2.40.3:`, `/sst@2.40.3:`. */
function pnpmEntries(name: string): readonly RegExp[] {
  const quoted = escaped(name);
  return [
    new RegExp(`^\\s+['"]?${quoted}['"]?:\\n\\s+specifier:.*\\n\\s+version: (\\d+\\.\\d+\\.\\d+)`, 'm'),
    new RegExp(`^\\s+['"]?/?${quoted}@(\\d+\\.\\d+\\.\\d+)`, 'm'),
  ];
}

/** `sst@^2.40.3:` with `version "2.40.3"` below. */
function yarnEntry(name: string): RegExp {
  return new RegExp(`^"?${escaped(name)}@[^\\n]*:\\n\\s+version:? "?(\\d+\\.\\d+\\.\\d+)`, 'm');
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
