import type { WrittenAt } from '../../model/deployment.js';
import { objectAt, type Plain } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import type { Around } from './around.js';
import { defaultOf, resolve, type TemplateValues, toTemplateValues } from './intrinsics.js';
import { literalPlace, placeAt, type Shared } from './look.js';
import type { NestedStack, TemplateFile } from './nested.js';
import { qualify } from './references.js';
import { type Template, toTemplate } from './template.js';

/** A template file, and what is around it. */
interface Link extends TemplateFile {
  readonly values: TemplateValues;
  readonly around: Around;
  readonly shared: Shared;
  /** What a stack that is made of it gives out. */
  readonly output: (name: string) => Plain;
  /** The stacks that are made of it. */
  readonly uses: StackUse[];
}

interface StackUse extends NestedStack {
  readonly parent: Link;
}

/**
 * The templates of these files, with the values that nested stacks get from around them. A template counts once, however many
 * stacks are made of it: what these are given alike is known, what they are given differently is not.
 */
export function linkTemplates(workspace: Workspace, files: readonly TemplateFile[]): Template[] {
  const links = new Map<string, Link>();
  for (const [index, each] of files.entries()) links.set(each.file, toLink(workspace, each, `n${index}`, links));
  for (const parent of links.values())
    for (const nested of parent.nested) links.get(nested.file)?.uses.push({ ...nested, parent });
  return [...links.values()].flatMap((link) => {
    const template = templateOf(link);
    if (template === undefined || link.uses.length < 2) return template ?? [];
    const { name } = link.around;
    const variants = () => link.uses.flatMap((use) => templateOf(toLink(workspace, link, name, links, [use])) ?? []);
    return { ...template, variants };
  });
}

function templateOf({ file, data, places, around }: Link): Template | undefined {
  return toTemplate(file, data, places, around);
}

function toLink(
  workspace: Workspace,
  file: TemplateFile,
  name: string,
  links: ReadonlyMap<string, Link>,
  uses: StackUse[] = [],
): Link {
  const around: Around = {
    name,
    given: onceEach((parameter) => given(link, parameter), { value: undefined }),
    placeOf: onceEach((parameter) => placeOf(workspace, link, parameter), undefined),
    outputOf: (stackId, output) => {
      const child = file.nested.find(({ id }) => id === stackId);
      const of = child && links.get(child.file);
      return of?.output(output);
    },
  };
  const link: Link = {
    ...file,
    values: toTemplateValues(file.data, around),
    around,
    shared: { data: file.data, placeOfParameter: (parameter) => around.placeOf(parameter) },
    output: onceEach((output) => readOutput(link, output), undefined),
    uses,
  };
  return link;
}

/** Works out each once. What needs itself is `inCycle`. */
function onceEach<Result>(compute: (name: string) => Result, inCycle: Result): (name: string) => Result {
  const known = new Map<string, Result>();
  return (name) => {
    if (!known.has(name)) {
      known.set(name, inCycle);
      known.set(name, compute(name));
    }
    return known.get(name)!;
  };
}

function given({ data, uses }: Link, parameter: string): { readonly value: Plain } | undefined {
  const stated = uses.map((use) => valueIn(use, parameter));
  if (stated.every((value) => value === undefined)) return undefined;
  const values = stated.map((value) => value ?? defaultOf(data, parameter));
  return { value: new Set(values.map(toKey)).size === 1 ? values[0] : undefined };
}

/** What a parent gives to one of its stacks; nothing where it leaves a parameter out. */
function valueIn({ parent, parameters }: StackUse, parameter: string): Plain {
  if (!Object.hasOwn(parameters, parameter)) return undefined;
  return qualify(resolve(parameters[parameter], parent.values), parent.around.name) ?? undefined;
}

/** Parameters are texts: 512 and '512' are the same. */
function toKey(value: Plain): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** In the parent that gives it, or as the default. */
function placeOf(workspace: Workspace, { data, uses, around }: Link, parameter: string): WrittenAt | undefined {
  const value = around.given(parameter);
  if (value === undefined) return placeAt(workspace, objectAt(data, 'Parameters', parameter), 'Default');
  const use = uses.find((each) => valueIn(each, parameter) !== undefined);
  if (use === undefined || value.value === undefined) return undefined;
  return literalPlace(workspace, use.parameters, [parameter], use.parent.shared).writtenAt;
}

/** What a stack that is made of this template gives out. */
function readOutput({ data, values, around }: Link, output: string): Plain {
  return qualify(resolve(objectAt(data, 'Outputs', output).Value, values), around.name);
}
