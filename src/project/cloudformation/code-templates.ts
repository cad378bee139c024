import { posix } from 'node:path';
import { isTestFile } from '../../lib/test-file.js';
import type { ReadCode } from '../code-data.js';
import { isObject, type Places, type Plain, type PlainObject } from '../data-file.js';
import { asIntrinsic } from '../not-static.js';
import { isSourcePath } from '../source-file.js';
import type { Workspace } from '../workspace.js';
import { mayDeclareFunctions, type Template, toTemplate } from './template.js';

/** Programs that make constructs, and services of the Serverless Framework, have readers of their own. */
const OTHERS = /aws-cdk|@pulumi\/|\bsst\b|cdktf|(^|\/)serverless[^/]*$/;

/**
 * Templates that JavaScript or TypeScript exports as objects: a whole one, or the resources of one, which other files put together.
 * A resource counts once, in the first file that exports it, and not where another reader has it.
 */
export function readCodeTemplates(
  workspace: Workspace,
  readCode: ReadCode,
  isLeftOut: (file: string) => boolean,
): Template[] {
  const seen = new Set<string>();
  return workspace.files
    .filter((file) => mayBeTemplate(workspace, file))
    .flatMap((file) => {
      const places: Places = new WeakMap();
      const exported = readCode(file, posix.dirname(file), places, { write: asIntrinsic });
      const isNew = ({ id, file: own, line }: Template['resources'][number]) => {
        const key = `${own}:${line}#${id}`;
        return !isLeftOut(own) && !seen.has(key) && seen.add(key);
      };
      return templatesIn(exported)
        .flatMap((data) => toTemplate(file, data, places) ?? [])
        .map((template) => ({ ...template, resources: template.resources.filter(isNew) }));
    });
}

function mayBeTemplate(workspace: Workspace, file: string): boolean {
  if (!isSourcePath(file) || isTestFile(file) || /\.[jt]sx$/.test(file)) return false;
  const text = workspace.text(file);
  return text !== undefined && mayDeclareFunctions(`${text}Resources`) && !OTHERS.test(text) && !OTHERS.test(file);
}

/** A template, the resources of one, or exports that are either. */
function templatesIn(exported: Plain): readonly Plain[] {
  if (!isObject(exported)) return [];
  const all = [exported, ...Object.values(exported)].filter(isObject);
  const whole = all.filter(({ Resources }) => isObject(Resources));
  return whole.length > 0 ? whole : all.filter(hasResources).map((resources) => ({ Resources: resources }));
}

function hasResources(object: PlainObject): boolean {
  return Object.values(object).some((each) => isObject(each) && /^AWS::/.test(String(each.Type)));
}
