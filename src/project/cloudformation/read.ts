import { posix } from 'node:path';
import type { ReadCode } from '../code-data.js';
import { objectAt, type PlainObject } from '../data-file.js';
import { addReading, emptyReading, type Reading } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { readCodeTemplates } from './code-templates.js';
import { readFunctions } from './functions.js';
import { mayDeclareFunctions, readTemplate, type Template } from './template.js';

const TEMPLATE_NAME = /\.(ya?ml|json|template)$/;
/** Data files that are never templates, some of them large. */
const OTHER_NAME =
  /(^|\/)(package(-lock)?|tsconfig[^/]*|npm-shrinkwrap|composer)\.json$|(^|\/)(pnpm-lock|serverless[^/]*)\.ya?ml$|\.schema\.json$/;
/** CloudFormation itself refuses templates above 1 MB. */
const MAX_LENGTH = 2_000_000;

/**
 * Reads every SAM and CloudFormation template below the root, and those that are written as code.
 *
 * @param isCopy files that repeat what is read elsewhere.
 */
export function readTemplates(workspace: Workspace, readCode: ReadCode, isCopy: (file: string) => boolean): Reading {
  const reading = emptyReading();
  for (const template of readCodeTemplates(workspace, readCode))
    addReading(reading, leavingCodeOpen(readFunctions(workspace, template)));
  const templates = findTemplates(workspace)
    .filter((file) => !isCopy(file))
    .flatMap((file) => readTemplate(workspace, file) ?? []);
  const given = nestedParameters(workspace, templates);
  for (const template of templates) {
    const parameters = given.get(template.file);
    // A nested stack is read with what its parent hands down; its own defaults fill the rest.
    const read = parameters === undefined ? template : (readTemplate(workspace, template.file, parameters) ?? template);
    addReading(reading, readFunctions(workspace, read));
  }
  return reading;
}

/** Templates that are written as code are put together in ways that nobody follows to the end. */
function leavingCodeOpen({ declared, unresolved, ...rest }: Reading): Reading {
  const open = <Type>(each: Type) => ({ ...each, leavesCodeOpen: true });
  return { ...rest, declared: declared.map(open), unresolved: unresolved.map(open) };
}

function findTemplates(workspace: Workspace): string[] {
  return workspace.files.filter((file) => {
    if (!TEMPLATE_NAME.test(file) || OTHER_NAME.test(file)) return false;
    const text = workspace.text(file);
    return text !== undefined && text.length < MAX_LENGTH && mayDeclareFunctions(text);
  });
}

/** Static parameters that parent stacks give to templates by local path. */
function nestedParameters(workspace: Workspace, templates: readonly Template[]): Map<string, PlainObject> {
  const given = new Map<string, PlainObject>();
  for (const template of [...templates, ...findParents(workspace, templates)]) {
    for (const { type, properties } of template.resources) {
      const location = properties.Location ?? properties.TemplateURL;
      if (!/^AWS::(Serverless::Application|CloudFormation::Stack)$/.test(type) || typeof location !== 'string')
        continue;
      const child = posix.resolve(template.folder, location);
      given.set(child, { ...objectAt(properties, 'Parameters'), ...given.get(child) });
    }
  }
  return given;
}

/** Stacks that declare no function themselves but nest those that do. */
function findParents(workspace: Workspace, children: readonly Template[]): Template[] {
  if (children.length === 0) return [];
  const known = new Set(children.map(({ file }) => file));
  const parents = workspace.files.filter((file) => {
    if (!TEMPLATE_NAME.test(file) || OTHER_NAME.test(file) || known.has(file)) return false;
    return /AWS::(Serverless::Application|CloudFormation::Stack)/.test(workspace.text(file) ?? '');
  });
  return parents.flatMap((file) => readTemplate(workspace, file) ?? []);
}
