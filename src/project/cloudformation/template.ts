import { posix } from 'node:path';
import type { Declaration } from '../../model/function.js';
import {
  isObject,
  objectAt,
  type Place,
  type Places,
  type Plain,
  type PlainObject,
  readDataFile,
} from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { resolve, type TemplateValues, toTemplateValues } from './intrinsics.js';

export interface Resource {
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
}

export interface Template {
  /** Absolute. */
  readonly file: string;
  readonly folder: string;
  readonly kind: Extract<Declaration['kind'], 'sam' | 'cloudformation' | 'cdk-out'>;
  readonly values: TemplateValues;
  /** The whole file as written, and the parameters that a parent stack hands down. */
  readonly data: PlainObject;
  readonly given: PlainObject;
  readonly globals: PlainObject;
  readonly resources: readonly Resource[];
  readonly places: Places;
}

const FUNCTION_TYPES = /AWS::(Serverless|Lambda)::Function/;

/** Cheap test before parsing: most data files are no templates. */
export function mayDeclareFunctions(text: string): boolean {
  return FUNCTION_TYPES.test(text) && text.includes('Resources');
}

/** Reads a template; `undefined` when the file is none or does not parse, which is recorded. */
export function readTemplate(workspace: Workspace, file: string, given: PlainObject = {}): Template | undefined {
  const places: Places = new WeakMap();
  return toTemplate(file, readDataFile(workspace, file, places), places, given);
}

/** The template that a file's data is, if it is one. */
export function toTemplate(file: string, data: Plain, places: Places, given: PlainObject = {}): Template | undefined {
  const declared = objectAt(data, 'Resources');
  if (!isObject(data) || Object.keys(declared).length === 0) return undefined;
  const values = toTemplateValues(data, given);
  const resources = Object.entries(declared).flatMap(([id, resource]) =>
    toResource(id, resource, values, places.get(resource as object), file),
  );
  return {
    file,
    folder: posix.dirname(file),
    kind: isSam(data) ? 'sam' : 'cloudformation',
    values,
    data,
    given,
    globals: objectAt(resolve(objectAt(data, 'Globals'), values)),
    resources,
    places,
  };
}

/** The logical id that a `Ref` or `Fn::GetAtt` value, or a name of its parts, points at. */
export function getReferenced(value: Plain): string | undefined {
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  if (typeof ref === 'string') return ref;
  if (Array.isArray(attribute)) return String(attribute[0]);
  if (typeof attribute === 'string') return attribute.split('.')[0];
  const [first] = Array.isArray(text) ? text : [text];
  // `arn:…:function:${Fn}` and the integration URIs `…/functions/${Fn.Arn}/invocations` name one resource of ours.
  return typeof first === 'string'
    ? /\$\{([A-Za-z0-9]+)(?:\.(?:Arn|Alias))?\}(?:\/invocations)?$/.exec(first)?.[1]
    : undefined;
}

function isSam(data: PlainObject): boolean {
  const transforms = [data.Transform].flat().map(String);
  return transforms.some((name) => name.startsWith('AWS::Serverless'));
}

function toResource(
  id: string,
  resource: Plain,
  values: TemplateValues,
  place: Place | undefined,
  file: string,
): Resource[] {
  if (!isObject(resource) || typeof resource.Type !== 'string') return [];
  const { line = 1, column } = place ?? {};
  const written = objectAt(resource, 'Properties');
  const properties = objectAt(resolve(written, values));
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
    },
  ];
}
