import { parseDocument } from 'yaml';
import { absolutePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { textOf } from '../model/text-of.js';
import { readManifest } from './read-manifest.js';

/** No workspace names more, and each is matched with every folder. */
const MOST_GLOBS = 1_000;
/** What more of them can match takes too long to find out. */
const MOST_STARS = 4;

/** What a folder says its packages are, if it is the top of a workspace: globs of folders, some negated. */
export function workspaceGlobs(folder: string, host: Host): readonly string[] {
  const read = (name: string) => readManifest(absolutePath(folder, name), host);
  const { workspaces } = read('package.json');
  const { packages } = read('lerna.json');
  const { projects } = read('rush.json');
  return [
    ...listOf(workspaces),
    ...listOf(entryOf(workspaces, 'packages')),
    ...listOf(pnpmPackages(folder, host)),
    ...listOf(packages),
    ...listOf(projects).map((project) => entryOf(project, 'projectFolder')),
  ]
    .filter((glob) => typeof glob === 'string')
    .filter((glob) => (glob.match(/\*+/g) ?? []).length <= MOST_STARS)
    .slice(0, MOST_GLOBS);
}

function pnpmPackages(folder: string, host: Host): unknown {
  const text = textOf(absolutePath(folder, 'pnpm-workspace.yaml'), host);
  if (text === undefined) return undefined;
  try {
    return entryOf(parseDocument(text, { logLevel: 'silent' }).toJS(), 'packages');
  } catch {
    // Aliases that lead nowhere, or that stand for more than anybody writes.
    return undefined;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entryOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
