import { posix } from 'node:path';
import { isObject, objectAt, type Plain, type PlainObject, readDataFile } from '../data-file.js';
import type { Stack } from './stack.js';

/** The path that `Fn::Transform` with `AWS::Include` takes a part of the template from. */
export function includedFrom(value: Plain): string | undefined {
  const { Name, Parameters } = objectAt(value, 'Fn::Transform');
  const location = objectAt(Parameters).Location;
  return Name === 'AWS::Include' && typeof location === 'string' ? location : undefined;
}

/** What a file holds that a template names. What is in a bucket, or outside the project, is not read. */
export function readLocal({ workspace, folder }: Stack, path: string): PlainObject | undefined {
  const file = posix.resolve(folder, path);
  if (/^\w+:\/\/|\$\{/.test(path) || !workspace.files.includes(file)) return undefined;
  const document = readDataFile(workspace, file, new WeakMap());
  return isObject(document) ? document : undefined;
}
