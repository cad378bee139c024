import type { ReadCode } from '../code-data.js';
import { addReading, emptyReading, type Reading } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { readCodeTemplates } from './code-templates.js';
import { readFunctions } from './functions.js';
import { linkTemplates } from './linked.js';
import { findTemplateFiles, mayNest } from './nested.js';
import { mayDeclareFunctions } from './template.js';

const TEMPLATE_NAME = /\.(ya?ml|json|template)$/;
/** Data files that are never templates, some of them large. */
const OTHER_NAME =
  /(^|\/)(package(-lock)?|tsconfig[^/]*|npm-shrinkwrap|composer)\.json$|(^|\/)(pnpm-lock|serverless[^/]*)\.ya?ml$|\.schema\.json$/;
/** CloudFormation refuses templates above 1 MB; before transforms and packaging, one may be larger. */
const MAX_LENGTH = 10_000_000;

/**
 * Reads every SAM and CloudFormation template below the root, and those that are written as code.
 *
 * @param isLeftOut files that another reader has read, or that repeat what is read elsewhere.
 */
export function readTemplates(workspace: Workspace, readCode: ReadCode, isLeftOut: (file: string) => boolean): Reading {
  const reading = emptyReading();
  for (const template of readCodeTemplates(workspace, readCode, isLeftOut))
    addReading(reading, leavingCodeOpen(readFunctions(workspace, [template])));
  const whole = (test: (text: string) => boolean) => filesWith(workspace, test).filter((file) => !isLeftOut(file));
  const files = findTemplateFiles(workspace, whole(mayDeclareFunctions), whole(mayNest));
  addReading(reading, readFunctions(workspace, linkTemplates(workspace, files)));
  return reading;
}

/** Templates that are written as code are put together in ways that nobody follows to the end. */
function leavingCodeOpen({ declared, unresolved, ...rest }: Reading): Reading {
  const open = <Type>(each: Type) => ({ ...each, leavesCodeOpen: true });
  return { ...rest, declared: declared.map(open), unresolved: unresolved.map(open) };
}

function filesWith(workspace: Workspace, test: (text: string) => boolean): string[] {
  return workspace.files.filter((file) => {
    if (!TEMPLATE_NAME.test(file) || OTHER_NAME.test(file)) return false;
    const text = workspace.text(file);
    if (text === undefined || !test(text)) return false;
    if (text.length > MAX_LENGTH) tellTooLong(workspace, file);
    return text.length <= MAX_LENGTH;
  });
}

function tellTooLong({ problems, relative }: Workspace, path: string): void {
  const file = relative(path);
  const message = 'is longer than 10 million characters; the template was left out';
  const isKnown = problems.some((each) => each.kind === 'unreadable-file' && each.file === file);
  if (!isKnown) problems.push({ kind: 'unreadable-file', file, message });
}
