import { objectAt } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { functionOfForeignStack } from './foreign-stack.js';
import { placeAt } from './look.js';
import { functionCalled } from './named-functions.js';
import { createResourceAt, FUNCTION, functionNamed, type Stack, type StackResource } from './stack.js';
import { type NamedTable, readTable } from './tables.js';
import type { Template } from './template.js';

/** A template among those that may name its resources. */
export interface Member {
  readonly template: Template;
  readonly stack: Stack;
  readonly tables: readonly NamedTable[];
}

/** The stacks of templates, which find each other's resources. */
export function openStacks(workspace: Workspace, templates: readonly Template[]): Member[] {
  const resourceAt = createResourceAt(() => members.map(({ stack }) => stack));
  const members: Member[] = templates.map((template) => toMember(workspace, template, resourceAt));
  return members;
}

/** As `openStacks`, for one more stack of a template that is a member already. */
export function openBeside(workspace: Workspace, template: Template, members: readonly Member[]): Member {
  // The last of equal names counts.
  const resourceAt = createResourceAt(() => [...members.map(({ stack }) => stack), own.stack]);
  const own = toMember(workspace, template, resourceAt);
  return own;
}

function toMember(workspace: Workspace, template: Template, resourceAt: ReturnType<typeof createResourceAt>): Member {
  const stack = toStack(workspace, template, resourceAt);
  const tables = stack.resources.flatMap(({ resolved, ...resource }) =>
    readTable(workspace, stack.scope, { ...resource, properties: resolved }, template.places),
  );
  return { template, stack, tables };
}

function toStack(
  workspace: Workspace,
  { file, folder, kind, data, around, resources }: Template,
  resourceAt: (from: Stack, reference: string) => StackResource | undefined,
): Stack {
  const own: StackResource[] = [];
  const stack: Stack = {
    workspace,
    scope: workspace.relative(file),
    name: around?.name ?? 'own',
    folder,
    kind,
    resources: own,
    shared: {
      data,
      placeOfParameter: (name) =>
        around ? around.placeOf(name) : placeAt(workspace, objectAt(data, 'Parameters', name), 'Default'),
    },
    resourceAt: (reference) => resourceAt(stack, reference),
    functionOf: (value) => functionNamed(stack, value) ?? functionCalled(stack, value),
  };
  for (const { id, type, written, properties, metadata, hidden, ...place } of resources) {
    const declaredIn = { file: workspace.relative(place.file), line: place.line, column: place.column, kind };
    const made = functionOfForeignStack(workspace, folder, { type, written, properties });
    const stated = made ? { type: FUNCTION, isForeign: true, ...made } : { type, written, resolved: properties };
    own.push({ id, ...stated, metadata, declaredIn, stack, ...(hidden !== undefined && { hidden }) });
  }
  return stack;
}
