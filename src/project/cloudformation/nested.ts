import { posix } from 'node:path';
import { memoise } from '../../lib/memoise.js';
import { isObject, objectAt, type Places, type PlainObject, readDataFile } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { resolve, toTemplateValues } from './intrinsics.js';
import { NESTS } from './template.js';

/** A template file as it is written. */
export interface TemplateFile {
  /** Absolute. */
  readonly file: string;
  readonly data: PlainObject;
  readonly places: Places;
  /** The stacks that it nests, by logical id. */
  readonly nested: readonly NestedStack[];
}

export interface NestedStack {
  readonly id: string;
  /** The template of the nested stack. Absolute. */
  readonly file: string;
  /** What it is given, as written. */
  readonly parameters: PlainObject;
}

/** Cheap test before parsing, as for functions. */
export function mayNest(text: string): boolean {
  return NESTS.test(text);
}

/**
 * The templates among `candidates`, with those that nest one of them, and all that these nest. A template that declares no
 * function may hold what functions are connected to.
 */
export function findTemplateFiles(
  workspace: Workspace,
  candidates: readonly string[],
  parents: readonly string[],
): TemplateFile[] {
  const known = new Set(workspace.files);
  const load = memoise((file) => loadTemplate(workspace, file, known));
  const wanted = new Set(candidates);
  const open = candidates.length === 0 ? [] : parents.flatMap((file) => load(file) ?? []);
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size;
    for (const { file, nested } of open) {
      if (nested.some((each) => wanted.has(each.file))) wanted.add(file);
      if (wanted.has(file)) for (const each of nested) wanted.add(each.file);
    }
  }
  return workspace.files.filter((file) => wanted.has(file)).flatMap((file) => load(file) ?? []);
}

function loadTemplate(workspace: Workspace, file: string, known: ReadonlySet<string>): TemplateFile | undefined {
  const places: Places = new WeakMap();
  const data = readDataFile(workspace, file, places);
  if (!isObject(data) || Object.keys(objectAt(data, 'Resources')).length === 0) return undefined;
  const values = toTemplateValues(data);
  const nested = Object.entries(objectAt(data, 'Resources')).flatMap(([id, resource]) => {
    if (!isObject(resource) || !NESTS.test(String(resource.Type))) return [];
    const properties = objectAt(resource, 'Properties');
    const location = resolve(properties.Location ?? properties.TemplateURL, values);
    const path = typeof location === 'string' ? posix.resolve(posix.dirname(file), location) : undefined;
    if (path === undefined || path === file || !known.has(path)) return [];
    return [{ id, file: path, parameters: objectAt(properties, 'Parameters') }];
  });
  return { file, data, places, nested };
}
