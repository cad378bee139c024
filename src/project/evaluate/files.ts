import { posix } from 'node:path';
import picomatch from 'picomatch';
import { isWithin } from '../../lib/paths.js';
import type { Workspace } from '../workspace.js';
import { ObjectValue, Unknown, type Value } from './values.js';

/** Names longer lists than this are of no program that makes a function of each. */
const MAX_ENTRIES = 500;
/** A file that a program takes names or settings from is shorter. */
const MAX_LENGTH = 500_000;
/** A folder counts as one that has files at most this far down. */
const BELOW = ['*', '*/*', '*/*/*', '*/*/*/*'];

interface WhereRun {
  readonly workspace: Workspace;
  readonly cwd: string;
}

/** What `fs` says of a file or a folder: an entry of a folder, or its state. */
export class EntryValue extends ObjectValue {
  constructor(
    name: string,
    readonly isFolder: boolean,
  ) {
    super();
    this.properties.set('name', name);
  }

  call(method: string): { readonly value: Value } | undefined {
    if (method === 'isDirectory') return { value: this.isFolder };
    return method === 'isFile' ? { value: !this.isFolder } : undefined;
  }
}

/**
 * What is in a folder of the project, as the checkout has it: neither packages nor what `.gitignore` names, which a build may have made
 * elsewhere.
 */
export function readFolder({ workspace, cwd }: WhereRun, [path, options]: readonly Value[]): Value {
  const folder = pathInside(workspace, cwd, path);
  if (folder === undefined || !workspace.isDirectory(folder)) return new Unknown('the folder is not in the project');
  if (options instanceof ObjectValue && options.get('recursive') === true)
    return new Unknown('all folders below one are not listed');
  const parts = workspace.listInside(folder, BELOW).map((file) => posix.relative(folder, file).split('/'));
  const entries = new Map(parts.map(([name = '', ...below]) => [name, below.length > 0]));
  if (entries.size > MAX_ENTRIES) return new Unknown(`the folder has more than ${MAX_ENTRIES} entries`);
  const isTyped = options instanceof ObjectValue && options.get('withFileTypes') === true;
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, isFolder]) => (isTyped ? new EntryValue(name, isFolder) : name));
}

/** The files that a pattern names, as `glob` and its like list them. */
export function readGlob({ workspace, cwd }: WhereRun, [pattern, options]: readonly Value[]): Value {
  const given = options instanceof ObjectValue ? options : new ObjectValue();
  const isPlain = [...given.properties.keys()].every((key) => key === 'cwd' || key === 'absolute');
  if (typeof pattern !== 'string' || !isPlain || given.isOpen) return new Unknown('the pattern is not static');
  const start = pathInside(workspace, cwd, given.properties.has('cwd') ? given.get('cwd') : '.');
  const { base, glob } = picomatch.scan(pattern);
  const folder = start && pathInside(workspace, start, base || '.');
  if (start === undefined || folder === undefined) return new Unknown('the folder is not in the project');
  const files = workspace.listInside(folder, [glob]);
  if (files.length > MAX_ENTRIES) return new Unknown(`the pattern names more than ${MAX_ENTRIES} files`);
  const isAbsolute = posix.isAbsolute(pattern) || given.get('absolute') === true;
  return files.map((file) => (isAbsolute ? file : posix.relative(start, file)));
}

export function readState({ workspace, cwd }: WhereRun, [path]: readonly Value[]): Value {
  const place = pathInside(workspace, cwd, path);
  const isFolder = place !== undefined && workspace.isDirectory(place);
  if (place === undefined || !(isFolder || workspace.isFile(place)))
    return new Unknown('the file is not in the project');
  return new EntryValue(posix.basename(place), isFolder);
}

/** Of a file that is read with an encoding: without one, code gets bytes. */
export function readListedText({ workspace, cwd }: WhereRun, [path]: readonly Value[]): Value {
  const file = pathInside(workspace, cwd, path);
  const text = file === undefined ? undefined : workspace.textInside(file);
  return text === undefined || text.length > MAX_LENGTH ? new Unknown('the file is not in the project') : text;
}

function pathInside(workspace: Workspace, cwd: string, path: Value): string | undefined {
  if (typeof path !== 'string') return undefined;
  const absolute = posix.resolve(cwd, path);
  return isWithin(absolute, workspace.root) ? absolute : undefined;
}
