import type { SharedBy, WrittenAt } from '../../model/deployment.js';
import { isObject, objectAt, type Plain, type PlainObject, placeOfKey } from '../data-file.js';
import type { Look } from '../look.js';
import { statedAt } from '../not-static.js';
import type { Workspace } from '../workspace.js';

/** An object of a template twice: as the file has it, and with static intrinsics replaced. */
export interface Stated {
  readonly written: PlainObject;
  readonly resolved: PlainObject;
}

/** What the values of a template are looked up in; empty where intrinsics are replaced already. */
export interface Shared {
  /** The template as written. */
  readonly data: PlainObject;
  /** Where the value of a parameter stands: its default, or what a parent stack hands down. */
  placeOfParameter(name: string): WrittenAt | undefined;
}

/** Looks settings up in an object of a template, and then in the block that all functions share. */
export function lookIn(workspace: Workspace, own: Stated, shared: Shared, globals?: Stated): Look {
  return (name) => {
    const path = name.split('.');
    const stated = valueAt(own.resolved, path);
    const asksGlobals = globals !== undefined && stated === undefined && !isTakenAway(own.resolved, path);
    const value = asksGlobals ? valueAt(globals.resolved, path) : stated;
    if (value === undefined) return undefined;
    const isOwn = globals === undefined || valueAt(own.written, path) !== undefined;
    const place = literalPlace(workspace, isOwn ? own.written : globals.written, path, shared);
    return {
      // CloudFormation refuses `null`.
      value: isIntrinsic(value) ? undefined : (value ?? undefined),
      ...(!isOwn && { sharedBy: 'globals' as const }),
      ...place,
    };
  };
}

function valueAt(object: PlainObject, path: readonly string[]): Plain {
  // What is known only at deployment may well hold the path.
  return isIntrinsic(object) ? object : statedAt(object, path, isIntrinsic);
}

/** Does `AWS::NoValue` stand there, or around it? */
function isTakenAway(object: PlainObject, path: readonly string[]): boolean {
  return path.some((key, depth) => {
    const parent = objectAt(object, ...path.slice(0, depth));
    return Object.hasOwn(parent, key) && parent[key] === undefined;
  });
}

export function isIntrinsic(value: Plain): boolean {
  if (typeof value === 'string') return value.includes('${');
  return isObject(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** Where the value itself stands: at the key, in the default of a parameter, or in a mapping. */
export function literalPlace(
  workspace: Workspace,
  written: PlainObject,
  path: readonly string[],
  { data, placeOfParameter }: Shared,
): { writtenAt?: WrittenAt; sharedBy?: SharedBy } {
  const parent = objectAt(written, ...path.slice(0, -1));
  const key = path.at(-1)!;
  const { Ref: parameter, 'Fn::FindInMap': inMap } = objectAt(parent[key]);
  if (typeof parameter === 'string') {
    const writtenAt = placeOfParameter(parameter);
    if (writtenAt) return { writtenAt, sharedBy: 'parameter' };
  }
  if (Array.isArray(inMap) && inMap.every((each) => typeof each === 'string')) {
    const [map, first, second] = inMap;
    const writtenAt = placeAt(workspace, objectAt(data, 'Mappings', map!, first!), second!);
    if (writtenAt) return { writtenAt, sharedBy: 'mapping' };
  }
  const writtenAt = placeAt(workspace, parent, key) ?? placeAt(workspace, written, path[0]!);
  return writtenAt ? { writtenAt } : {};
}

/** Where a key of an object of a data file stands, as results show it. */
export function placeAt(workspace: Workspace, object: object, key: string): WrittenAt | undefined {
  const place = placeOfKey(object, key);
  if (!place) return undefined;
  const { file, line, column } = place;
  return { file: workspace.relative(file), line, ...(column !== undefined && { column }) };
}
