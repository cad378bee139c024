import picomatch from 'picomatch';
import { parseDocument } from 'yaml';
import { textOf } from '../derived/text-of.js';
import { partition } from '../lib/group.js';
import { absolutePath, isWithin, relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { readJson, toRecord } from './manifest.js';

/** No workspace names more, and each is matched with every folder. */
const MOST_GLOBS = 1_000;
/** What more of them can match takes too long to find out. */
const MOST_STARS = 4;

/** What a folder says its packages are, if it is the top of a workspace: globs of folders, some negated. */
export function workspaceGlobs(folder: string, host: Host): readonly string[] {
  const read = (name: string) => readJson(absolutePath(folder, name), host) ?? {};
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

/** The globs of manifests that those of folders mean, and what they leave out. */
export function manifestGlobs(globs: readonly string[]): { readonly wanted: string[]; readonly ignore: string[] } {
  const [negated, wanted] = partition(globs, (glob) => glob.startsWith('!'));
  return { wanted: wanted.map(manifestIn), ignore: negated.map((glob) => manifestIn(glob.slice(1))) };
}

/** Asks whether a folder (absolute) is a package of the workspace whose top is there, if one is. */
export function isInWorkspace(top: string, host: Host): (folder: string) => boolean {
  const { wanted, ignore } = manifestGlobs(workspaceGlobs(top, host));
  if (wanted.length === 0) return () => false;
  const isNamed = picomatch(wanted, { dot: true, ignore });
  return (folder) => isWithin(folder, top) && isNamed(relativePath(top, absolutePath(folder, 'package.json')));
}

/** `./packages/*` and `packages/*` + `/` are the same. */
function manifestIn(glob: string): string {
  return [...glob.split('/').filter((part) => part !== '' && part !== '.'), 'package.json'].join('/');
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
  return toRecord(value)[key];
}
