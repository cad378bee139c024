import { posix } from 'node:path';
import type { Declaration } from '../../model/function.js';
import { isObject, objectAt, type Places, type Plain, type PlainObject, readDataFile } from '../data-file.js';
import { markOpen } from '../not-static.js';
import type { Workspace } from '../workspace.js';
import type { Around } from './around.js';
import { resolve, type TemplateValues, toTemplateValues } from './intrinsics.js';
import { type UnrolledResource, unrollLoops } from './loops.js';

interface Resource {
  readonly id: string;
  readonly type: string;
  /** With static intrinsics replaced. */
  readonly properties: PlainObject;
  /** The properties as the file has them. */
  readonly written: PlainObject;
  readonly metadata: PlainObject;
  /** Absolute; the template's own unless it is put together of several. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** Why it stands for an unknown number of resources. */
  readonly hidden?: string;
}

export interface Template {
  /** Absolute. */
  readonly file: string;
  readonly folder: string;
  readonly kind: Extract<Declaration['kind'], 'sam' | 'cloudformation' | 'cdk-out'>;
  /** The whole file as written. */
  readonly data: PlainObject;
  /** Absent where it stands for itself. */
  readonly around?: Around;
  /** As each of several stacks that are made of it has it; absent where there is one. */
  readonly variants?: () => readonly Template[];
  readonly globals: PlainObject;
  readonly resources: readonly Resource[];
  readonly places: Places;
}

/** What nests another template; one that is elsewhere may make a function of what it is given. */
export const NESTS = /AWS::(Serverless::Application|CloudFormation::Stack)/;
const FUNCTION_TYPES = /AWS::(Serverless|Lambda)::Function/;

/** Cheap test before parsing: most data files are no templates. */
export function mayDeclareFunctions(text: string): boolean {
  const mayHave = FUNCTION_TYPES.test(text) || (NESTS.test(text) && /\bnodejs\d/.test(text));
  return mayHave && text.includes('Resources');
}

/** Reads a template; `undefined` when the file is none or does not parse, which is recorded. */
export function readTemplate(workspace: Workspace, file: string): Template | undefined {
  const places: Places = new WeakMap();
  return toTemplate(file, readDataFile(workspace, file, places), places);
}

/** The template that a file's data is, if it is one. */
export function toTemplate(file: string, data: Plain, places: Places, around?: Around): Template | undefined {
  const declared = objectAt(data, 'Resources');
  if (!isObject(data) || Object.keys(declared).length === 0) return undefined;
  const values = toTemplateValues(data, around);
  const resources = unrollLoops(declared, values, places).flatMap((each) => toResource(each, values, places, file));
  return {
    file,
    folder: posix.dirname(file),
    kind: isSam(data) ? 'sam' : 'cloudformation',
    data,
    ...(around && { around }),
    globals: objectAt(resolve(objectAt(data, 'Globals'), values)),
    resources,
    places,
  };
}

function isSam(data: PlainObject): boolean {
  const transforms = [data.Transform].flat().map(String);
  return transforms.some((name) => name.startsWith('AWS::Serverless'));
}

/** A macro such as `AWS::Include` may bring any property that is not stated. Where it stands for one, that is not known anyway. */
function withIncluded(properties: PlainObject): PlainObject {
  const { 'Fn::Transform': macro, ...stated } = properties;
  return macro === undefined ? properties : markOpen(stated);
}

function toResource(
  { id, resource, hidden }: UnrolledResource,
  values: TemplateValues,
  places: Places,
  file: string,
): Resource[] {
  if (!isObject(resource) || typeof resource.Type !== 'string') return [];
  const place = places.get(resource);
  const { line = 1, column } = place ?? {};
  const written = objectAt(resource, 'Properties');
  const properties = withIncluded(objectAt(resolve(written, values)));
  return [
    {
      id,
      type: resource.Type,
      properties,
      written,
      metadata: objectAt(resolve(objectAt(resource, 'Metadata'), values)),
      file: place?.file ?? file,
      line,
      column,
      ...(hidden !== undefined && { hidden }),
    },
  ];
}
