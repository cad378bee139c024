import { posix } from 'node:path';
import { groupBy } from '../../lib/group.js';
import { isWithin } from '../../lib/paths.js';
import { isObject, type PlainObject, readDataFile } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { pragmasOf } from './arc-data.js';
import { type ArcPragmas, parseArc } from './arc-text.js';

/** A file of Architect as it was read. */
export interface ArcFile {
  /** Absolute. */
  readonly file: string;
  readonly pragmas: ArcPragmas;
}

/** Names of a project's manifest, and of the settings beside one function; the first that is there counts (@architect/inventory 5.0.0). */
const MANIFESTS = ['app.arc', '.arc', 'arc.json', 'arc.yaml', 'arc.yml', 'package.json'];
const FUNCTION_CONFIGS = [
  ...['config.arc', '.arc-config', 'arc.json', 'arc-config.json'],
  ...['config.yaml', 'config.yml', 'arc-config.yaml', 'arc-config.yml'],
];

/** The manifest of each folder that has one. */
export function readManifests(workspace: Workspace): readonly ArcFile[] {
  const files = workspace.files.filter((file) => MANIFESTS.includes(posix.basename(file)));
  return [...groupBy(files, posix.dirname)].flatMap(([folder]) => firstOf(workspace, folder, MANIFESTS) ?? []);
}

/** What stands beside a function and is about it alone. */
export function readFunctionConfig(workspace: Workspace, folder: string): ArcFile | undefined {
  return isWithin(folder, workspace.root) ? firstOf(workspace, folder, FUNCTION_CONFIGS) : undefined;
}

function firstOf(workspace: Workspace, folder: string, names: readonly string[]): ArcFile | undefined {
  for (const name of names) {
    const file = posix.join(folder, name);
    const pragmas = workspace.isFile(file) ? readArcFile(workspace, file) : undefined;
    if (pragmas) return { file, pragmas };
  }
  return undefined;
}

function readArcFile(workspace: Workspace, file: string): ArcPragmas | undefined {
  if (!/\.(json|ya?ml)$/.test(file)) return parseArc(workspace.text(file) ?? '');
  const isManifest = posix.basename(file) === 'package.json';
  if (isManifest && !/"arc(hitect)?"\s*:/.test(workspace.text(file) ?? '')) return undefined;
  const data = readDataFile(workspace, file, new WeakMap());
  const stated = isManifest && isObject(data) ? inPackage(data) : data;
  return isObject(stated) ? pragmasOf(stated) : undefined;
}

function inPackage({ arc, architect }: PlainObject) {
  return arc ?? architect;
}
