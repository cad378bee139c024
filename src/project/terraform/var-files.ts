import { posix } from 'node:path';
import { oncePer } from '../../lib/memoise.js';
import { isObject, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';

/** The files of a root module that Terraform takes the values of variables from by itself. */
export const GIVEN = /^(terraform\.tfvars(\.json)?|.*\.auto\.tfvars(\.json)?)$/;

/** Files of variables that somebody names when Terraform is run, such as `prod.tfvars`. */
const namedElsewhere = oncePer((workspace: Workspace): ReadonlySet<string> => {
  const files = workspace.files.filter((file) => /\.tfvars(\.json)?$/.test(file) && !GIVEN.test(posix.basename(file)));
  const texts = files.map((file) => workspace.text(file) ?? '');
  return new Set(texts.flatMap((text) => [...text.matchAll(/^\s*"?([\w-]+)"?\s*[=:]/gm)].map(([, name = '']) => name)));
});

/** Switches that are off by their default and that a file of variables may turn on: what they are is not known. */
export function openSwitches(workspace: Workspace, variables: PlainObject): PlainObject {
  const open = Object.keys(variables).filter((name) => isOff(variables[name]) && namedElsewhere(workspace).has(name));
  return Object.fromEntries(open.map((name) => [name, undefined]));
}

export function isOff(value: PlainObject[string]): boolean {
  const isEmpty = Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
  return isEmpty || value === false || value === null || value === 0 || value === '' || value === 'false';
}
